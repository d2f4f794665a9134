"""Days as whole numbers: days since 1 January 1970, so that a million dates fit one small column."""

from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

EPOCH = date(1970, 1, 1).toordinal()
NO_DAY = int(np.iinfo(np.int32).min)  # there is none; sorts before every day
NEVER = int(np.iinfo(np.int32).max)  # has not happened; sorts after every day


def day_number(day: date) -> int:
    """Days from 1 January 1970 to `day`."""
    return day.toordinal() - EPOCH


def as_date(number: int) -> date:
    """The day that `day_number` made into `number`."""
    return date.fromordinal(number + EPOCH)


def moments(days: Days) -> npt.NDArray[np.datetime64]:
    """Days as datetime64 at midnight, NaT where there is none."""
    empty = (days == NO_DAY) | (days == NEVER)
    out = np.where(empty, 0, days).astype("datetime64[D]").astype("datetime64[s]")
    out[empty] = np.datetime64("NaT")
    return out


class DayNumbers(dict[object, int]):
    """Day numbers by what a database driver gives for a date (text, a date, None), each worked out once."""

    def __missing__(self, value: object) -> int:
        """Work out a value that has not been met before."""
        if value is None:
            number = NO_DAY
        else:
            number = day_number(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
        self[value] = number
        return number
