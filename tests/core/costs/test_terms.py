"""What delivery terms, tax bases and shares by hand do to a cost: quotes and orders alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from remanence.core.base.proof import certainty
from remanence.core.costs.landed import Landed, landed
from remanence.core.costs.order import ESTIMATE, OrderCost, order_cost
from remanence.core.costs.quote import Insurance, OwnDuty, OwnTax
from remanence.core.policy.pack import Pack
from tests.core.costs.making import (
    TODAY,
    charge,
    codes,
    desk,
    duty_row,
    line,
    order_charge,
    order_file,
    proved,
    quote,
    rates,
    shipment,
    small_pack,
)

D = Decimal
NONE = rates()


def cost(pack: Pack, *lines: Any, **more: Any) -> Landed:
    """A quote costed and proved."""
    found = landed(quote(*lines, **more), pack, NONE)
    proved(found)
    return found


def ordered(pack: Pack, *charges: Any, basis: str = ESTIMATE, **more: Any) -> OrderCost:
    """An order of 200.00 costed and proved."""
    own = more.pop("at", None) or desk()
    found = order_cost(order_file(charges=charges, **more), own, NONE, pack, TODAY, basis)
    proved(found)
    return found


# What the seller pays


def test_what_the_seller_pays_is_shown_and_not_added(pack: Pack) -> None:
    berlin = {"destination": "DE", "incoterm": "DDP", "vat_recoverable": False}
    found = cost(pack, line(hs="8505111070"), duty=None, **berlin)
    assert found.duty[0].amount.value == D("22.00")
    assert found.lines[0].duty.value == D("22.00")
    assert found.vat.value == D("194.18")
    assert found.landed.value == D("1000.00")
    assert codes(found) == ["entry.seller_pays"]
    us = cost(pack, duty=None, fees=True, incoterm="DDP", charges=(charge("freight", "10"),))
    assert us.lines[0].fees.value == D("34.58") + D("1.24")
    assert us.landed.value == D("1000.00")


def test_own_duties_and_taxes_under_such_a_term_behave_as_the_packs(pack: Pack) -> None:
    own = {"duty": (OwnDuty("x", percent=D(10)),), "taxes": (OwnTax("levy", D(1), "customs"),)}
    held = cost(pack, destination="DE", incoterm="DDP", **own)
    assert (held.duty[0].amount.value, held.taxes[0].amount.value) == (D("100.00"), D("10.00"))
    assert held.landed.value == D("1000.00")
    assert cost(pack, destination="DE", incoterm="CIF", **own).landed.value == D("1110.00")


@pytest.mark.parametrize(
    ("said", "landed_", "customs", "code"),
    [
        ({}, "1000.00", "800.00", "charge.held_by_price"),
        ({"included_in_price": True}, "1000.00", "800.00", ""),
        ({"included_in_price": True, "before_border": True}, "1000.00", "1000.00", ""),
        ({"included_in_price": False}, "1200.00", "1000.00", ""),
    ],
)
def test_a_duty_charge_takes_the_packs_place_and_costs_as_it_says(
    pack: Pack, said: dict[str, bool], landed_: str, customs: str, code: str
) -> None:
    charges = (charge("duty", "200.00", **said),)
    found = cost(pack, destination="DE", incoterm="DDP", duty=None, charges=charges)
    assert [(one.name, one.amount.value) for one in found.duty] == [("duty", D("200.00"))]
    assert found.lines[0].duty.value == D("200.00")
    assert (found.landed.value, found.customs_value.value) == (D(landed_), D(customs))
    assert [one for one in codes(found) if one != "entry.seller_pays"] == ([code] if code else [])


def test_an_order_whose_seller_pays_posts_neither_duty_nor_fees(pack: Pack) -> None:
    found = ordered(pack, order={"incoterm": "DDP"})
    assert {one.name: one.amount.value for one in found.duty}["MFN"] == D("4.20")
    assert found.lines[0].duty.value == D("54.20")
    assert found.landed.value == D("200.00")
    assert [(one.duty, one.fees, one.landed) for one in found.parts] == [(D(0), D(0), D(200))]
    assert found.still_estimated == ()
    assert "entry.seller_pays" in codes(found)


def test_duty_that_was_paid_all_the_same_raises_the_cost_of_the_order(pack: Pack) -> None:
    extra = order_charge("duty", "7.00", included_in_price=False)
    assert ordered(pack, extra, order={"incoterm": "DDP"}).landed.value == D("207.00")
    held = ordered(pack, order_charge("duty", "7.00"), order={"incoterm": "DDP"})
    assert held.landed.value == D("200.00")
    assert [(one.name, one.amount.value) for one in held.duty] == [("duty", D("7.00"))]
    assert held.lines[0].duty.value == D("7.00")


# What the customs value lacks


@pytest.mark.parametrize(
    ("country", "term", "kinds", "code"),
    [
        ("DE", "FOB", (), "customs_value.not_stated"),
        ("DE", "EXW", ("insurance",), "customs_value.not_stated"),
        ("DE", "FCA", ("freight",), ""),
        ("DE", "CIF", (), ""),
        ("DE", None, (), ""),
        ("US", "CIF", (), "customs_value.not_split"),
        ("US", "CIF", ("freight",), ""),
        ("US", "FOB", (), ""),
        ("IN", "FOB", (), ""),  # its stand-ins count
    ],
)
def test_carriage_that_nobody_states_is_said(
    pack: Pack, country: str, term: str | None, kinds: tuple[str, ...], code: str
) -> None:
    charges = tuple(charge(kind, "10.00", included_in_price=country == "US") for kind in kinds)
    more = {"vat_percent": D(0), "incoterm": term, "charges": charges}
    found = cost(pack, destination=country, **more)
    assert [one.split(".")[1] for one in codes(found) if one.startswith("customs")] == (
        [code.split(".")[1]] if code else []
    )


def test_an_estimate_of_an_order_says_it_too(pack: Pack) -> None:
    berlin = desk(country="DE", currency="USD")
    assert "customs_value.not_stated" in codes(ordered(pack, at=berlin))
    freight = order_charge("freight", "5.00")
    assert "customs_value.not_stated" not in codes(ordered(pack, freight, at=berlin))
    split = ordered(pack, order={"incoterm": "CIF"})
    assert "customs_value.not_split" in codes(split)


def test_a_shipment_without_its_freight_says_so_beside_one_that_has_it(pack: Pack) -> None:
    sent = [shipment(ref, ("PO-1", 1, "50")) for ref in ("S1", "S22")]
    freight = order_charge("freight", "5.00", shipment_ref="S1")
    found = ordered(pack, freight, shipments=sent, at=desk(country="DE"))
    assert "customs_value.not_stated" in codes(found)


# Bases


def test_the_base_of_gst_holds_international_transport_alone(pack: Pack) -> None:
    charges = (charge("freight", "120"), charge("insurance", "30"), charge("inland", "100"))
    found = cost(pack, line(value="1200"), destination="AU", duty=None, charges=charges)
    assert found.vat_base.value == D("1410.00")
    berlin = cost(pack, line(value="1000"), destination="DE", charges=(charge("inland", "100"),))
    assert berlin.vat_base.value == D("1100.00")  # to the first place inland


@pytest.mark.parametrize(("rate", "cover"), [("100", "100"), ("95", "110"), ("200", "50")])
def test_a_premium_of_the_whole_is_refused(pack: Pack, rate: str, cover: str) -> None:
    terms = Insurance(D(rate), D(cover), "cif")
    charges = (charge("freight", "5"), charge("insurance", None, insurance=terms))
    found = cost(pack, destination="DE", charges=charges)
    assert "charge.insurance_too_much" in codes(found)
    assert (found.landed.value, found.customs_value.value) == (None, None)


def test_insurance_of_some_lines_insures_their_part_of_the_freight(pack: Pack) -> None:
    terms = Insurance(D("0.5"), D(110), "cif")
    charges = (
        charge("freight", "500"), charge("insurance", None, insurance=terms, lines=("b",)),
    )  # fmt: skip
    found = cost(pack, line("a", "10000"), line("b", "10000"), destination="DE", charges=charges)
    assert [one.shares[1].value for one in found.lines] == [0, D("56.69")]


@pytest.mark.parametrize(
    ("size", "goods", "shares"),
    [
        ("100", "1200", "400"), ("10", "1230", "390"),
        ("1.0", "1235", "389"), ("0.10", "1234.6", "388.9"),
    ],
)  # fmt: skip
def test_amounts_are_multiples_of_the_rounding(
    pack: Pack, size: str, goods: str, shares: str
) -> None:
    lines = (line("a", "1234.56"), line("b", "1234.56"))
    found = cost(pack, *lines, rounding=D(size), charges=(charge("bank", "777.77"),))
    assert str(found.lines[0].goods.value) == goods
    assert str(found.lines[0].shares[0].value) == shares


# Shares by hand


def test_a_percentage_is_shared_by_hand_in_the_currency_of_the_quote(pack: Pack) -> None:
    hand = {"method": "manual", "shares": (("a", D(40)), ("b", D(160)))}
    found = cost(pack, line("a"), line("b"), charges=(charge("bank", None, percent=D(10), **hand),))
    assert [one.shares[0].value for one in found.lines] == [D("40.00"), D("160.00")]
    off = cost(pack, line("a"), charges=(charge("bank", None, percent=D(10), **hand),))
    assert "charge.unknown_line" in codes(off)
    own = order_charge("bank", None, percent=D(10), method="manual", shares="1:20.00")
    assert ordered(pack, own, order_charge("duty", "0")).landed.value == D("220.00")


def test_a_share_of_a_line_that_is_not_there_leaves_nothing_to_guess(pack: Pack) -> None:
    hand = charge("bank", "20.00", method="manual", shares=(("a", D(10)), ("z", D(10))))
    found = cost(pack, line("a"), line("b"), charges=(hand,))
    assert codes(found) == ["charge.unknown_line"]
    assert found.lines[0].shares[0].value is None
    assert found.landed.value is None


def test_a_share_outside_the_lines_is_said_as_that(pack: Pack) -> None:
    hand = charge(
        "bank", "20.00", method="manual", lines=("a",), shares=(("a", D(10)), ("b", D(10)))
    )
    assert codes(cost(pack, line("a"), line("b"), charges=(hand,))) == ["charge.share_outside"]


# Findings


def test_a_finding_names_the_day_that_was_asked_for(pack: Pack) -> None:
    own = small_pack(duty_row(codes=("99",)), base=pack)
    days = [date(2018, 3, 1), date(2018, 7, 5), date(2018, 3, 1)]
    found = [cost(own, duty=None, day=day) for day in days]
    said = [next(one for one in each.findings if one.code == "duty.no_rate") for each in found]
    assert [str(day) in one.message for day, one in zip(days, said, strict=True)] == [True] * 3


def test_a_missing_code_is_said_once(pack: Pack) -> None:
    found = cost(pack, line(hs=None), duty=None)
    assert codes(found) == ["duty.no_code"]


def test_blanks_that_were_filled_are_marked_assumed(pack: Pack) -> None:
    plain = cost(pack, charges=(charge("bank", "1"),))
    filled = cost(pack, line(assumed=frozenset({"unit"})))
    priced = cost(pack, line(assumed=frozenset({"currency"})))
    charged = cost(pack, charges=(charge("bank", "1", assumed=True),))
    assert certainty(plain.landed) != "assumed"
    assert {certainty(one.landed) for one in (filled, priced, charged)} == {"assumed"}


def test_only_the_exact_code_is_a_delivery_term(pack: Pack) -> None:
    assert codes(cost(pack, destination="DE", incoterm="cif")) == []
    assert codes(cost(pack, destination="DE", incoterm="DDPX")) == []
