"""Orders: parts, bases, charges on orders and shipments, entries, variance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from remanence.core.base.proof import certainty, outline, prove, walk
from remanence.core.costs.order import ACTUAL, BOTH, ESTIMATE, OrderCost, order_cost, order_costs
from remanence.core.costs.rates import RateBook
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.orders import Order
from remanence.core.facts.parties import Decision
from remanence.core.facts.products import Classification
from remanence.core.facts.shipments import Entry
from remanence.core.policy.pack import Pack
from tests.core.costs.making import (
    OXIDE,
    SMCO,
    TODAY,
    codes,
    desk,
    order_charge,
    order_file,
    order_line,
    product,
    proved,
    rates,
    shipment,
)

D = Decimal

NO_DUTY = order_charge("duty", "0", charge_ref="D0")
PAID_DUTY = order_charge("duty", "0", charge_ref="D1", basis="actual")


@dataclass
class Ask:
    """Costs an order on the shipped pack, and proves every figure."""

    pack: Pack

    def __call__(
        self,
        file: OrderFile,
        basis: str = BOTH,
        *,
        at: Desk | None = None,
        book: RateBook | None = None,
        today: date = TODAY,
    ) -> OrderCost:
        found = order_cost(file, at or desk(), book or rates(), self.pack, today, basis)
        proved(found)
        for part in found.parts:
            pieces = [getattr(part, name) for name in PARTS]
            if part.landed is not None:
                assert sum(pieces) == part.landed
        return found


PARTS = ("goods", "freight", "insurance", "duty", "fees", "other")


@pytest.fixture
def ask(pack: Pack) -> Ask:
    return Ask(pack)


def shares(found: OrderCost, place: int = 0) -> Mapping[str, D | None]:
    return {line.id: line.shares[place].value for line in found.lines}


def test_a_plain_order_is_costed_by_the_pack(ask: Ask) -> None:
    found = ask(order_file())
    assert found.goods.value == D("200.00")
    assert {one.name: one.amount.value for one in found.duty} == {
        "MFN": D("4.20"), "S301-CN": D("50.00"), "S301-FL": D("0.00"),
    }  # fmt: skip
    assert {one.code: one.amount.value for one in found.fees} == {
        "MPF": D("34.58"),
        "HMF": D("0.25"),
    }
    assert found.landed.value == D("289.03")
    assert found.lines[0].landed_per_unit.value == D("2.8903")
    assert found.lines[0].landed_per_kg.value == D("144.515")
    assert found.still_estimated == ("duty",)
    assert found.variance.value == 0
    assert not found.findings


def test_a_blank_origin_and_destination_are_assumed_and_say_so(ask: Ask) -> None:
    found = ask(order_file())
    assumed = {node.code for node in walk(found.landed) if node.mark == "assumed"}
    assert assumed == {"line.origin", "entry.destination"}
    assert certainty(found.landed) == "assumed"
    told = ask(order_file(order_line(origin_country="CN"), order={"destination_country": "US"}))
    assert not [node for node in walk(told.landed) if node.mark == "assumed"]


def test_cancelled_lines_are_left_out(ask: Ask) -> None:
    lines = (order_line(1), order_line(2, cancelled_on=date(2026, 4, 1)))
    found = ask(order_file(*lines, charges=(NO_DUTY, order_charge("freight", "10.00"))))
    assert [line.id for line in found.lines] == ["1"]
    assert found.landed.value == D("210.00")


def test_charges_on_the_order_are_shared_over_its_lines(ask: Ask) -> None:
    lines = (order_line(1, "100", "1.00"), order_line(2, "100", "2.00"), order_line(3, "1", "0"))
    charges = (
        order_charge("freight", "100.00"),
        order_charge("handling", "9.99", method="equal"),
        order_charge("inspection", "10.00", lines="1;3", method="equal"),
        order_charge("bank", None, percent=D(1)),
        order_charge("rebate", "3.00", lines="2"),
        NO_DUTY,
    )
    found = ask(order_file(*lines, charges=charges))
    assert shares(found, 0) == {"1": D("33.33"), "2": D("66.67"), "3": D(0)}
    assert shares(found, 1) == {"1": D("3.33"), "2": D("3.33"), "3": D("3.33")}
    assert shares(found, 2) == {"1": D("5.00"), "2": D(0), "3": D("5.00")}
    assert shares(found, 3) == {"1": D("1.00"), "2": D("2.00"), "3": D(0)}
    assert shares(found, 4) == {"1": D(0), "2": D("-3.00"), "3": D(0)}
    assert found.landed.value == D("419.99")
    part = found.parts[1]
    assert (part.goods, part.freight, part.fees, part.other) == (
        D("197.00"), D("66.67"), D("5.33"), D("0.00"),
    )  # fmt: skip


def test_a_line_costs_from_the_price_as_given_in_its_currency(ask: Ask) -> None:
    one = order_line(1, "20", "182.37", price_per=100, discount_percent=D(10))
    book = rates(("2026-02-27", "USD", "CNY", "7.0000"))
    found = ask(order_file(one, charges=(NO_DUTY,), order={"currency": "CNY"}), book=book)
    assert found.goods.value == D("4.69")  # 36.474 less 10 % at 7
    assert found.landed.value == D("4.69")


def test_a_missing_rate_is_a_finding_and_no_total(ask: Ask) -> None:
    found = ask(order_file(charges=(NO_DUTY,), order={"currency": "CNY"}))
    assert codes(found) == ["fx.missing"]
    assert found.landed.value is None
    assert found.parts[0].landed is None


def test_the_age_of_a_rate_has_the_users_limit(ask: Ask) -> None:
    book = rates(("2026-02-19", "USD", "CNY", "7.0000"))
    own = Decision(subject="workspace", code="fx.max_age_days", value="10")
    file = order_file(charges=(NO_DUTY,), order={"currency": "CNY"})
    assert codes(ask(file, book=book)) == ["fx.old"]
    assert not codes(ask(file._replace(decisions=(own,)), book=book))


# Shipments


def test_each_part_stands_on_its_own(ask: Ask) -> None:
    file = order_file(
        order_line(1, "15", "10.00"),
        shipments=(
            shipment("S-1", ("PO-1", 1, "10"), entered_on=date(2026, 4, 5), ata=date(2026, 4, 1)),
        ),
        charges=(
            order_charge("freight", "30.00"),
            order_charge("brokerage", "5.00", shipment_ref="S-1"),
            NO_DUTY,
        ),
    )
    found = ask(file)
    gone, rest = found.parts
    assert (gone.quantity, gone.goods, gone.freight, gone.fees) == (
        D(10),
        D("100.00"),
        D("20.00"),
        D("5.00"),
    )
    assert (rest.quantity, rest.goods, rest.freight, rest.fees) == (
        D(5),
        D("50.00"),
        D("10.00"),
        D("0.00"),
    )
    assert (gone.day, rest.day) == (date(2026, 4, 1), date(2026, 3, 1))
    assert (gone.shipment_id, rest.shipment_id) == (3, None)
    assert found.landed.value == D("185.00")


def test_parts_of_one_rate_share_the_value_of_their_line(ask: Ask) -> None:
    halves = (shipment("S-1", ("PO-1", 1, "1")), shipment("S-2", ("PO-1", 1, "1")))
    found = ask(order_file(order_line(1, "2", "0.125"), shipments=halves, charges=(NO_DUTY,)))
    assert [part.goods for part in found.parts] == [D("0.13"), D("0.12")]
    assert found.goods.value == D("0.25")


def test_parts_entered_on_other_days_have_other_rates(ask: Ask) -> None:
    book = rates(("2026-03-01", "USD", "CNY", "7.0000"), ("2026-06-01", "USD", "CNY", "8.0000"))
    file = order_file(
        order_line(1, "20", "56.00"),
        shipments=(shipment("S-1", ("PO-1", 1, "10"), entered_on=date(2026, 6, 1)),),
        charges=(NO_DUTY,),
        order={"currency": "CNY"},
    )
    found = ask(file, book=book)
    assert [part.goods for part in found.parts] == [D("70.00"), D("80.00")]


def test_more_shipped_than_ordered_is_said_and_nothing_negative_is_left(ask: Ask) -> None:
    file = order_file(
        order_line(1, "10", "1.00"), shipments=(shipment("S-1", ("PO-1", 1, "12")),),
        charges=(NO_DUTY,),
    )  # fmt: skip
    found = ask(file)
    assert codes(found) == ["shipment.over"]
    assert "2 pcs over" in found.findings[0].message
    assert [part.quantity for part in found.parts] == [12]


def neighbour() -> tuple[Order, tuple[Any, ...]]:
    other = Order(8, "PO-2", date(2026, 3, 2), "S1", "USD", "FOB")
    return other, (order_line(1, "100", "6.00", id=20, order_id=8),)


def test_a_charge_on_a_shipment_is_shared_over_all_that_it_carries(ask: Ask) -> None:
    both = shipment("S-1", ("PO-1", 1, "100"), ("PO-2", 1, "100"), transport_mode="sea")
    charges = (order_charge("freight", "100.00", shipment_ref="S-1"),)
    file = order_file(shipments=(both,), charges=(*charges, NO_DUTY), neighbours=(neighbour(),))
    found = ask(file)
    assert shares(found) == {"1": D("25.00")}
    assert found.landed.value == D("225.00")
    other = ask(
        order_file(
            neighbour()[1][0],
            shipments=(both,),
            neighbours=((order_file().order, (order_line(),)),),
            charges=(*charges, NO_DUTY._replace(order_number="PO-2")),
            order={"order_number": "PO-2", "id": 8},
        )
    )  # fmt: skip
    assert shares(other) == {"1": D("75.00")}


def test_the_bound_of_a_fee_is_of_the_whole_entry(ask: Ask) -> None:
    both = shipment("S-1", ("PO-1", 1, "100"), ("PO-2", 1, "100"), eta=date(2026, 11, 1))
    found = ask(order_file(shipments=(both,), neighbours=(neighbour(),)))
    assert {one.code: one.amount.value for one in found.fees} == {
        "MPF": D("8.65"),
        "HMF": D("0.25"),
    }


def test_lines_of_a_shipment_charge_mean_the_same_in_every_order(ask: Ask) -> None:
    both = shipment("S-1", ("PO-1", 1, "100"), ("PO-2", 1, "100"))
    one = order_charge("freight", "100.00", shipment_ref="S-1", lines="PO-2/1")
    file = order_file(shipments=(both,), charges=(one, NO_DUTY), neighbours=(neighbour(),))
    assert shares(ask(file)) == {"1": D(0)}


# Bases


def settled_file() -> OrderFile:
    charges = (
        order_charge("freight", "100.00", charge_ref="F0"),
        order_charge("freight", "130.00", charge_ref="F1", basis=None, invoice_number="I1"),
        order_charge("insurance", "10.00", charge_ref="I0"),
        order_charge("goods", "210.00", charge_ref="G1", basis="actual"),
        NO_DUTY,
        PAID_DUTY,
    )
    return order_file(charges=charges)


@pytest.mark.parametrize(
    ("basis", "landed", "variance"),
    [(ESTIMATE, "310.00", "0"), (ACTUAL, "340.00", "30.00"), (BOTH, "350.00", "40.00")],
)
def test_each_basis_takes_its_charges(ask: Ask, basis: str, landed: str, variance: str) -> None:
    found = ask(settled_file(), basis)
    assert found.landed.value == D(landed)
    assert found.variance.value == D(variance)
    assert found.still_estimated == ("insurance",)
    assert not prove(found.variance)


def test_all_bases_at_once_are_the_same_as_one_by_one(ask: Ask) -> None:
    for file in (settled_file(), order_file(charges=(order_charge("freight", "5.00"),))):
        found = order_costs(file, desk(), rates(), ask.pack, TODAY)
        assert list(found) == [BOTH, ESTIMATE, ACTUAL]
        for basis, cost in found.items():
            one = ask(file, basis)
            assert cost.landed.value == one.landed.value
            assert cost.parts == one.parts
            assert cost.variance.value == one.variance.value


def test_actual_holds_only_what_was_invoiced_and_says_what_is_missing(ask: Ask) -> None:
    one = order_charge("freight", "130.00", basis="actual")
    found = ask(order_file(charges=(one,)), ACTUAL)
    assert found.landed.value == D("130.00")
    assert found.lines[0].goods.value is None
    assert found.lines[0].duty.value == 0
    assert codes(found) == ["order.goods_not_invoiced"]
    assert found.parts[0].landed is None


def test_nothing_actual_is_not_known(ask: Ask) -> None:
    found = ask(order_file(charges=(order_charge("freight", "130.00"),)), ACTUAL)
    assert found.landed.value is None
    assert found.parts == ()


def test_an_invoice_counts_at_its_own_rate_or_that_of_its_day(ask: Ask) -> None:
    book = rates(("2026-03-01", "EUR", "USD", "1.1000"), ("2026-05-04", "EUR", "USD", "1.2000"))
    charges = (
        order_charge("freight", "100.00", currency="EUR"),
        order_charge("handling", "100.00", currency="EUR", invoice_date=date(2026, 5, 4)),
        order_charge(
            "bank", "100.00", currency="EUR", rate=D("1.3"), invoice_date=date(2026, 5, 4)
        ),
        NO_DUTY,
    )
    found = ask(order_file(charges=charges), book=book)
    assert [share.value for share in found.lines[0].shares[:3]] == [
        D("110.00"), D("120.00"), D("130.00"),
    ]  # fmt: skip


def test_goods_are_valued_at_the_day_of_their_invoice_and_charges_follow(ask: Ask) -> None:
    book = rates(("2026-03-01", "EUR", "USD", "1.1000"), ("2026-05-04", "EUR", "USD", "1.2000"))
    charges = (
        order_charge(
            "goods", "100.00", currency="EUR", basis="actual", invoice_date=date(2026, 5, 4)
        ),
        order_charge("freight", "10.00", currency="EUR", basis="actual"),
        PAID_DUTY,
    )
    found = ask(order_file(charges=charges, order={"currency": "EUR"}), book=book)
    assert found.goods.value == D("120.00")
    assert shares(found, 1) == {"1": D("12.00")}


def test_an_invoice_of_some_lines_leaves_the_others_at_their_price(ask: Ask) -> None:
    lines = (order_line(1, "10", "1.00"), order_line(2, "10", "3.00"), order_line(3, "10", "5.00"))
    one = order_charge("goods", "44.00", basis="actual", lines="1;2")
    found = ask(order_file(*lines, charges=(one, PAID_DUTY)))
    assert [line.goods.value for line in found.lines] == [D("11.00"), D("33.00"), D("50.00")]


# Duty that was paid


def entries(*rows: tuple[int, str, str, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(place, "S-1", number, layer, code, amount=D(amount))
        for place, (number, layer, code, amount) in enumerate(rows)
    )


def entered() -> OrderFile:
    lines = (order_line(1, "100", "1.00"), order_line(2, "100", "3.00", product_code="B"))
    taken = entries(
        (1, "MFN", "8505.11.00.70", "3.00"), (1, "S301-CN", "8505110070", "25.00"),
        (2, "MFN", "2846908000", "11.10"), (1, "MPF", "", "40.00"), (1, "VAT", "", "8.00"),
    )  # fmt: skip
    return order_file(
        *lines,
        products={"A": product(), "B": product("B", hs_code=OXIDE)},
        shipments=(
            shipment(
                "S-1", ("PO-1", 1, "100"), ("PO-1", 2, "100"), entries=taken,
                entered_on=date(2026, 4, 5),
            ),
        ),
    )  # fmt: skip


def test_what_customs_took_takes_the_place_of_the_packs(ask: Ask) -> None:
    found = ask(entered())
    assert [line.duty.value for line in found.lines] == [D("28.00"), D("11.10")]
    assert [line.fees.value for line in found.lines] == [D("10.00"), D("30.00")]
    assert found.landed.value == D("479.10")
    assert found.vat.value == D("8.00")
    assert {one.code: one.amount.value for one in found.fees} == {"MPF": D("40.00")}
    assert "duty" not in found.still_estimated


def test_tax_that_customs_took_counts_where_it_is_not_recovered(ask: Ask) -> None:
    found = ask(entered(), at=desk(vat_recoverable=False))
    assert found.landed.value == D("487.10")
    assert [part.other for part in found.parts] == [D("2.00"), D("6.00")]


def test_entries_leave_the_estimate_alone(ask: Ask) -> None:
    found = ask(entered(), ESTIMATE)
    names = [one.name for one in found.duty]
    assert "S301-CN" in names
    assert found.duty[0].amount.value != D("14.10")


@pytest.mark.parametrize("basis", [ESTIMATE, BOTH])
def test_a_duty_charge_of_zero_takes_the_place_of_the_packs(ask: Ask, basis: str) -> None:
    found = ask(order_file(charges=(NO_DUTY,)), basis)
    assert found.landed.value == D("200.00")
    assert not found.fees
    assert found.lines[0].duty.value == 0


def test_a_duty_charge_on_a_shipment_leaves_the_rest_to_the_pack(ask: Ask) -> None:
    file = order_file(
        order_line(1, "20", "10.00"),
        shipments=(shipment("S-1", ("PO-1", 1, "10")),),
        charges=(order_charge("duty", "7.00", shipment_ref="S-1"),),
    )
    gone, rest = ask(file).parts
    assert (gone.duty, gone.fees) == (D("7.00"), D(0))
    assert rest.duty == D("27.10")
    assert rest.fees == D("34.71")


def test_the_code_is_that_of_the_classification_on_the_day_of_entry(ask: Ask) -> None:
    rows = (
        Classification(1, "A", "US", SMCO, date(2026, 6, 1)),
        Classification(2, "A", "DE", "85051190"),
    )
    early = shipment("S-1", ("PO-1", 1, "50"), entered_on=date(2026, 5, 1))
    found = ask(order_file(classifications=rows, shipments=(early,)))
    assert [part.duty for part in found.parts] == [D("27.10"), D("39.60")]


def test_without_a_code_duty_is_not_known(ask: Ask) -> None:
    found = ask(order_file(products={"A": product(hs_code=None)}))
    assert codes(found)[0] == "duty.no_code"
    assert found.findings[0].where == "order PO-1, line 1"
    assert found.landed.value is None


@pytest.mark.parametrize(
    ("subject", "known"), [("product A", True), ("order PO-1", True), ("product B", False)]
)
def test_answers_are_taken_from_decisions(ask: Ask, subject: str, known: bool) -> None:
    coil = product(hs_code="8505907501")
    decision = Decision(subject=subject, code="fact.s301_exclusion", value="yes")
    file = order_file(
        products={"A": coil}, decisions=(decision,),
        shipments=(shipment("S-1", ("PO-1", 1, "100"), entered_on=date(2026, 10, 1)),),
    )  # fmt: skip
    assert (ask(file).landed.value is not None) is known


def test_an_order_not_entered_turns_with_the_pack(ask: Ask) -> None:
    assert ask(order_file()).until == date(2027, 10, 1)
    arrives = order_file(shipments=(shipment("S-1", ("PO-1", 1, "100"), eta=date(2026, 12, 1)),))
    assert ask(arrives).until is None


def test_the_figure_holds_until_the_day_it_names(ask: Ask) -> None:
    found = ask(order_file(), today=date(2026, 9, 30))
    turn = found.until
    assert turn is not None
    before = ask(order_file(), today=turn.fromordinal(turn.toordinal() - 1))
    assert before.landed.value == found.landed.value
    assert ask(order_file(), today=turn).landed.value != found.landed.value


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"lines": "7"}, "charge.no_lines"),
        ({"method": "volume"}, "charge.missing_basis"),
        ({"method": "manual", "shares": "1=5"}, "charge.bad_shares"),
        ({"method": "manual", "shares": "1:90.00"}, "charge.shares_off"),
        ({"shipment_ref": "S-9"}, "charge.no_parent"),
    ],
)
def test_charges_that_cannot_be_shared_say_why(ask: Ask, more: dict[str, str], code: str) -> None:
    found = ask(order_file(charges=(order_charge("freight", "100.00", **more), NO_DUTY)))
    assert codes(found) == [code]
    assert found.landed.value is None


def test_shares_by_volume_where_each_shipment_carries_one_line(ask: Ask) -> None:
    one = order_charge("freight", "100.00", method="volume")
    file = order_file(
        order_line(1), order_line(2), charges=(one, NO_DUTY),
        shipments=(
            shipment("S-1", ("PO-1", 1, "100"), volume_m3=D("1.5")),
            shipment("S-2", ("PO-1", 2, "100"), volume_m3=D("0.5")),
        ),
    )  # fmt: skip
    assert shares(ask(file)) == {"1": D("75.00"), "2": D("25.00")}


def test_shares_by_hand(ask: Ask) -> None:
    one = order_charge("freight", "100.00", method="manual", shares="1:40.00;2:60.00")
    found = ask(order_file(order_line(1), order_line(2), charges=(one, NO_DUTY)))
    assert shares(found) == {"1": D("40.00"), "2": D("60.00")}


def test_an_estimate_on_another_shipment_is_set_aside_with_a_note(ask: Ask) -> None:
    charges = (
        order_charge("freight", "50.00", shipment_ref="S-1", basis="actual"),
        order_charge("freight", "60.00", shipment_ref="S-2"),
        NO_DUTY, PAID_DUTY,
    )  # fmt: skip
    ships = (shipment("S-1", ("PO-1", 1, "50")), shipment("S-2", ("PO-1", 1, "50")))
    found = ask(order_file(shipments=ships, charges=charges))
    assert found.landed.value == D("250.00")
    assert codes(found) == ["charge.estimate_set_aside"]


@pytest.mark.parametrize("basis", [ESTIMATE, ACTUAL, BOTH])
def test_what_is_still_estimated_is_the_same_in_every_basis(ask: Ask, basis: str) -> None:
    assert "duty" not in ask(entered(), basis).still_estimated
    assert ask(order_file(), basis).still_estimated == ("duty",)


def test_a_layer_without_a_rate_on_one_line_is_one_row(ask: Ask) -> None:
    taken = (
        Entry(1, "S-1", 1, "MFN", rate_percent=D("2.1"), amount=D("21.00"), currency="USD"),
        Entry(2, "S-1", 2, "MFN", amount=D("9.00"), currency="USD"),
        Entry(3, "S-1", 2, "ADD", rate_percent=D(5), amount=D("5.00"), currency="USD"),
    )
    sent = shipment("S-1", ("PO-1", 1, "100"), entries=taken, entered_on=date(2026, 4, 5))
    found = ask(order_file(shipments=(sent,)))
    assert [(one.name, one.percent, one.amount.value) for one in found.duty] == [
        ("MFN", None, D("30.00")),
        ("ADD", D(5), D("5.00")),
    ]


def test_a_zero_that_was_invoiced_is_an_actual_cost(ask: Ask) -> None:
    found = ask(order_file(charges=(PAID_DUTY,)), ACTUAL)
    assert found.landed.value == 0
    assert found.lines[0].landed.value == 0
    assert ask(order_file(), ACTUAL).landed.value is None


def test_without_the_goods_an_actual_cost_is_not_said_per_unit(ask: Ask) -> None:
    charges = (order_charge("freight", "10.00", basis="actual", shipment_ref="S-1"),)
    parts = (shipment("S-1", ("PO-1", 1, "40")), shipment("S-2", ("PO-1", 1, "60")))
    found = ask(order_file(charges=charges, shipments=parts), ACTUAL)
    line = found.lines[0]
    assert (found.landed.value, line.landed.value) == (D("10.00"), D("10.00"))
    assert (line.landed_per_unit.value, line.landed_per_kg.value) == (None, None)
    assert codes(found) == ["order.goods_not_invoiced"]


def test_a_charge_on_a_cancelled_line_says_so(ask: Ask) -> None:
    lines = (order_line(1), order_line(2, cancelled_on=date(2026, 4, 1)))
    for more in ({"lines": "2"}, {"method": "manual", "shares": "2:10.00"}):
        charge = order_charge("freight", "10.00", **more)
        found = ask(order_file(*lines, charges=(charge, NO_DUTY)))
        assert codes(found) == ["charge.cancelled_line"]
        assert "line 2, which was cancelled on 2026-04-01" in found.findings[0].message
        assert found.landed.value is None


def test_quantities_of_a_shared_charge_are_said_in_words(ask: Ask) -> None:
    parts = (shipment("S-1", ("PO-1", 1, "40")), shipment("S-2", ("PO-1", 1, "60")))
    found = ask(order_file(charges=(order_charge("freight", "10.00"), NO_DUTY), shipments=parts))
    said = [row.text for row in outline(found.landed)]
    assert "Quantity of all parts of the line: 100 pcs" in said
    assert not [text for text in said if text.startswith(":")]
