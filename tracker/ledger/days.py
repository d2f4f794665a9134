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

_MONTHS = np.arange("0000-01", "10000-01", dtype="datetime64[M]")
_MONTH_BEGINS = _MONTHS.astype("datetime64[D]").astype(np.int32)
_WIDTH = len("2024-12-31")


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


def read_days(text: str) -> Days:
    """Days written as 2024-12-31 one right after the other, `NO_DAY` where ten dashes stand for none."""
    signs = np.frombuffer(text.encode("ascii"), np.uint8).reshape(-1, _WIDTH)
    digit = (signs.T - np.uint8(ord("0"))).astype(np.int32)
    year = ((digit[0] * 10 + digit[1]) * 10 + digit[2]) * 10 + digit[3]
    month, day = digit[5] * 10 + digit[6], digit[8] * 10 + digit[9]
    there = signs[:, 0] != ord("-")
    place = np.where(there, year * 12 + month - 1, 0)
    return np.where(there, _MONTH_BEGINS[place] + day - 1, NO_DAY).astype(np.int32)
