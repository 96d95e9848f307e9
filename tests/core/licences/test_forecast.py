from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from remanence.core.licences.forecast import Case, cases_of, forecast, quantile, survival
from remanence.core.policy.workdays import work_calendar
from tests.core.desk_makers import event, licence_file, shipped_pack

# Weeks of remission under 6-MP (Freireich and others 1963), the worked example of the textbooks:
# a plus sign there, False here, is a patient whose end was not seen.
REMISSION = [
    *((6, True),) * 3,
    (6, False),
    (7, True),
    (9, False),
    (10, True),
    (10, False),
    (11, False),
    (13, True),
    (16, True),
    (17, False),
    (19, False),
    (20, False),
    (22, True),
    (23, True),
    (25, False),
    (32, False),
    (32, False),
    (34, False),
    (35, False),
]


def test_the_textbook_curve() -> None:
    curve = {day: round(float(share), 3) for day, share in survival(REMISSION)}
    assert curve == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_textbook_median_and_a_tenth_that_is_never_reached() -> None:
    curve = survival(REMISSION)
    assert quantile(curve, Fraction(1, 2)) == 23
    assert quantile(curve, Fraction(9, 10)) is None


def test_under_five_cases_nothing_is_forecast() -> None:
    assert forecast([Case("S1", 40, True)] * 4, "S1") is None


def test_own_cases_go_first_once_there_are_five() -> None:
    own = [Case("S1", days, True) for days in (30, 40, 41, 50, 60)]
    others = [Case("S2", 100, True)] * 20
    known = forecast([*own, *others], "S1")
    assert known == (41, 60, 5, True)
    assert forecast([*own[:4], *others], "S1") == (100, 100, 24, False)


def test_open_cases_count_as_so_many_days_without_a_grant() -> None:
    cases = [Case("S1", 10, True), *[Case("S1", 80, False)] * 5]
    assert forecast(cases, "S1") == (None, None, 6, True)


@given(st.lists(st.tuples(st.integers(0, 90), st.just(True)), min_size=1))
def test_without_open_cases_the_curve_is_the_share_not_granted(
    cases: list[tuple[int, bool]],
) -> None:
    for day, share in survival(cases):
        assert share == Fraction(sum(days > day for days, _ in cases), len(cases))


def test_cases_are_counted_in_working_days_from_the_last_acceptance() -> None:
    calendar = work_calendar(shipped_pack())
    files = [
        licence_file(event(date(2026, 9, 1), "accepted"), event(date(2026, 9, 8), "granted")),
        licence_file(event(date(2026, 9, 1), "accepted"), event(date(2026, 9, 4), "refused")),
        licence_file(event(date(2026, 9, 1), "accepted")),
        licence_file(event(date(2026, 9, 1), "filed")),
        licence_file(event(date(2026, 9, 1), "accepted"), event(date(2026, 9, 9), "accepted")),
    ]
    assert cases_of(files, calendar, date(2026, 9, 10)) == (
        Case("S1", 5, True),
        Case("S1", 3, False),
        Case("S1", 7, False),
        Case("S1", 1, False),
    )
