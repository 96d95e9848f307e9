"""Rows of charges: what was expected of each order, and what each shipment was invoiced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.sample.maker.customs import cents
from tests.sample.maker.days import TODAY, later
from tests.sample.maker.market import rate
from tests.sample.maker.plans import Order, Trip
from tests.sample.maker.rows import Cell, Desk
from tests.sample.maker.shipping import (
    World,
    carried,
    goods_value,
    included_charges,
    net_kg,
)
from tests.sample.maker.tables import table
from tests.sample.maker.trade import FORWARDER, SUPPLIERS

# Actual against planned, in per cent; read round and round.
_TURNS = (98, 103, 108, 95, 101, 112, 97, 105, 100, 93, 107, 102)


def invoice_number(order: Order, trip: Trip) -> str:
    """Number the supplier's commercial invoice."""
    return f"{SUPPLIERS[order.supplier]['prefix']}-{order.tail}-{trip.ref[-1]}"


def invoice_day(trip: Trip) -> date:
    """Date the commercial invoice: six days before departure, not after today."""
    return min(later(trip.etd, -6), TODAY)


def _freight(kg: Decimal, mode: str) -> Decimal:
    if mode == "air":
        return 240 + kg * Decimal("7.10")
    return 330 + kg * Decimal("1.05")


def add_estimates(desk: Desk, world: World, order: Order) -> None:
    """Write down what an order was expected to cost beside its goods."""
    own = {row["kind"]: row for row in table("estimates") if row["order"] == order.number}
    if own:
        for kind, row in own.items():
            _estimate(desk, order, kind, Decimal(row["amount"]), row["method"])
        return
    trips = max(len(world.trips_of(order)), 1)
    kg = net_kg((line, line.quantity) for line in order.lines)
    carriage = order.incoterm not in ("CIF", "CIP")
    if carriage:
        _estimate(
            desk, order, "freight", cents(_freight(kg, order.mode) + 240 * (trips - 1)), "weight"
        )
        desk.add(
            "charges", order_number=order.number, kind="insurance", basis="estimate",
            percent=Decimal("0.15"), currency=order.currency, method="value",
        )  # fmt: skip
    else:
        _included_estimates(desk, world, order)
    _estimate(desk, order, "brokerage", Decimal(185 * trips), "equal")
    _estimate(desk, order, "handling", Decimal(140 * trips), "quantity")
    _estimate(desk, order, "inland", cents(260 * trips + kg * Decimal("0.46")), "weight")
    if order.controlled:
        _estimate(desk, order, "licence_fee", Decimal(350), "equal")


def _estimate(desk: Desk, order: Order, kind: str, amount: Decimal, method: str) -> None:
    desk.add(
        "charges",
        order_number=order.number,
        kind=kind,
        basis="estimate",
        amount=amount,
        currency="USD",
        method=method,
    )


def _included_estimates(desk: Desk, world: World, order: Order) -> None:
    sums: dict[str, Decimal] = {}
    for trip in world.trips_of(order):
        for kind, amount in included_charges(order, trip).items():
            sums[kind] = sums.get(kind, Decimal(0)) + amount
    for kind, amount in sums.items():
        desk.add(
            "charges", order_number=order.number, kind=kind, basis="estimate", amount=amount,
            currency="USD", method="weight", before_border="no", included_in_price="yes",
        )  # fmt: skip


class Bills:
    """The invoices for one shipment."""

    def __init__(self, desk: Desk, order: Order, trip: Trip) -> None:
        self._desk, self._order, self._trip = desk, order, trip
        self._turn = trip.etd.toordinal() + int(trip.ref[3:7])

    def add(self, kind: str, amount: Decimal, day: date, **cells: Cell | None) -> None:
        """Write down one invoiced amount, paid 21 days later unless that is still to come."""
        paid = later(day, 21)
        filled: dict[str, Cell | None] = {
            "shipment_ref": self._trip.ref,
            "kind": kind,
            "basis": "actual",
            "amount": cents(amount),
            "currency": "USD",
            "method": "value",
            "vendor": FORWARDER,
            "invoice_number": f"PAL-{day:%y%m}-{self._trip.ref[3:]}",
            "invoice_date": day,
            "paid_on": paid if paid <= TODAY else None,
        }
        self._desk.add("charges", **(filled | cells))

    def add_all(self) -> None:
        """Write down all that has been invoiced up to the desk's today."""
        trip = self._trip
        if trip.ready in ("load", "arrive", "clear", "close"):
            self._goods()
        if trip.atd:
            self._carriage(trip.atd)
        if trip.cleared:
            self._clearance(trip.cleared)
        if trip.received:
            self._arrival(trip.received)

    def _part(self, amount: Decimal) -> Decimal:
        self._turn += 1
        return amount * _TURNS[self._turn % len(_TURNS)] / 100

    def _goods(self) -> None:
        order, trip = self._order, self._trip
        fixed = rate(order.currency, invoice_day(trip)).quantize(Decimal("0.000001"))
        self.add(
            "goods",
            goods_value(order, trip),
            invoice_day(trip),
            currency=order.currency,
            vendor=SUPPLIERS[order.supplier]["name"],
            invoice_number=invoice_number(order, trip),
            rate=fixed if order.currency != "USD" and self._turn % 2 else None,
            paid_on=trip.paid,
        )

    def _carriage(self, day: date) -> None:
        order, trip = self._order, self._trip
        included = included_charges(order, trip)
        for kind, amount in included.items():
            self.add(
                kind, amount, invoice_day(trip), method="weight", before_border="no",
                included_in_price="yes", vendor=SUPPLIERS[order.supplier]["name"],
                invoice_number=invoice_number(order, trip), paid_on=trip.paid,
            )  # fmt: skip
        kg = net_kg(carried(order, trip))
        if not included:
            if order.number != "PO-2507":
                self.add(
                    "freight", self._part(_freight(kg, trip.mode)), later(day, 4), method="weight"
                )
            insured = goods_value(order, trip) * rate(order.currency, day)
            self.add("insurance", self._part(insured * 15 / 10000), later(day, 1))
        origin = self._part(Decimal(960))
        if order.country == "CN":
            self.add(
                "handling", origin, later(day, 3), currency="CNY", method="quantity",
                vendor=f"{SUPPLIERS[order.supplier]['port']} Terminal Agency",
                invoice_number=f"TA{day:%y%m%d}{trip.ref[-1]}",
            )  # fmt: skip
        else:
            self.add("handling", origin / 7, later(day, 3), method="quantity")

    def _clearance(self, day: date) -> None:
        trip = self._trip
        self.add("brokerage", self._part(Decimal(185)), later(day, 2), method="equal")
        waited = (day - trip.ata).days if trip.ata else 0
        if waited > 4:
            self.add("storage", Decimal(38 * waited), later(day, 2), method="weight")
        if waited > 5 and trip.mode == "sea":
            self.add("demurrage", Decimal(95 * (waited - 4)), later(day, 5), method="weight",
                     recoverable="yes")  # fmt: skip

    def _arrival(self, day: date) -> None:
        order, trip = self._order, self._trip
        kg = net_kg(carried(order, trip))
        currency = "EUR" if order.currency == "EUR" else "USD"
        vendor = "Spedition Hallerau" if currency == "EUR" else FORWARDER
        self.add("inland", self._part(260 + kg * Decimal("0.46")), day, method="weight",
                 currency=currency, vendor=vendor,
                 invoice_number=f"IN-{day:%y%m%d}-{trip.ref[-1]}")  # fmt: skip
        if trip.paid:
            self.add("bank", Decimal(45), trip.paid, vendor="Prairie Gate Bank", method="equal",
                     invoice_number=f"W{trip.paid:%y%m%d}{trip.ref[-1]}",
                     paid_on=trip.paid)  # fmt: skip
        for line, count in carried(order, trip):
            lost = trip.rejected.get(line.no, 0) + max(0, -trip.received_change.get(line.no, 0))
            if lost and count and later(day, 20) <= TODAY:
                self.add("credit", line.value(lost), later(day, 20), currency=order.currency,
                         lines=str(line.no), vendor=SUPPLIERS[order.supplier]["name"],
                         invoice_number=f"CN-{order.tail}-{trip.ref[-1]}",
                         paid_on=later(day, 20))  # fmt: skip


def add_single_charges(desk: Desk) -> None:
    """Write down the charges that fit no pattern: by volume, by hand, on some lines only."""
    for row in table("charges"):
        cells: dict[str, Cell | None] = {
            name: value for name, value in row.items() if name not in ("amount", "rate")
        }
        for name in ("invoice_date", "paid_on"):
            cells[name] = date.fromisoformat(row[name]) if row[name] else None
        cells["amount"] = Decimal(row["amount"])
        cells["rate"] = Decimal(row["rate"]) if row["rate"] else None
        desk.add("charges", **cells)
