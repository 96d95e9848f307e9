"""The desk calculators through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from remanence.__main__ import LatePainter
from remanence.app.settings import Surroundings
from remanence.cli.main import main

D = Decimal

RESOURCES = Path(__file__).parents[2] / "resources"


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object, as_json: bool = True) -> Said:
        around = Surroundings(tmp_path / "home", RESOURCES, lambda: "2026-11-24T00:00:00")
        argv = ["calc", *map(str, words), *(["--json"] if as_json else [])]
        code = main(argv, around, LatePainter(), date(2026, 11, 24))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[[object], Path]:
    def save(value: object) -> Path:
        path = tmp_path / "request.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return path

    return save


Write = Callable[[object], Path]


def quote(**more: object) -> dict[str, object]:
    return {
        "date": "2026-11-24", "destination": "US", "base_currency": "USD", "mode": "sea",
        "lines": [
            {"id": "a", "hs": "8505.11.00.70", "origin": "CN", "quantity": "2000", "unit": "pcs",
             "unit_price": "1.25", "currency": "USD", "unit_weight_kg": "0.012"},
            {"id": "b", "hs": "8505110050", "origin": "CN", "quantity": 500, "unit": "pcs",
             "unit_price": "7.10", "currency": "CNY", "unit_weight_kg": "0.1"},
        ],
        "charges": [{"kind": "freight", "amount": "300", "currency": "USD", "method": "weight"}],
        "fx": [{"base": "USD", "quote": "CNY", "rate": "7.1"}],
        **more,
    }  # fmt: skip


def test_landed_prints_the_contract(run: Run, write: Write) -> None:
    said = run("landed", write(quote()))
    assert said.code == 0
    found = said.value
    assert list(found) == [
        "currency", "goods", "customs_value", "duty", "fees", "taxes", "vat_base", "vat", "landed",
        "lines", "explanation", "findings",
    ]  # fmt: skip
    assert (found["goods"], found["customs_value"]) == ("3000.00", "3000.00")
    assert found["duty"][1] == {"name": "S301-CN", "percent": "25", "amount": "750.00"}
    assert found["fees"] == [{"code": "MPF", "amount": "34.58"}, {"code": "HMF", "amount": "3.76"}]
    line = found["lines"][0]
    assert list(line) == [
        "id", "goods", "customs_value", "shares", "duty", "fees", "landed", "landed_per_unit",
        "landed_per_kg", "landed_per_reo_kg",
    ]  # fmt: skip
    assert (line["id"], line["shares"], line["duty"]) == ("a", ["97.30"], "677.50")
    assert found["explanation"][0]["value"] == found["landed"]
    assert sum(D(one["landed"]) for one in found["lines"]) == D(found["landed"])


def test_landed_speaks_to_people_too(run: Run, write: Write) -> None:
    said = run("landed", write(quote()), as_json=False)
    assert said.code == 0
    assert "Landed cost in USD: 4213.84" in said.out
    assert "S301-FL" in said.out


def test_a_missing_rate_is_a_finding_and_exit_1(run: Run, write: Write) -> None:
    said = run("landed", write(quote(fx=[])))
    assert said.code == 1
    assert said.value["landed"] is None
    assert [one["code"] for one in said.value["findings"]] == ["fx.missing"]


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"date": "24/11/2026"}, "date", "json.date"),
        ({"destination": "EU"}, "destination", "json.one_of"),
        ({"lines": []}, "lines", "quote.no_lines"),
        ({"lines": [{"quantity": 1.5, "unit_price": "1"}]}, "line 1, quantity", "json.fraction"),
        ({"lines": [{"quantity": "0", "unit_price": "1"}]}, "line 1, quantity", "json.over_zero"),
        ({"lines": [{"quantity": "1"}]}, "line 1", "quote.no_price"),
        ({"lines": [{"quantity": "1", "unit_price": "-1"}]}, "unit_price", "json.below_zero"),
        ({"lines": [{"quantity": "1,5", "unit_price": "1"}]}, "quantity", "json.number"),
        ({"charges": [{"kind": "fuel", "amount": "1"}]}, "charge 1, kind", "json.one_of"),
        ({"charges": [{"kind": "freight"}]}, "charge 1", "quote.no_amount"),
        ({"charges": "all"}, "charges", "json.shape"),
        ({"vat_recoverable": "maybe"}, "vat_recoverable", "json.yes_no"),
        ({"duty": [{"name": "x"}]}, "duty 1", "quote.duty_without_rate"),
        ({"base_currency": "XYZ"}, "base_currency", "json.one_of"),
    ],
)
def test_what_cannot_be_read_is_named(
    run: Run, write: Write, change: dict[str, object], where: str, code: str
) -> None:
    said = run("landed", write(quote(**change)))
    assert said.code == 1
    assert said.value["error"]["code"] == "input_unusable"
    assert where in said.value["error"]["where"]
    assert said.value["error"]["message"]


def test_shares_and_lines_as_text_list_and_object(run: Run, write: Write) -> None:
    charges = [
        {"kind": "freight", "amount": "100", "method": "manual", "shares": "a:40.00;b:60.00"},
        {"kind": "handling", "amount": "10", "method": "manual", "shares": {"a": "4", "b": 6}},
        {"kind": "bank", "amount": "5", "lines": ["b"]},
        {"kind": "bank", "amount": "6", "lines": "a"},
        {"kind": "insurance",
         "insurance": {"rate_percent": "1", "cover_percent": "110", "of": "goods"}},
    ]  # fmt: skip
    found = run("landed", write(quote(charges=charges))).value
    assert found["lines"][0]["shares"] == ["40.00", "4.00", "0.00", "6", "27.50"] or [
        D(share) for share in found["lines"][0]["shares"]
    ] == [40, 4, 0, 6, D("27.50")]


def test_an_unknown_key_is_left_aside_with_a_note(run: Run, write: Write) -> None:
    said = run("landed", write(quote(colour="red")))
    assert said.code == 0
    assert [one["where"] for one in said.value["findings"]] == ["colour"]


@pytest.mark.parametrize(
    ("path", "code", "exit_code"), [("gone.json", "file_missing", 3), (".", "file_missing", 3)]
)
def test_a_file_that_cannot_be_read_is_the_machines_no(
    run: Run, tmp_path: Path, path: str, code: str, exit_code: int
) -> None:
    said = run("landed", tmp_path / path)
    assert (said.code, said.value["error"]["code"]) == (exit_code, code)


def test_a_file_that_is_no_json_is_said(run: Run, write: Write) -> None:
    said = run("landed", write("{not json"))
    assert (said.code, said.value["error"]["code"]) == (1, "file_unusable")


def test_workdays(run: Run) -> None:
    said = run("workdays", "--from", "2026-09-28", "--days", "5")
    assert said.code == 0
    assert said.value["due"] == "2026-10-10"
    assert said.value["provisional"] is False
    between = run("workdays", "--from", "2026-09-28", "--to", "2026-10-10").value
    assert between["working_days"] == 5 + 1
    assert run("workdays", "--from", "2000-01-03", "--days", "5").code == 1
    assert run("workdays", "--from", "2026-09-28").code == 2


@pytest.mark.parametrize(
    ("words", "oxide", "element"),
    [
        (("dy2o3", "--oxide-kg", "100"), "100", "87.132068"),
        (("Dy2O3", "--element-kg", "100"), "114.768308", "100"),
        (("NdPr-oxide", "--element-kg", "10"), "11.7650", "10"),
        (("Pr6O11", "--oxide-kg", "1.2"), "1.2", "0.993242"),
    ],
)
def test_oxide(run: Run, words: tuple[str, ...], oxide: str, element: str) -> None:
    found = run("oxide", *words).value
    assert D(found["oxide_kg"]) == D(oxide)
    assert abs(D(found["element_kg"]) - D(element)) < D("0.0002")


def test_an_unknown_oxide_and_two_masses_are_refused(run: Run) -> None:
    assert run("oxide", "Xx2O3", "--oxide-kg", "1").value["error"]["code"] == "not_found"
    assert run("oxide", "Dy2O3").code == 2


def test_airweight(run: Run, write: Write) -> None:
    request = {"pieces": [{"n": 3, "cm": ["60", "40", "40"]}], "gross_kg": "45.5", "divisor": 6000}
    found = run("airweight", write(request)).value
    assert found.pop("findings") == []
    assert {key: D(value) for key, value in found.items()} == {
        "volume_weight_kg": D(48), "chargeable_kg": D(48),
    }  # fmt: skip
    heavy = run("airweight", write({**request, "gross_kg": "120"})).value
    assert heavy["chargeable_kg"] == "120"
    assert run("airweight", write({"pieces": [{"n": 1, "cm": ["1", "2"]}]})).code == 1
    assert run("airweight", write({})).code == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--gauss", "0.00525", "--at-m", "2.1"), "not_restricted"),
        (("--gauss", "0.006", "--at-m", "2.1"), "unknown"),
        (("--gauss", "0.006", "--at-m", "2.1", "--gauss", "0.005", "--at-m", "4.6"),
         "magnetised_material"),
        (("--gauss", "0.006", "--at-m", "4.6"), "needs_approval"),
        (("--gauss", "0.003", "--at-m", "2.1", "--on", "2010-06-01"), "magnetised_material"),
    ],
)  # fmt: skip
def test_field(run: Run, words: tuple[str, ...], found: str) -> None:
    said = run("field", *words)
    assert said.code == 0
    assert said.value["class"] == found
    assert said.value["limits"]


def test_field_in_other_units_and_readings_that_do_not_pair(run: Run) -> None:
    found = run("field", "--gauss", "0.00525", "--at-m", "2.1").value
    assert (D(found["microtesla"]), D(found["ampere_per_metre"])) == (D("0.525"), D("0.417782"))
    assert found["rule"] == "PI 953"
    assert run("field", "--gauss", "1", "--gauss", "2", "--at-m", "2.1").code == 2


@pytest.mark.parametrize(
    ("kind", "value", "valid"),
    [
        ("container", "CSQU 305438-3", True), ("container", "CSQU3054384", False),
        ("vat", "GB 980 7806 84", True), ("uscc", "91110000600037341L", True),
    ],
)  # fmt: skip
def test_check(run: Run, kind: str, value: str, valid: bool) -> None:
    said = run("check", kind, value)
    assert said.code == 0
    assert said.value["valid"] is valid
    assert "eu_customs" not in said.value


def test_check_of_an_eori_and_of_no_kind(run: Run) -> None:
    assert run("check", "eori", "GB123456789000").value["eu_customs"] is False
    assert run("check", "iban", "x").code == 2


def test_fx_without_rates_has_none(run: Run) -> None:
    said = run("fx", "1000", "CNY", "USD", "--on", "2026-04-02")
    assert said.code == 1
    assert said.value["amount"] is None
    assert said.value["findings"][0]["code"] == "fx.missing"
    assert run("fx", "1,000", "CNY", "USD", "--on", "2026-04-02").code == 2
    assert run("fx", "1000", "CNY", "US", "--on", "2026-04-02").code == 2
    assert run("fx", "1000", "USD", "USD", "--on", "2026-04-02").value["amount"] == "1000.00"


def test_change(run: Run, write: Write) -> None:
    request = {
        "base": {"quantity": "100", "price": "10", "rate": "1.1"},
        "actual": {"quantity": "110", "price": "9.5", "rate": "1.2"},
        "rounding": "0.01",
    }
    answer = run("change", write(request)).value
    assert answer.pop("findings") == []
    found = {key: D(value) for key, value in answer.items()}
    assert found == {
        "exchange": D("104.50"), "price": D("-60.50"), "volume": D("110.00"), "total": D("154.00"),
    }  # fmt: skip
    assert run("change", write({"base": {}})).code == 1


@pytest.mark.parametrize(
    ("request_", "with_tax", "without", "percent"),
    [
        ({"price": "565", "currency": "CNY", "tax_included": True, "date": "2026-10-01"},
         "565", "500", "13"),
        ({"low": "110", "high": "122", "currency": "CNY", "tax_included": True,
          "date": "2019-03-31"}, "116", "100", "16"),
        ({"price": "100", "currency": "USD", "tax_included": False, "vat_percent": "20"},
         "120", "100", "20"),
        ({"price": "565000", "currency": "CNY", "unit": "t", "to_unit": "kg", "tax_included": True,
          "date": "2026-10-01", "to_currency": "USD",
          "fx": [{"base": "USD", "quote": "CNY", "rate": "7.0625"}]}, "80", "70.796460", "13"),
    ],
)  # fmt: skip
def test_price(
    run: Run, write: Write, request_: dict[str, object], with_tax: str, without: str, percent: str
) -> None:
    answer = run("price", write(request_)).value
    keys = ("with_tax", "without_tax", "vat_percent")
    found = {key: D(answer[key]) for key in keys}
    assert list(answer) == [*keys, "rate", "rate_date", "findings"]
    assert found == {
        "with_tax": D(with_tax), "without_tax": D(without), "vat_percent": D(percent),
    }  # fmt: skip


@pytest.mark.parametrize(
    "request_",
    [
        {"price": "1", "currency": "USD", "tax_included": True},
        {"price": "1", "currency": "CNY"},
        {"currency": "CNY", "tax_included": True},
        {"price": "1", "currency": "CNY", "tax_included": True, "unit": "kg", "to_unit": "pcs"},
        {"price": "1", "currency": "CNY", "tax_included": True, "to_currency": "USD"},
    ],
)
def test_a_price_without_what_it_needs_is_refused(
    run: Run, write: Write, request_: dict[str, object]
) -> None:
    assert run("price", write(request_)).code == 1


def test_batch_answers_each_and_fails_where_one_does(run: Run, write: Write) -> None:
    requests = [
        {"calc": "oxide", "oxide": "Nd2O3", "oxide_kg": "10"},
        {"calc": "workdays", "from": "2026-11-24", "days": 1},
        {"calc": "field", "gauss": ["0.006", "0.005"], "at_m": ["2.1", "4.6"]},
        {"calc": "check", "kind": "vat", "value": "DE136695976"},
        {"calc": "fx", "amount": "5", "from": "USD", "to": "USD", "on": "2026-01-01"},
        {"calc": "airweight", "pieces": [{"n": 1, "cm": [100, 60, 50]}], "gross_kg": "10"},
        {"calc": "landed", **quote()},
    ]
    said = run("batch", write("\n\n".join(map(json.dumps, requests))))
    assert said.code == 0
    found = said.value
    assert len(found) == len(requests)
    assert found[1]["due"] == "2026-11-25"
    assert found[2]["class"] == "magnetised_material"
    assert found[6]["landed"] == "4213.84"
    broken = "\n".join([json.dumps(requests[0]), '{"calc": "nope"}', "not json", "[]"])
    failed = run("batch", write(broken))
    assert failed.code == 1
    assert [("error" in one) for one in failed.value] == [False, True, True, True]
    assert run("batch", write(broken), as_json=False).value == failed.value


def test_answers_for_people(run: Run) -> None:
    said = run("oxide", "Dy2O3", "--oxide-kg", "1", as_json=False)
    assert "element kg: 0.871321" in said.out
    assert "valid: False" in run("check", "vat", "DE1", as_json=False).out
    assert "class: unknown" in run("field", "--gauss", "1", "--at-m", "1", as_json=False).out
