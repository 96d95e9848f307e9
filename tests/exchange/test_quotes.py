"""Requests of the calculators: JSON read strictly."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from remanence.core.base.errors import FileMissing
from remanence.exchange.quotes import read_batch, read_request, request_of

QUOTE: dict[str, Any] = {
    "date": "2026-03-30",
    "destination": "US",
    "base_currency": "USD",
    "mode": "sea",
    "incoterm": "FOB",
    "lines": [
        {
            "id": "1", "hs": "8505.11.0070", "origin": "CN", "quantity": 40000, "unit": "pcs",
            "unit_price": "812.50", "price_per": 1000, "currency": "USD", "unit_weight_kg": "0.021",
        },
        {
            "id": 2, "product": "P2", "quantity": "1.25", "unit": "t", "amount": "4080",
            "currency": "CNY",
        },
    ],
    "charges": [
        {"kind": "freight", "amount": "12", "currency": "USD", "method": "weight", "lines": ["1"]},
        {
            "kind": "insurance",
            "insurance": {"rate_percent": "0.3", "cover_percent": "110", "of": "cif"},
        },
        {
            "kind": "handling", "amount": 100, "currency": "EUR", "method": "manual",
            "shares": ["40", "60"],
        },
    ],
    "duty": [{"hs": "8505", "percent": "2.1", "name": "MFN"}],
    "fees": "pack",
    "taxes": [{"name": "x", "percent": "1", "base": "customs+duty"}],
    "vat_percent": None,
    "vat_recoverable": True,
    "fx": [{"base": "USD", "quote": "CNY", "rate": "7.1"}],
}  # fmt: skip


def test_a_quote_as_decimals_and_days() -> None:
    parsed = request_of("landed", json.dumps(QUOTE), "quote.json")
    assert parsed.findings == []
    value = parsed.value
    assert value is not None
    assert value["date"] == date(2026, 3, 30)
    assert value["rounding"] is None
    assert value["vat_percent"] is None
    assert value["vat_recoverable"] is True
    first, second = value["lines"]
    assert first["unit_price"] == Decimal("812.50")
    assert first["price_per"] == Decimal(1000)
    assert (second["id"], second["quantity"]) == ("2", Decimal("1.25"))
    assert value["charges"][0]["lines"] == ["1"]
    assert value["charges"][1]["insurance"]["cover_percent"] == Decimal(110)
    assert value["charges"][2]["shares"] == {"1": Decimal(40), "2": Decimal(60)}
    assert value["taxes"][0]["base"] == "customs+duty"


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ({"1": "40.00", "2": 60}, {"1": Decimal("40.00"), "2": Decimal(60)}),
        ("1:40.00;2:60", {"1": Decimal("40.00"), "2": Decimal(60)}),
        ([40, "60.5"], {"1": Decimal(40), "2": Decimal("60.5")}),
    ],
)
def test_shares_in_three_forms(shares: object, found: object) -> None:
    charge = {"kind": "other", "amount": 100, "method": "manual", "shares": shares}
    value = request_of("landed", json.dumps({**QUOTE, "charges": [charge]}), "q").value
    assert value is not None
    assert value["charges"][0]["shares"] == found


def changed(path: str, value: object) -> str:
    """The quote with one value put elsewhere or taken away (Ellipsis)."""
    quote = json.loads(json.dumps(QUOTE))
    *way, last = path.split("/")
    spot = quote
    for step in way:
        spot = spot[int(step)] if step.isdigit() else spot[step]
    key = int(last) if last.isdigit() else last
    if value is ...:
        del spot[key]
    else:
        spot[key] = value
    return json.dumps(quote)


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("lines/0/unit_price", 812.5, "json.fraction", "lines[0].unit_price"),
        ("lines/0/unit_price", float("nan"), "json.fraction", "lines[0].unit_price"),
        ("lines/0/unit_price", "812,50", "cell.not_a_number", "lines[0].unit_price"),
        ("lines/0/unit_price", True, "json.wrong", "lines[0].unit_price"),
        ("lines/0/unit_price", ["1"], "json.wrong", "lines[0].unit_price"),
        ("lines/0/unit_price", ..., "json.one_of", "lines[0]"),
        ("lines/0/amount", "5", "json.one_of", "lines[0]"),
        ("lines/0/quantity", 0, "cell.too_small", "lines[0].quantity"),
        ("lines/0/quantity", None, "json.needed", "lines[0]"),
        ("lines/0/unit", "lb", "cell.not_a_choice", "lines[0].unit"),
        ("lines/0/origin", "EU", "cell.not_a_country", "lines[0].origin"),
        ("lines/1", "x", "json.wrong", "lines[1]"),
        ("lines", [], "json.wrong", "lines"),
        ("lines", ..., "json.needed", ""),
        ("date", "30.03.2026", "cell.not_a_date", "date"),
        ("destination", ..., "json.needed", ""),
        ("base_currency", "US$", "cell.not_a_currency", "base_currency"),
        ("charges/0/kind", "bribe", "cell.not_a_choice", "charges[0].kind"),
        ("charges/0/amount", ..., "json.one_of", "charges[0]"),
        ("charges/2/shares", ["40"], "json.shares_count", "charges[2].shares"),
        ("charges/2/shares", {"1": "-40", "2": "140"}, "cell.too_small", "charges[2].shares.1"),
        ("charges/2/shares", {}, "json.no_shares", "charges[2].shares"),
        ("charges/1/insurance/of", "fob", "cell.not_a_choice", "charges[1].insurance.of"),
        ("fees", "some", "cell.not_a_choice", "fees"),
        ("vat_recoverable", 1, "json.wrong", "vat_recoverable"),
        ("fx/0/rate", "0", "cell.too_small", "fx[0].rate"),
    ],
)
def test_what_cannot_be_is_said_at_its_path(
    path: str, value: object, code: str, where: str
) -> None:
    parsed = request_of("landed", changed(path, value), "quote.json")
    assert parsed.value is None
    place = f"quote.json, {where}" if where else "quote.json"
    assert [(f.code, f.where) for f in parsed.findings] == [(code, place)]


def test_all_findings_at_once_and_unknown_keys_as_warnings() -> None:
    text = json.dumps({**QUOTE, "dates": "x", "date": "x", "mode": "balloon"})
    parsed = request_of("landed", text, "q")
    assert {(f.severity, f.code) for f in parsed.findings} == {
        ("warning", "json.key_unknown"),
        ("error", "cell.not_a_date"),
        ("error", "cell.not_a_choice"),
    }
    assert request_of("landed", json.dumps({**QUOTE, "remark": "x"}), "q").value is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json.broken"),
        ("{", "json.broken"),
        ("{'a': 1}", "json.broken"),
        ("[1]", "json.no_object"),
        ("null", "json.no_object"),
        ('{"date": 1, "date": 2}', "json.key_twice"),
        ("[" * 100_000, "json.broken"),
        ('{"a": ' + "9" * 5000 + "}", "json.broken"),
        (" " * 10_000_001, "json.too_long"),
    ],
)
def test_what_is_no_request(text: str, code: str) -> None:
    parsed = request_of("landed", text, "q.json")
    assert parsed.value is None
    assert [(f.code, f.where) for f in parsed.findings] == [(code, "q.json")]


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "air.json"
    path.write_bytes(
        b'\xef\xbb\xbf{"pieces": [{"n": 2, "cm": ["60", 40, "30.5"]}], "gross_kg": "80"}'
    )
    parsed = read_request("airweight", path)
    assert parsed.value is not None
    assert parsed.value["pieces"] == [{"n": 2, "cm": [Decimal(60), Decimal(40), Decimal("30.5")]}]
    path.write_bytes(b'{"x": "\xff"}')
    assert [f.code for f in read_request("airweight", path).findings] == ["json.encoding"]
    path.write_bytes(b"")
    assert [f.code for f in read_request("airweight", path).findings] == ["file.empty"]
    with pytest.raises(FileMissing):
        read_request("airweight", tmp_path / "no.json")


@pytest.mark.parametrize(
    ("calc", "request_", "part"),
    [
        ("change", {"base": {"quantity": 100, "price": "2.5", "rate": "1"},
                    "actual": {"quantity": "90", "price": "3", "rate": "1", "value": "9"}}, "base"),
        ("price", {"low": "5", "currency": "CNY", "unit": "t", "tax_included": True}, "unit"),
        ("workdays", {"from": "2026-01-05", "days": 45}, "days"),
        ("oxide", {"oxide": "Dy2O3", "oxide_kg": "100"}, "oxide_kg"),
        ("field", {"gauss": ["0.002", "0.004"], "at_m": ["2.1", "4.6"]}, "gauss"),
        ("check", {"kind": "container", "value": "CSQU3054383"}, "value"),
        ("fx", {"amount": "1000", "from": "CNY", "to": "USD", "on": "2026-04-05"}, "amount"),
    ],
)  # fmt: skip
def test_the_other_calculators(calc: str, request_: dict[str, Any], part: str) -> None:
    parsed = request_of(calc, json.dumps(request_), "x")
    assert parsed.findings == []
    assert parsed.value is not None
    assert parsed.value[part] is not None


def test_an_option_given_once_is_a_list_of_one() -> None:
    value = request_of("field", '{"gauss": "0.002", "at_m": "2.1"}', "x").value
    assert value == {"gauss": [Decimal("0.002")], "at_m": [Decimal("2.1")], "on": None}


def test_a_batch_names_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text(
        '{"calc": "oxide", "oxide": "Dy2O3", "element_kg": "10"}\n'
        "\n"
        '{"calc": "landing"}\n'
        '{"calc": "fx", "amount": 1.5, "from": "CNY", "to": "USD", "on": "2026-04-05"}\n'
        "nonsense\n",
        encoding="utf-8",
    )
    lines, findings = read_batch(path)
    assert findings == []
    assert [(line.row, line.calc, line.parsed.value is not None) for line in lines] == [
        (1, "oxide", True),
        (3, "", False),
        (4, "fx", False),
        (5, "", False),
    ]
    assert [line.parsed.findings[0].where for line in lines[1:]] == [
        "all.jsonl, row 3, calc",
        "all.jsonl, row 4, amount",
        "all.jsonl, row 5",
    ]
