"""Statuses that are taken back by the words around them: denied, promised, feared, or true only of a part."""

import pytest

from tracker.sheets.statuses import read_status

DENIED = r"""
не было исполнено | not_fulfilled
не было выполнено | not_fulfilled
пока не исполнено | not_fulfilled
так и не выполнено | not_fulfilled
не проводилось | not_fulfilled
never fulfilled | not_fulfilled
isn't done | not_fulfilled
has not been fulfilled | not_fulfilled
иҷро намешавад | not_fulfilled
иҷро карда нашуд | not_fulfilled
гузаронида нашуд | not_fulfilled
Не исполнено. Исполнено будет в 2026 году | not_fulfilled
hasn't started | not_started
работы ещё не начались | not_started
not fully fulfilled | partly_fulfilled
not completely done | partly_fulfilled
исполнено, кроме п. 3 | partly_fulfilled
исполнено за исключением двух пунктов | partly_fulfilled
Исполнено 3 из 5 | partly_fulfilled
исполнено 5 из 5 | fulfilled
гузаронида шуд | fulfilled
завершается | in_progress
В работе, исполнено 3 из 5 | in_progress
Исполнено, снято с контроля | fulfilled
исполнено, но не подтверждено | fulfilled
Исполнено. Не все участники пришли | fulfilled
"""
IN_DOUBT = r"""
не снято с контроля
не отменено
not cancelled
аз назорат гирифта нашуд
будет выполнено
будет исполнено в срок
должно быть исполнено
может быть исполнено
почти исполнено
практически выполнено
якобы исполнено
исполнено?
исполнено формально
выполнено на бумаге
nothing done
to be done
will be done
almost done
completed?
не на 100%
150%
риск неисполнения
под угрозой срыва
"""


@pytest.mark.parametrize("line", DENIED.strip().splitlines())
def test_a_denial_is_no_fulfilment_and_a_part_is_not_the_whole(line: str) -> None:
    text, wanted = (part.strip() for part in line.split("|"))
    assert read_status(text).status == wanted


@pytest.mark.parametrize("text", IN_DOUBT.strip().splitlines())
def test_what_may_come_or_is_only_said_is_not_taken_for_a_status(text: str) -> None:
    reading = read_status(text)
    assert (reading.status, reading.issue) == (None, "status_unreadable")
