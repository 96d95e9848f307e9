"""Goods, charges and their sharing, through the whole quote."""

from __future__ import annotations

from decimal import Decimal

import pytest

from remanence.core.costs.landed import landed
from remanence.core.costs.quote import Insurance
from remanence.core.policy.pack import Pack
from tests.core.costs.making import charge, codes, line, proved, quote, rates

D = Decimal

NONE = rates()


@pytest.mark.parametrize(
    ("quantity", "price", "per", "discount", "goods"),
    [
        ("20", "182.37", "4", None, "911.85"),
        ("2579", "310.19775", "1000", None, "800.00"),
        ("3", "33.335", "1", None, "100.01"),
        ("100", "10.00", "1", "2.5", "975.00"),
        ("1000", "0.004", "1", None, "4.00"),
        ("3", "0.10", "3", None, "0.10"),
    ],
)
def test_goods_come_from_the_price_as_given(
    pack: Pack, quantity: str, price: str, per: str, discount: str | None, goods: str
) -> None:
    one = line(
        value=price, quantity=D(quantity), price_per=D(per),
        discount_percent=None if discount is None else D(discount),
    )  # fmt: skip
    found = landed(quote(one), pack, NONE)
    assert found.goods.value == D(goods)
    assert found.landed.value == D(goods)
    proved(found)


def test_an_amount_may_stand_for_quantity_and_price(pack: Pack) -> None:
    found = landed(quote(line(unit_price=None, amount=D("99.99"), quantity=D(7))), pack, NONE)
    assert found.goods.value == D("99.99")
    assert found.lines[0].landed_per_unit.value == D("99.99") / 7


def test_a_unit_cost_below_a_coin_keeps_its_digits(pack: Pack) -> None:
    found = landed(quote(line(value="0.004", quantity=D(1000))), pack, NONE)
    assert found.lines[0].landed_per_unit.value == D("0.004")


def test_conversion_happens_once_and_shows_its_rate(pack: Pack) -> None:
    book = rates(("2026-11-20", "USD", "CNY", "7.1000"))
    one = line(value="10.00", quantity=D(71), currency="CNY")
    found = landed(quote(one, charges=(charge("freight", "71.00", currency="CNY"),)), pack, book)
    assert found.goods.value == D("100.00")
    assert found.lines[0].shares[0].value == D("10.00")
    assert found.landed.value == D("110.00")
    proved(found)


def test_a_missing_rate_is_a_finding_and_no_total(pack: Pack) -> None:
    found = landed(quote(line(), line("2", currency="GBP")), pack, NONE)
    assert codes(found) == ["fx.missing"]
    assert found.landed.value is None
    assert found.lines[0].landed.value == D("1000.00")
    assert found.lines[1].landed.value is None
    proved(found)


@pytest.mark.parametrize(
    ("method", "shares"),
    [
        ("value", ["25.00", "75.00"]),
        ("weight", ["80.00", "20.00"]),
        ("quantity", ["66.67", "33.33"]),
        ("volume", ["50.00", "50.00"]),
        ("equal", ["50.00", "50.00"]),
    ],
)
def test_every_method_shares_exactly(pack: Pack, method: str, shares: list[str]) -> None:
    lines = (
        line("a", "10", quantity=D(10), unit_weight_kg=D(2), unit_volume_m3=D("0.1")),
        line("b", "60", quantity=D(5), unit_weight_kg=D(1), unit_volume_m3=D("0.2")),
    )
    found = landed(quote(*lines, charges=(charge("freight", "100.00", method=method),)), pack, NONE)
    assert [one.shares[0].value for one in found.lines] == [D(share) for share in shares]
    assert not found.findings
    proved(found)


def test_shares_by_hand_in_their_own_currency_one_coin_off(pack: Pack) -> None:
    book = rates(("2026-11-20", "USD", "CNY", "7.0000"))
    by_hand = charge(
        "freight", "100.00", currency="CNY", method="manual",
        shares=(("1", D("33.33")), ("2", D("66.66"))),
    )  # fmt: skip
    found = landed(quote(line(), line("2"), charges=(by_hand,)), pack, book)
    assert [one.shares[0].value for one in found.lines] == [D("4.76"), D("9.53")]
    assert not found.findings
    proved(found)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"method": "weight"}, "charge.missing_basis"),
        ({"method": "volume"}, "charge.missing_basis"),
        ({"lines": ("9",)}, "charge.no_lines"),
        ({"lines": ()}, "charge.no_lines"),
        ({"lines": ("1", "9")}, "charge.unknown_line"),
        ({"method": "manual"}, "charge.no_shares"),
        ({"method": "manual", "shares": (("1", D(60)), ("2", D(30)))}, "charge.shares_off"),
        ({"method": "manual", "shares": (("1", D(110)), ("2", D(-10)))}, "charge.negative_share"),
        ({"method": "quantity"}, "charge.unlike_units"),
        ({"amount": None}, "charge.no_amount"),
    ],
)
def test_what_cannot_be_shared_is_said_in_words(
    pack: Pack, more: dict[str, object], code: str
) -> None:
    lines = (line("1"), line("2", unit="kg"))
    fields: dict[str, object] = {"kind": "freight", "amount": "100.00", **more}
    found = landed(quote(*lines, charges=(charge(**fields),)), pack, NONE)  # type: ignore[arg-type]
    assert codes(found) == [code]
    assert found.findings[0].severity.value == "error"
    proved(found)


def test_free_goods_alone_have_no_value_to_share_by(pack: Pack) -> None:
    free = (line("1", "0"), line("2", "0"))
    found = landed(quote(*free, charges=(charge("freight", "10.00"),)), pack, NONE)
    assert codes(found) == ["charge.zero_basis"]
    assert "1;2" in found.findings[0].message
    assert found.landed.value is None


def test_free_goods_among_others_bear_nothing(pack: Pack) -> None:
    found = landed(
        quote(line("1", "0"), line("2"), charges=(charge("freight", "10.00"),)), pack, NONE
    )
    assert [one.shares[0].value for one in found.lines] == [D(0), D("10.00")]
    assert not found.findings


def test_charges_limited_to_lines_and_as_percent_of_their_goods(pack: Pack) -> None:
    charges = (
        charge("handling", "9.00", lines=("2", "3")),
        charge("other", None, percent=D(10), lines=("1",)),
        charge("rebate", None, percent=D(1)),
    )
    found = landed(quote(line("1"), line("2"), line("3"), charges=charges), pack, NONE)
    shares = [[share.value for share in one.shares] for one in found.lines]
    assert shares[0] == [D(0), D("100.00"), D("-10.00")]
    assert shares[1] == [D("4.50"), D(0), D("-10.00")]
    assert found.landed.value == D("3079.00")
    proved(found)


@pytest.mark.parametrize("amount", ["50.00", "-50.00"])
def test_a_credit_lowers_cost_whatever_its_sign(pack: Pack, amount: str) -> None:
    found = landed(quote(charges=(charge("credit", amount),)), pack, NONE)
    assert found.landed.value == D("950.00")


def test_insurance_of_the_goods_and_of_cif(pack: Pack) -> None:
    freight = charge("freight", "100.00")
    of_goods = charge("insurance", None, insurance=Insurance(D("0.3"), D(110), "goods"))
    of_cif = charge("insurance", None, insurance=Insurance(D("0.3"), D(110), "cif"))
    found = landed(quote(charges=(of_cif, freight, of_goods)), pack, NONE)
    assert found.lines[0].shares[2].value == D("3.30")  # 0.3 % of 1,100
    assert found.lines[0].shares[0].value == D("3.64")  # 0.0033 x 1,100 / 0.9967
    proved(found)


def test_an_invoice_takes_the_place_of_the_price_and_others_follow_it(pack: Pack) -> None:
    charges = (charge("freight", "30.00"), charge("goods", "500.00", lines=("1",)))
    found = landed(quote(line("1"), line("2"), charges=charges), pack, NONE)
    assert [one.goods.value for one in found.lines] == [D("500.00"), D("1000.00")]
    assert [one.shares[0].value for one in found.lines] == [D("10.00"), D("20.00")]
    assert found.landed.value == D("1530.00")
    proved(found)


@pytest.mark.parametrize(
    ("included", "landed_cost", "said"),
    [(None, "1000.00", ["charge.held_by_price"]), (True, "1000.00", []), (False, "1080.00", [])],
)
def test_freight_on_a_cif_price_is_not_counted_twice(
    pack: Pack, included: bool | None, landed_cost: str, said: list[str]
) -> None:
    freight = charge("freight", "80.00", included_in_price=included)
    found = landed(quote(incoterm="CIF", charges=(freight,)), pack, NONE)
    assert found.landed.value == D(landed_cost)
    assert codes(found) == said


@pytest.mark.parametrize(
    ("currency", "rounding", "value", "freight", "shares"),
    [
        ("JPY", None, "1000", "1000", ["334", "333", "333"]),
        ("KWD", None, "1.0000", "1.000", ["0.334", "0.333", "0.333"]),
        ("USD", "0.05", "10.02", "1.00", ["0.35", "0.35", "0.30"]),
    ],
)
def test_coins_of_none_three_and_chosen_digits(
    pack: Pack, currency: str, rounding: str | None, value: str, freight: str, shares: list[str]
) -> None:
    lines = [line(str(place), value, currency=currency) for place in (1, 2, 3)]
    found = landed(
        quote(
            *lines, currency=currency, rounding=None if rounding is None else D(rounding),
            charges=(charge("freight", freight, currency=currency),),
        ),
        pack, NONE,
    )  # fmt: skip
    assert [one.shares[0].value for one in found.lines] == [D(share) for share in shares]
    proved(found)


def test_per_kilogram_and_per_kilogram_of_oxide(pack: Pack) -> None:
    one = line(
        value="10", quantity=D(100), unit_weight_kg=D("0.155098875"),
        composition={"Nd": D(30), "Fe": D(69)},
    )  # fmt: skip
    found = landed(quote(one), pack, NONE).lines[0]
    assert found.landed_per_kg.value == D(1000) / D("15.5098875")
    assert found.landed_per_reo_kg.value is not None
    assert round(found.landed_per_reo_kg.value, 2) == round(
        D(1000) / D("15.5098875") / D("0.3") / D("1.166377"), 2
    )


def test_an_oxide_is_its_own_equivalent_and_without_composition_it_is_not_known(pack: Pack) -> None:
    kilo = line(value="300", quantity=D(2), unit="kg", material="Dy2O3")
    found = landed(quote(kilo, line("2")), pack, NONE)
    assert found.lines[0].landed_per_reo_kg.value == D(300)
    assert found.lines[1].landed_per_reo_kg.value is None
    assert found.lines[1].landed_per_kg.value is None
    proved(found)
