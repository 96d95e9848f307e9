"""Small calculators of costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remanence.core.base.errors import NotFound
from remanence.core.base.proof import prove
from remanence.core.base.steps import Amount, How, Step
from remanence.core.costs.airweight import Pieces, air_weight
from remanence.core.costs.charges import KINDS_OF_COST, PARTS, parse_lines, parse_shares
from remanence.core.costs.content import contents_of, oxide_factor, oxide_mass, oxide_row
from remanence.core.costs.figures import coin_of, rounded, to_multiple
from remanence.core.costs.price import domestic_vat, per_unit, taxed_price
from remanence.core.costs.variance import Deal, change
from remanence.core.facts.charges import KINDS
from remanence.core.policy.pack import Pack

D = Decimal

amounts = st.decimals(0, 10_000, places=3)
rates_ = st.decimals(D("0.01"), 10, places=4)


def test_every_kind_of_charge_has_its_place() -> None:
    assert list(KINDS_OF_COST) == list(KINDS)
    assert {kind.part for kind in KINDS_OF_COST.values()} == set(PARTS)


def test_lines_and_shares_as_written() -> None:
    assert parse_lines(" 1; 3 ;") == ("1", "3")
    assert parse_shares("1:40.00; PO-1/3:60") == (("1", D("40.00")), ("PO-1/3", D(60)))
    for text in ("1", "1:x", "1:1;1:2", "1:1e5", ":"):
        with pytest.raises(ValueError, match=r".*"):
            parse_shares(text)


@given(st.tuples(amounts, amounts, rates_), st.tuples(amounts, amounts, rates_))
def test_a_change_sums_to_the_coin(base: tuple[D, D, D], actual: tuple[D, D, D]) -> None:
    found = change(Deal(*base), Deal(*actual), D("0.01"))
    assert found.exchange + found.price + found.volume == found.total
    exact = (actual[2] - base[2]) * actual[0] * actual[1]
    assert abs(found.exchange - exact) <= D("0.01")


def test_a_booked_value_takes_the_place_of_the_product() -> None:
    found = change(Deal(D(10), D(5), D(2)), Deal(D(10), D(5), D(2), D(120)), D("0.01"))
    assert found == (D(0), D("20.00"), D(0), D("20.00"))
    with pytest.raises(ValueError, match="over zero"):
        change(Deal(D(1), D(1), D(0)), Deal(D(1), D(1), D(1)), D("0.01"))


def test_air_weight_is_the_greater() -> None:
    boxes = [Pieces(D(2), D(100), D(50), D(50))]
    assert air_weight(boxes, D(80)) == (D("83.333"), D("83.333"))
    assert air_weight(boxes, D(90), D(5000)) == (D(100), D(100))
    assert air_weight(boxes, None)[1] == D("83.333")
    for bad in ([], [Pieces(D(0), D(1), D(1), D(1))]):
        with pytest.raises(ValueError, match="over zero"):
            air_weight(bad, D(1))


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("La2O3", "1.1728"), ("CeO2", "1.2284"), ("Pr6O11", "1.2082"), ("Nd2O3", "1.1664"),
        ("Sm2O3", "1.1596"), ("Gd2O3", "1.1526"), ("Tb4O7", "1.1762"), ("Dy2O3", "1.1477"),
        ("Y2O3", "1.2699"), ("Sc2O3", "1.5338"), ("NdPr-oxide", "1.1765"),
    ],
)  # fmt: skip
def test_oxide_factors_as_printed(pack: Pack, name: str, factor: str) -> None:
    step = oxide_factor(pack, oxide_row(pack, name))
    assert step.value is not None
    assert round(step.value, 4) == D(factor)
    assert not prove(step)


def test_oxide_and_element_there_and_back(pack: Pack) -> None:
    there = oxide_mass(pack, "tb4o7", oxide_kg=D(100))
    back = oxide_mass(pack, "Tb4O7", element_kg=there.element_kg)
    assert round(back.oxide_kg, 20) == 100
    with pytest.raises(NotFound):
        oxide_mass(pack, "Fe2O3", oxide_kg=D(1))
    with pytest.raises(ValueError, match="either"):
        oxide_mass(pack, "Tb4O7")


def test_the_equivalent_of_a_composition(pack: Pack) -> None:
    kg: Amount = Step("kg", D(10), How.GIVEN, (), None, "kg")
    found = contents_of(pack).reo_kg(kg, {"Nd": D(20), "Dy": D(10), "Fe": D(70)}, None)
    assert found.value is not None
    assert round(found.value, 3) == D("3.480")
    assert not prove(found)
    assert contents_of(pack).reo_kg(kg, {"Pm": D(1)}, None).value is None
    assert contents_of(pack).reo_kg(kg, None, "NdFeB").value is None


def test_prices_with_and_without_tax(pack: Pack) -> None:
    assert taxed_price(D(113), D(13), tax_included=True) == (D(113), D(100), D(13))
    assert taxed_price(D(100), D("19.5"), tax_included=False)[0] == D("119.5")
    assert domestic_vat(pack, "CN", date(2018, 4, 30)) == 17
    assert domestic_vat(pack, "CN", date(2018, 5, 1)) == 16
    assert domestic_vat(pack, "CN", date(2019, 4, 1)) == 13
    assert domestic_vat(pack, "XX", date(2019, 4, 1)) is None
    assert per_unit(D(2000), "t", "kg") == 2
    with pytest.raises(ValueError, match="pcs"):
        per_unit(D(1), "pcs", "kg")


def test_rounded_figures_prove_themselves_and_wrong_ones_do_not() -> None:
    one: Amount = Step("a", D("10.005"), How.GIVEN, (), None, "USD")
    percent: Amount = Step("p", D(50), How.GIVEN, (), None, "%")
    good = rounded("figure", (one, percent), coin_of("USD"))
    assert good.value == D("5.00")
    assert not prove(good)
    wrong: Amount = Step("figure", D("5.01"), How.ROUND, good.inputs, None, "USD")
    assert prove(wrong) == [wrong]
    chosen = rounded("figure", (one,), coin_of("USD", D("0.05")))
    assert chosen.value == D("10.00")
    assert not prove(chosen)
    down = to_multiple("cut", one, D(3), "down", None)
    assert down.value == 9
    assert not prove(down)
    with pytest.raises(ValueError, match="0"):
        coin_of("USD", D(0))


def test_a_share_too_far_from_its_part_is_found() -> None:
    amount: Amount = Step("a", D("10.00"), How.GIVEN, (), None, "USD")
    third: Amount = Step("w", D(1), How.GIVEN)
    whole: Amount = Step("w", D(3), How.GIVEN)
    near: Amount = Step("s", D("3.34"), How.SHARE, (amount, third, whole), None, "USD")
    far: Amount = Step("s", D("3.35"), How.SHARE, (amount, third, whole), None, "USD")
    assert not prove(near)
    assert prove(far) == [far]
