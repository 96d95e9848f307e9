"""Duty layers, fees and import tax by the pack."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remanence.core.base.dates import Validity
from remanence.core.costs.landed import Landed, landed
from remanence.core.costs.quote import OwnDuty, OwnTax
from remanence.core.policy.conditions import parse_conditions
from remanence.core.policy.pack import Pack
from tests.core.costs.making import (
    ALLOY,
    METAL,
    OXIDE,
    SINTERED,
    SMCO,
    charge,
    codes,
    duty_row,
    line,
    proved,
    quote,
    rates,
    small_pack,
)

D = Decimal

NONE = rates()


def by_pack(pack: Pack, *, day: str = "2026-11-24", to: str = "US", **more: object) -> Landed:
    """A line of 1,000.00 whose duty the pack decides."""
    fields: dict[str, object] = {"hs": SINTERED, "origin": "CN", **more}
    asked = {key: fields.pop(key) for key in ("mode", "loaded_on", "answers") if key in fields}
    one = line(**fields)  # type: ignore[arg-type]
    found = landed(
        quote(one, day=date.fromisoformat(day), destination=to, duty=None, fees=True, **asked),
        pack,
        NONE,
    )
    proved(found)
    return found


def percent(found: Landed) -> D | None:
    """All layers together."""
    known = [layer.percent for layer in found.duty if layer.percent is not None]
    return sum(known, D(0)) if len(known) == len(found.duty) else None


def layers(found: Landed) -> dict[str, D | None]:
    return {layer.name: layer.percent for layer in found.duty}


@pytest.mark.parametrize(
    ("hs", "origin", "day", "expected"),
    [
        (SINTERED, "CN", "2026-11-24", "27.1"),
        (SMCO, "CN", "2026-11-24", "39.6"),
        ("8505110090", "CN", "2026-11-24", "39.6"),
        (OXIDE, "CN", "2026-11-24", "3.7"),
        ("2846902000", "CN", "2026-11-24", "0"),
        (METAL, "CN", "2026-11-24", "5"),
        (ALLOY, "CN", "2026-11-24", "37.5"),
        (SINTERED, "CN", "2025-12-31", "12.1"),  # fentanyl 10, 301 not yet, reciprocal exempt
        (SINTERED, "CN", "2025-09-07", "32.1"),  # fentanyl 20, reciprocal 10
        (SINTERED, "CN", "2025-04-09", "106.1"),
        (SMCO, "VN", "2025-08-10", "22.1"),
        (SMCO, "JP", "2025-08-10", "15"),  # filled up to 15
        (SMCO, "DE", "2026-11-24", "10"),
        (OXIDE, "DE", "2026-11-24", "3.7"),
        (SMCO, "IN", "2026-02-06", "52.1"),
        (SMCO, "IN", "2026-02-07", "27.1"),
        (SMCO, "CA", "2025-06-01", "2.1"),
        (SMCO, "BR", "2025-06-01", "12.1"),
        (SMCO, "CN", "2026-03-15", "37.1"),  # section 122
    ],
)
def test_layers_of_the_day_add_up(
    pack: Pack, hs: str, origin: str, day: str, expected: str
) -> None:
    found = by_pack(pack, hs=hs, origin=origin, day=day)
    assert percent(found) == D(expected)
    assert "error" not in [one.severity.value for one in found.findings]


def test_a_layer_that_is_set_aside_stands_at_zero(pack: Pack) -> None:
    found = by_pack(pack)
    assert layers(found) == {"MFN": D("2.1"), "S301-CN": D(25), "S301-FL": D(0)}
    assert [layer.amount.value for layer in found.duty] == [D("21.00"), D("250.00"), D("0.00")]


@pytest.mark.parametrize(
    ("origin", "preference", "expected", "said"),
    [
        ("JP", None, {"MFN": D("2.1"), "S301-FL": D("10.4")}, []),
        ("JP", "US-JP", {"PREF": D(0), "S301-FL": D("12.5")}, []),
        ("CN", "X", {"MFN": D("2.1"), "S301-CN": D(25), "S301-FL": D("12.5")},
         ["duty.preference_not_known"]),
    ],
)  # fmt: skip
def test_a_preference_counts_only_when_claimed_and_known(
    pack: Pack, origin: str, preference: str | None, expected: dict[str, D], said: list[str]
) -> None:
    found = by_pack(pack, hs=SMCO, origin=origin, preference=preference)
    assert layers(found) == expected
    assert codes(found) == said


@pytest.mark.parametrize(
    ("hs", "origin", "to", "code"),
    [
        ("850511", "CN", "US", "duty.code_too_short"),
        ("8505.11.00", "CN", "US", "duty.code_too_short"),  # the exempt list is at ten digits
        (None, "CN", "US", "duty.no_code"),
        (SINTERED, None, "US", "duty.no_origin"),
        (SINTERED, "RU", "US", "duty.no_rate"),
        ("9999999999", "CN", "GB", "duty.no_rate"),
    ],
)
def test_no_rate_is_unknown_and_never_zero(
    pack: Pack, hs: str | None, origin: str | None, to: str, code: str
) -> None:
    found = by_pack(pack, hs=hs, origin=origin, to=to)
    assert code in codes(found)
    assert found.landed.value is None
    assert found.lines[0].duty.value is None


def test_a_destination_whose_duty_hangs_on_no_origin_needs_none(pack: Pack) -> None:
    found = by_pack(pack, hs="8505119090", origin=None, to="GB")
    assert percent(found) == D(0)
    assert found.vat.value == D("200.00")
    assert not found.findings


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"asked.s301_exclusion": "no"}, "38.5"),
        ({"asked.s301_exclusion": "yes"}, "13.5"),
    ],
)
def test_an_exclusion_by_description_is_asked(
    pack: Pack, answers: dict[str, str], expected: str | None
) -> None:
    coil = {"hs": "8505907501", "day": "2026-10-01", "answers": answers}
    found = by_pack(pack, **coil)  # type: ignore[arg-type]
    total = percent(found)
    if expected is None:
        assert codes(found) == ["duty.open_question"]
        assert layers(found)["S301-CN"] is None
    else:
        assert total is not None
        assert total == D(expected) + D("0.3")


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [(date(2026, 7, 23), "0"), (date(2026, 7, 24), "12.5"), (None, None)],
)
def test_goods_in_transit_are_judged_by_loading_and_entry(
    pack: Pack, loaded: date | None, expected: str | None
) -> None:
    found = by_pack(pack, hs=SMCO, day="2026-07-26", loaded_on=loaded)
    assert layers(found)["S301-FL"] == (None if expected is None else D(expected))
    after = by_pack(pack, hs=SMCO, day="2026-07-28", loaded_on=loaded)
    assert layers(after)["S301-FL"] == D("12.5")


# Fees


@pytest.mark.parametrize(
    ("value", "day", "mpf"),
    [
        ("1000.00", "2026-11-24", "34.58"),
        ("50000.00", "2026-11-24", "173.20"),
        ("1000000.00", "2026-11-24", "670.86"),
        ("1000.00", "2026-09-30", "33.58"),
        ("1000.00", "2017-12-31", "25"),
        ("1000.00", "2018-01-01", "25.67"),
    ],
)
def test_the_processing_fee_lies_between_its_bounds_of_the_year(
    pack: Pack, value: str, day: str, mpf: str
) -> None:
    found = by_pack(pack, value=value, day=day, mode="air")
    assert {fee.code: fee.amount.value for fee in found.fees} == {"MPF": D(mpf)}


def test_bounds_are_of_the_entry_and_shared_by_customs_value(pack: Pack) -> None:
    lines = (line("1", "100.00"), line("2", "300.00"), line("3", "0.01"))
    found = landed(quote(*lines, duty=(), fees=True, mode="sea"), pack, NONE)
    fees = {fee.code: fee.amount.value for fee in found.fees}
    assert fees == {"MPF": D("34.58"), "HMF": D("0.51")}
    assert [one.fees.value for one in found.lines] == [D("8.78"), D("26.31"), D("0.00")]
    proved(found)


def test_without_a_mode_the_fee_by_sea_is_not_known(pack: Pack) -> None:
    found = by_pack(pack, mode=None)
    assert codes(found) == ["fee.no_mode"]
    assert "HMF" in found.findings[0].message
    assert found.landed.value is None


@pytest.mark.parametrize("day", ["2017-09-30", "2027-10-01"])
def test_a_year_without_amounts_names_the_fee(pack: Pack, day: str) -> None:
    found = by_pack(pack, day=day)
    finding = next(one for one in found.findings if one.code == "fee.no_amounts")
    assert "MPF" in finding.message
    assert day in finding.message
    assert found.landed.value is None


def test_bounds_in_another_currency_are_converted_or_missed(pack: Pack) -> None:
    book = rates(("2026-11-20", "EUR", "USD", "1.2500"))
    one = line(currency="EUR")
    known = landed(quote(one, currency="EUR", duty=(), fees=True, mode="air"), pack, book)
    assert known.fees[0].amount.value == D("27.66")
    proved(known)
    lost = landed(quote(one, currency="EUR", duty=(), fees=True, mode="air"), pack, NONE)
    assert codes(lost) == ["fx.missing"]
    assert lost.landed.value is None


# Valuation and tax


def test_the_australian_example(pack: Pack) -> None:
    charges = (charge("freight", "100.00"), charge("insurance", "50.00"))
    found = landed(
        quote(line(value="1200.00", hs="850511"), destination="AU", duty=None, charges=charges),
        pack, NONE,
    )  # fmt: skip
    assert found.customs_value.value == D("1200.00")
    assert (found.vat_base.value, found.vat.value) == (D("1410.00"), D("141.00"))
    assert found.landed.value == D("1410.00")
    proved(found)


def test_the_japanese_example_cuts_as_customs_does(pack: Pack) -> None:
    lines = (
        line("1", "609500", hs="850511", currency="JPY"),
        line("2", "115200", hs="850511", currency="JPY"),
    )
    found = landed(
        quote(*lines, destination="JP", currency="JPY", duty=None, vat_recoverable=False),
        pack,
        NONE,
    )
    assert found.vat_base.value == D(724000)
    assert found.vat.value == D(56400 + 15900)
    assert found.landed.value == D(609500 + 115200 + 72300)
    assert sum(one.landed.value or 0 for one in found.lines) == found.landed.value
    proved(found)


def test_japanese_duty_is_cut_as_a_sum_and_shared(pack: Pack) -> None:
    lines = (line("1", "609500", currency="JPY"), line("2", "115200", currency="JPY"))
    own = (OwnDuty("duty", percent=D("3.9")),)
    found = landed(quote(*lines, destination="JP", currency="JPY", duty=own), pack, NONE)
    assert found.duty[0].amount.value == D(28200)  # 609,000 and 115,000 at 3.9 %: 28,236
    assert sum(one.duty.value or 0 for one in found.lines) == D(28200)
    assert found.vat_base.value == D(633000 + 119000)  # with duty cut to 23,700 and 4,400
    proved(found)


@pytest.mark.parametrize(
    ("charges", "customs", "base"),
    [
        ((charge("freight", "100.00"),), "1100.00", "1124.20"),
        ((charge("freight", "100.00", before_border=False),), "1000.00", "1122.00"),
        ((charge("inland", "100.00"),), "1000.00", "1122.00"),
        ((charge("handling", "100.00"),), "1000.00", "1022.00"),
        ((charge("handling", "100.00", before_border=True),), "1100.00", "1124.20"),
        ((charge("inland", "100.00", included_in_price=True, before_border=False),), "900.00",
         "1019.80"),
        ((charge("freight", "100.00", included_in_price=True),), "1000.00", "1022.00"),
    ],
)  # fmt: skip
def test_european_value_and_tax_base(
    pack: Pack, charges: tuple[object, ...], customs: str, base: str
) -> None:
    found = landed(
        quote(line(hs="8505119090"), destination="DE", duty=None, charges=charges), pack, NONE
    )
    assert found.customs_value.value == D(customs)
    assert found.vat_base.value == D(base)
    assert found.vat.value == round(D(base) * D("0.19"), 2)
    proved(found)


def test_freight_in_the_price_is_taken_out_where_value_is_fob(pack: Pack) -> None:
    found = landed(
        quote(charges=(charge("freight", "100.00", included_in_price=True),)), pack, NONE
    )
    assert found.customs_value.value == D("900.00")
    assert found.landed.value == D("1000.00")


def test_india_takes_a_share_for_carriage_that_nobody_stated(pack: Pack) -> None:
    found = landed(
        quote(line(hs="85051190"), destination="IN", duty=None, incoterm="FOB"), pack, NONE
    )
    assert found.customs_value.value == D("1211.25")
    assert {layer.name: layer.amount.value for layer in found.duty} == {
        "MFN": D("90.84"), "SURCHARGE": D("9.08"),
    }  # fmt: skip
    assert found.vat.value == D("236.01")
    assert found.landed.value == D("1099.92")
    proved(found)


def test_indian_air_freight_counts_with_a_fifth_at_most(pack: Pack) -> None:
    charges = (charge("freight", "500.00"), charge("insurance", "10.00"))
    found = landed(
        quote(
            line(hs="85051190"), destination="IN", duty=None, incoterm="FOB", mode="air",
            charges=charges,
        ),
        pack, NONE,
    )  # fmt: skip
    assert found.customs_value.value == D("1210.00")
    proved(found)


def test_tax_that_is_not_recovered_stands_in_landed(pack: Pack) -> None:
    lines = (line("1", "100.00", hs="8505119090"), line("2", "200.00", hs="8505119090"))
    found = landed(quote(*lines, destination="DE", duty=None, vat_recoverable=False), pack, NONE)
    assert found.vat.value == D("58.25")
    assert found.landed.value == D("300.00") + D("6.60") + D("58.25")
    assert sum(one.landed.value or 0 for one in found.lines) == found.landed.value
    proved(found)


@pytest.mark.parametrize(("recoverable", "severity"), [(True, "warning"), (False, "error")])
def test_a_country_without_a_tax_row_is_not_known(
    pack: Pack, recoverable: bool, severity: str
) -> None:
    found = landed(quote(line(), destination="SE", vat_recoverable=recoverable), pack, NONE)
    assert [(one.code, one.severity.value) for one in found.findings] == [("vat.no_rate", severity)]
    assert found.vat.value is None
    assert (found.landed.value is None) is (not recoverable)


def test_own_duties_taxes_and_rate_of_tax(pack: Pack) -> None:
    own = (
        OwnDuty("ad valorem", "8505", percent=D("4.5")),
        OwnDuty("specific", None, per_unit=D("0.35"), unit="kg"),
    )
    one = line(value="10", quantity=D(100), unit_weight_kg=D("0.25"))
    found = landed(
        quote(
            one, destination="DE", duty=own, vat_percent=D(20), vat_recoverable=False,
            taxes=(OwnTax("excise", D(2), "customs+duty"),),
        ),
        pack, NONE,
    )  # fmt: skip
    assert [(one.name, one.percent, one.amount.value) for one in found.duty] == [
        ("ad valorem", D("4.5"), D("45.00")), ("specific", None, D("8.75")),
    ]  # fmt: skip
    assert found.taxes[0].amount.value == D("21.08")
    assert found.vat_base.value == D("1074.83")
    assert found.vat.value == D("214.97")
    assert found.landed.value == D("1289.80")
    proved(found)


def test_an_amount_a_kilogram_needs_a_weight(pack: Pack) -> None:
    own = (OwnDuty("specific", None, per_unit=D("0.35"), unit="kg"),)
    found = landed(quote(duty=own), pack, NONE)
    assert codes(found) == ["duty.no_weight"]
    assert found.landed.value is None


def test_a_line_that_no_own_duty_names_pays_none_and_says_so(pack: Pack) -> None:
    found = landed(quote(duty=(OwnDuty("x", "2846", percent=D(5)),)), pack, NONE)
    assert codes(found) == ["duty.line_without_rate"]
    assert found.landed.value == D("1000.00")


def test_a_duty_that_was_charged_takes_the_place_of_the_packs(pack: Pack) -> None:
    found = landed(quote(duty=None, charges=(charge("duty", "12.34"),)), pack, NONE)
    assert [(one.name, one.percent, one.amount.value) for one in found.duty] == [
        ("duty", None, D("12.34")),
    ]
    assert found.lines[0].duty.value == D("12.34")
    assert found.landed.value == D("1012.34")
    proved(found)


def test_a_country_without_a_rule_of_valuation_asks_whether_freight_counts(pack: Pack) -> None:
    asked = landed(quote(destination="TH", charges=(charge("freight", "10.00"),)), pack, NONE)
    assert "customs_value.no_rule" in codes(asked)
    assert asked.customs_value.value is None
    told = landed(
        quote(destination="TH", charges=(charge("freight", "10.00", before_border=True),)),
        pack, NONE,
    )  # fmt: skip
    assert told.customs_value.value == D("1010.00")


# How rows meet


def test_the_longest_code_speaks_and_two_equal_ones_add(pack: Pack) -> None:
    rows = (
        duty_row(rate_percent=D(5)),
        duty_row(id="fine", codes=("8505",), rate_percent=D(7)),
        duty_row("EXTRA", codes=("850511",), rate_percent=D(1)),
        duty_row("EXTRA", id="more", codes=("850511",), rate_percent=D(2)),
    )
    found = landed(quote(duty=None), small_pack(*rows, base=pack), NONE)
    assert layers(found) == {"MFN": D(7), "EXTRA": D(3)}
    proved(found)


def test_origins_may_be_left_out_of_a_row(pack: Pack) -> None:
    rows = (duty_row(), duty_row("EXTRA", origins=("ALL", "-CN", "-EU")))
    test = small_pack(*rows, base=pack)
    assert layers(landed(quote(line(origin="CN"), duty=None), test, NONE)) == {"MFN": D(10)}
    assert layers(landed(quote(line(origin="FR"), duty=None), test, NONE)) == {"MFN": D(10)}
    both = layers(landed(quote(line(origin="JP"), duty=None), test, NONE))
    assert both == {"MFN": D(10), "EXTRA": D(10)}


def test_a_layer_may_be_taken_of_the_duty_before_it(pack: Pack) -> None:
    rows = (duty_row(), duty_row("ON-DUTY", value_basis=("customs", "duty"), rate_percent=D(5)))
    found = landed(quote(duty=None), small_pack(*rows, base=pack), NONE)
    assert [layer.amount.value for layer in found.duty] == [D("100.00"), D("55.00")]
    proved(found)


def test_a_suspension_is_unknown_while_its_question_is_open(pack: Pack) -> None:
    asked = parse_conditions("asked.end_use is yes")
    rows = (
        duty_row(),
        duty_row("SUSP", rate_type="exempt", acts_on="MFN", conditions=asked, rate_percent=None),
    )
    test = small_pack(*rows, base=pack)
    assert codes(landed(quote(duty=None), test, NONE)) == ["duty.open_question"]
    found = landed(quote(duty=None, answers={"asked.end_use": "yes"}), test, NONE)
    assert layers(found) == {"SUSP": D(0)}


def test_the_last_day_of_a_layer_still_counts(pack: Pack) -> None:
    ends = Validity(date(2026, 1, 1), date(2026, 11, 24))
    test = small_pack(duty_row(), duty_row("EXTRA", validity=ends), base=pack)
    assert "EXTRA" in layers(landed(quote(duty=None), test, NONE))
    after = quote(duty=None, day=date(2026, 11, 25))
    assert "EXTRA" not in layers(landed(after, test, NONE))
