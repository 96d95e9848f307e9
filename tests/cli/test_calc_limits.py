"""What the calculators refuse, and what they say beside an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.test_calc import D, Run, Write, quote, run, write

__all__ = ["run", "write"]  # fixtures

LONG = "123456789012345678901234567890"


def line(**more: object) -> dict[str, object]:
    return {
        "id": "a", "hs": "8505.11.00.70", "origin": "CN", "quantity": "2", "unit": "pcs",
        "unit_price": "1.25", "currency": "USD", **more,
    }  # fmt: skip


def charge(**more: object) -> dict[str, object]:
    return {"kind": "bank", "currency": "USD", **more}


def errors(answer: Any) -> list[str]:
    return [one["code"] for one in answer["findings"] if one["severity"] == "error"]


# Numbers that are none of this trade


@pytest.mark.parametrize(
    "request_",
    [
        {"calc": "workdays", "from": "2026-01-01", "days": 99_999_999},
        {"calc": "workdays", "from": "2099-12-30", "days": 500},
        {"calc": "workdays", "from": "2026-01-01", "days": "2.5"},
        {"calc": "oxide", "oxide": "Nd2O3", "oxide_kg": LONG},
        {"calc": "airweight", "pieces": [{"n": 1, "cm": [LONG, "1", "1"]}], "gross_kg": "1"},
        {"calc": "airweight", "pieces": [{"n": 1, "cm": ["9" * 15] * 3}], "gross_kg": "1"},
        {"calc": "airweight", "pieces": [{"n": "1.5", "cm": ["1"] * 3}], "gross_kg": "1"},
        {"calc": "airweight", "pieces": [{"n": 1, "cm": ["1"] * 3}]},
        {"calc": "airweight", "pieces": [], "gross_kg": "1"},
        {"calc": "change", "base": {"quantity": LONG, "price": "1", "rate": "1"},
         "actual": {"quantity": "1", "price": "1", "rate": "1"}},
        {"calc": "change", "base": {"quantity": "9" * 12, "price": "9" * 12, "rate": "1"},
         "actual": {"quantity": "1", "price": "1", "rate": "1"}},
        {"calc": "fx", "amount": LONG, "from": "USD", "to": "USD", "on": "2026-03-06"},
        {"calc": "price", "price": LONG, "currency": "CNY", "unit": "kg", "tax_included": True},
        {"calc": "field", "gauss": LONG, "at_m": "2.1"},
        {"calc": "landed", **quote(lines=[line(unit_price=LONG)])},
        {"calc": "landed", **quote(lines=[line(quantity=int(LONG))])},
        {"calc": "landed", **quote(lines=[line(quantity="9" * 12, unit_price="9" * 12)])},
        {"calc": "landed", **quote(charges=[charge(amount=LONG)])},
        {"calc": "landed", **quote(charges=[charge(percent="1." + "1" * 13)])},
        {"calc": "landed", **quote(rounding="0.00001")},
        {"calc": "landed", **quote(fx=[{"base": "USD", "quote": "CNY", "rate": "9999999999"}])},
    ],
)  # fmt: skip
def test_one_bad_number_leaves_the_other_answers(
    run: Run, write: Write, request_: dict[str, object]
) -> None:
    good = {"calc": "oxide", "oxide": "Nd2O3", "oxide_kg": "10"}
    said = run("batch", write("\n".join(map(json.dumps, (good, request_, good)))))
    assert said.code == 1
    first, failed, last = said.value
    assert first == last
    assert failed["error"]["message"]
    assert failed["error"]["where"].startswith("line 2, ")


@pytest.mark.parametrize(
    "words",
    [
        ("oxide", "Nd2O3", "--oxide-kg", LONG),
        ("fx", LONG, "EUR", "USD", "--on", "2026-03-06"),
        ("field", "--gauss", LONG, "--at-m", "2.1"),
    ],
)
def test_a_number_too_long_for_the_command_line_is_wrong_usage(
    run: Run, words: tuple[str, ...]
) -> None:
    said = run(*words)
    assert said.code == 2
    assert "15 digits" in said.value["error"]["message"]


def test_days_end_in_2100(run: Run) -> None:
    assert run("workdays", "--from", "2026-01-01", "--days", "2000000").code == 1
    assert run("workdays", "--from", "2026-01-01", "--days", "18000").value["due"] < "2100"


def test_what_is_within_the_limits_is_exact(run: Run, write: Write) -> None:
    lines = [line(quantity="999999999999", unit_price="9.999999999999")]
    found = run("landed", write(quote(lines=lines, charges=[], duty=[], fees="none"))).value
    assert found["goods"] == "9999999999989.00"
    assert run("oxide", "Nd2O3", "--oxide-kg", "9" * 15).code == 0


# What contradicts itself


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"incoterm": "XYZ"}, "json.one_of"),
        ({"incoterm": "FOBX"}, "json.one_of"),
        ({"incoterm": 5}, "json.one_of"),
        ({"lines": [line(quantity="1.5")]}, "quote.pieces_whole"),
        ({"lines": [line(discount_percent="101")]}, "json.too_large"),
        ({"lines": [line(discount_percent="-1")]}, "json.below_zero"),
        ({"charges": [charge(amount="1", percent="50")]}, "quote.two_amounts"),
        ({"charges": [charge(amount="1", insurance={"rate_percent": "1"})]}, "quote.two_amounts"),
        ({"charges": [charge(amount="1", shares="a:1")]}, "quote.shares_not_manual"),
        ({"fx": [{"base": "EUR", "quote": "USD", "rate": "1.1"},
                 {"base": "EUR", "quote": "USD", "rate": "1.2"}]}, "quote.rates_contradict"),
        ({"fx": [{"base": "EUR", "quote": "USD", "rate": "1.1"},
                 {"base": "USD", "quote": "EUR", "rate": "1.1"}]}, "quote.rates_contradict"),
    ],
)  # fmt: skip
def test_a_quote_that_contradicts_itself_is_refused(
    run: Run, write: Write, change: dict[str, object], code: str
) -> None:
    said = run("landed", write(quote(**change)))
    assert said.code == 1
    assert errors(said.value) == [code]


def test_rates_of_other_days_and_of_buying_and_selling_stand_together(
    run: Run, write: Write
) -> None:
    fx = [
        {"base": "USD", "quote": "CNY", "rate": "7.1"},
        {"base": "USD", "quote": "CNY", "rate": "7.10"},
        {"base": "CNY", "quote": "USD", "rate": "0.141"},
        {"base": "USD", "quote": "CNY", "rate": "6.9", "date": "2026-01-05"},
    ]
    assert run("landed", write(quote(fx=fx))).code == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"unit": "oz"}, "json.one_of"),
        ({"low": "1", "high": "2"}, "price.two_prices"),
        ({"price": None, "low": "2", "high": "1"}, "price.low_over_high"),
        ({"price": None, "low": "2"}, "json.missing"),
    ],
)
def test_a_price_that_contradicts_itself_is_refused(
    run: Run, write: Write, change: dict[str, object], code: str
) -> None:
    request = {"price": "1", "currency": "CNY", "unit": "kg", "tax_included": True, **change}
    said = run("price", write(request))
    assert (said.code, errors(said.value)) == (1, [code])


# What is said beside an answer


def test_an_old_rate_is_said_beside_the_price(run: Run, write: Write) -> None:
    fx = [{"base": "USD", "quote": "CNY", "rate": "8", "date": "2026-01-01"}]
    request = {
        "price": "100", "currency": "CNY", "unit": "kg", "tax_included": True, "colour": "red",
        "to_currency": "USD", "date": "2026-06-01", "fx": fx,
    }  # fmt: skip
    said = run("price", write(request))
    assert said.code == 0
    assert (D(said.value["rate"]), said.value["rate_date"]) == (D("0.125"), "2026-01-01")
    assert [one["code"] for one in said.value["findings"]] == ["fx.old", "json.unknown_key"]
    assert "fx.old" not in run("price", write(request), as_json=False).out
    assert "over the limit" in run("price", write(request), as_json=False).out


def test_unknown_keys_are_said_by_every_calculator(run: Run, write: Write) -> None:
    deal = {"quantity": "1", "price": "1", "rate": "1"}
    requests: list[dict[str, object]] = [
        {"calc": "oxide", "oxide": "Nd2O3", "oxide_kg": "10"},
        {"calc": "workdays", "from": "2026-11-24", "days": 1},
        {"calc": "field", "gauss": "0.006", "at_m": "2.1"},
        {"calc": "check", "kind": "vat", "value": "DE136695976"},
        {"calc": "fx", "amount": "5", "from": "USD", "to": "USD", "on": "2026-01-01"},
        {"calc": "airweight", "pieces": [{"n": 1, "cm": [9, 6, 5]}], "gross_kg": "10"},
        {"calc": "change", "base": deal, "actual": deal},
        {"calc": "price", "price": "1", "currency": "CNY", "unit": "kg", "tax_included": True},
        {"calc": "landed", **quote()},
    ]
    text = "\n".join(json.dumps({**one, "colour": 1}) for one in requests)
    said = run("batch", write(text))
    assert said.code == 0
    for one in said.value:
        assert [finding["where"] for finding in one["findings"]] == ["colour"]


def test_blanks_that_are_filled_are_said(run: Run, write: Write) -> None:
    bare = {key: one for key, one in line().items() if key not in ("unit", "currency")}
    found = run("landed", write(quote(lines=[bare], charges=[]))).value
    assert [one["where"] for one in found["findings"]] == ["line 1, unit", "line 1, currency"]
    request = {"pieces": [{"cm": ["60", "40", "40"]}], "gross_kg": "45.5"}
    weighed = run("airweight", write(request)).value
    assert [one["code"] for one in weighed["findings"]] == ["calc.assumed"]
    priced = run("price", write({"price": "1", "currency": "CNY", "tax_included": True})).value
    assert [one["where"] for one in priced["findings"]] == ["unit"]


def test_field_says_what_would_settle_it(run: Run) -> None:
    found = run("field", "--gauss", "0.006", "--at-m", "2.1").value
    assert found["class"] == "unknown"
    assert "measure at 2.1 m and at 4.6 m" in found["why"][0]["text"]
    said = run("field", "--gauss", "0.006", "--at-m", "2.1", as_json=False)
    assert "measure at 2.1 m and at 4.6 m" in said.out


def test_all_findings_stand_beside_the_error(run: Run, write: Write) -> None:
    lines = [line(id=str(place), quantity="0") for place in range(8)]
    said = run("landed", write(quote(lines=lines)))
    assert list(said.value) == ["error", "findings"]
    assert len(said.value["findings"]) == 8


# Words


@pytest.mark.parametrize(
    ("calc", "request_", "words"),
    [
        ("airweight", {"pieces": [{"n": 1, "cm": ["10.5", "10", "0"]}], "gross_kg": "1"},
         "piece 1, cm: 0 is not over zero."),
        ("airweight", {"pieces": [], "gross_kg": "1"}, "pieces is empty: give at least one."),
        ("price", '{"price": NaN, "currency": "CNY", "unit": "kg", "tax_included": true}',
         "price: NaN is no number."),
        ("price", '{"price": 1e3, "currency": "CNY", "unit": "kg", "tax_included": true}',
         "price: 1e3 is no number."),
    ],
)  # fmt: skip
def test_sentences_say_what_is_the_matter(
    run: Run, write: Write, calc: str, request_: object, words: str
) -> None:
    assert words in run(calc, write(request_)).value["error"]["message"]


def test_words_for_an_oxide_and_letters_that_are_not_used(run: Run) -> None:
    said = run("oxide", "Xx2O3", "--oxide-kg", "1").value["error"]
    assert said["code"] == "not_found"
    assert said["message"].startswith("The reference pack has no oxide Xx2O3. It knows: La2O3,")
    assert "no letters I, O" in run("check", "uscc", "9111O00060003734IL").value["why"]


def test_a_batch_names_its_lines_and_an_empty_one_is_a_finding(run: Run, write: Write) -> None:
    said = run("batch", write("[]\n\n{\n"))
    assert [one["error"]["where"] for one in said.value] == ["line 1", "line 3"]
    empty = run("batch", write("\n"))
    assert (empty.code, errors(empty.value)) == (1, ["batch.empty"])
