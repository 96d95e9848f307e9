from datetime import date
from decimal import Decimal

import pytest

from remanence.core.base.money import round_money
from remanence.core.base.proof import prove
from remanence.core.costs.rates import ENDED, NO_RATE, OLD, limited
from tests.core.costs.making import rates

D = Decimal

ECB = (
    ("2026-04-01", "EUR", "USD", "1.1500"),
    ("2026-04-02", "EUR", "USD", "1.1525"),
    ("2026-04-02", "EUR", "CNY", "7.9495"),
    ("2026-04-07", "EUR", "USD", "1.1600"),
    ("2022-12-30", "EUR", "HRK", "7.5365"),
    ("2022-03-01", "EUR", "RUB", "117.201"),
)


@pytest.mark.parametrize(("day", "age"), [("2026-04-02", 0), ("2026-04-05", 3)])
def test_last_rate_on_or_before_the_day_over_the_common_currency(day: str, age: int) -> None:
    found = rates(*ECB).rate("CNY", "USD", date.fromisoformat(day))
    assert found.rate.value is not None
    assert round_money(1000 * found.rate.value, "USD") == D("144.98")
    assert (found.rate_date, found.via, found.age_days) == (date(2026, 4, 2), "EUR", age)
    assert found.source == "ECB"
    assert not found.findings
    assert not prove(found.rate)


def test_there_and_back_loses_nothing() -> None:
    book = rates(*ECB)
    there = book.rate("CNY", "USD", date(2026, 4, 2)).rate.value
    back = book.rate("USD", "CNY", date(2026, 4, 2)).rate.value
    assert there is not None
    assert back is not None
    assert round_money(100 * there * back, "CNY") == D("100.00")


@pytest.mark.parametrize(
    ("base", "quote", "rate"), [("EUR", "USD", "1.1525"), ("USD", "USD", "1"), ("USD", "EUR", None)]
)
def test_as_written_the_same_and_turned_round(base: str, quote: str, rate: str | None) -> None:
    found = rates(*ECB).rate(base, quote, date(2026, 4, 3)).rate.value
    assert found == (D(rate) if rate else 1 / D("1.1525"))


def test_two_rates_that_chain_are_multiplied() -> None:
    book = rates(("2026-01-02", "GBP", "USD", "1.25"), ("2026-01-02", "USD", "CNY", "7"))
    found = book.rate("GBP", "CNY", date(2026, 1, 2))
    assert found.rate.value == D("8.75")
    assert found.via == "USD"
    assert not prove(found.rate)


def test_before_the_first_there_is_none() -> None:
    found = rates(*ECB).rate("EUR", "CNY", date(2026, 4, 1))
    assert found.rate.value is None
    assert [one.code for one in found.findings] == [NO_RATE]


def test_an_old_rate_counts_with_a_warning_at_the_users_limit() -> None:
    book = rates(*ECB[:4])
    found = book.rate("EUR", "USD", date(2026, 4, 15))
    assert found.rate.value == D("1.16")
    assert [one.code for one in found.findings] == [OLD]
    assert "8 days old" in found.findings[0].message
    assert not limited(found, ("EUR", "USD", date(2026, 4, 15)), 10)


@pytest.mark.parametrize(
    ("currency", "day"), [("HRK", "2026-04-02"), ("HRK", "2023-01-01"), ("RUB", "2026-04-02")]
)
def test_an_ended_currency_has_none(currency: str, day: str) -> None:
    book = rates(*ECB, ("2023-01-02", "EUR", "USD", "1.07"))
    found = book.rate(currency, "EUR", date.fromisoformat(day))
    assert found.rate.value is None
    assert [one.code for one in found.findings] == [ENDED]


def test_a_whole_table_that_is_old_is_old_and_not_ended() -> None:
    book = rates(("2025-04-11", "EUR", "USD", "1.1"), ("2025-04-11", "EUR", "CNY", "8"))
    found = book.rate("CNY", "USD", date(2025, 5, 15))
    assert found.rate.value == D("0.1375")
    assert (found.age_days, [one.code for one in found.findings]) == (34, [OLD])


def test_a_currency_that_goes_on_elsewhere_or_later_has_not_ended() -> None:
    given = (("2019-05-01", "USD", "CNY", "6.7"), ("2021-01-04", "EUR", "USD", "1.2296"))
    found = rates(*given).rate("USD", "EUR", date(2021, 1, 3))
    assert [one.code for one in found.findings] == [NO_RATE]
    quiet = rates(*ECB, ("2026-04-07", "USD", "VND", "26000")).rate("RUB", "VND", date(2026, 4, 7))
    assert [one.code for one in quiet.findings] == [ENDED]
