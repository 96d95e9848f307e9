"""Reads the hand-written tables of orders, licences and shipments into plans."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.sample.maker.days import later, workdays_before
from tests.sample.maker.goods import PRODUCTS
from tests.sample.maker.market import asking_price
from tests.sample.maker.plans import Licence, Line, Order, Trip
from tests.sample.maker.recipes import recipe_licences, recipe_trips
from tests.sample.maker.tables import table
from tests.sample.maker.trade import SUPPLIERS

_GOODS = re.compile(
    r"(?P<code>\S+) (?P<qty>\d+)( @(?P<price>\S+))?( /(?P<per>\d+))?( -(?P<off>\d+)%)?"
)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _must_day(text: str) -> date:
    return date.fromisoformat(text)


def _line(no: int, text: str, order_day: date, currency: str) -> Line:
    match = _GOODS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"goods not understood: {text}")
    product = PRODUCTS[match["code"]]
    per = int(match["per"] or 1)
    asked = asking_price(product, order_day, currency)
    if per > 1:
        asked = (asked * per).quantize(Decimal("0.01"))
    price = Decimal(match["price"]) if match["price"] else asked
    return Line(no, product, int(match["qty"]), price, per, int(match["off"] or 0))


def read_orders() -> dict[str, Order]:
    """Read the order book."""
    return {row["number"]: _order(row) for row in table("orders")}


def _order(row: dict[str, str]) -> Order:
    day = _must_day(row["date"])
    currency = SUPPLIERS[row["supplier"]]["currency"]
    goods = row["goods"].split(";")
    return Order(
        number=row["number"],
        day=day,
        supplier=row["supplier"],
        user=row["user"],
        mode=row["mode"],
        incoterm=row["incoterm"],
        place=row["place"] or SUPPLIERS[row["supplier"]]["port"],
        lines=tuple(_line(no, text, day, currency) for no, text in enumerate(goods, 1)),
        recipe=dict(part.split("=") for part in row["recipe"].split()),
        promised=_day(row["promised"]),
        stage=row["stage"],
        cancelled=_day(row["cancelled"]),
        notes=row["notes"],
    )


def _licensed_goods(text: str) -> dict[str, Decimal]:
    parts = (part.split(":") for part in text.split(";") if part)
    return {code: Decimal(kg) for code, kg in parts}


def _events(text: str) -> tuple[tuple[date, str], ...]:
    """Read `2026-10-12 accepted; 45@2026-11-26 accepted` (45 working days before that day)."""
    events = []
    for part in text.split("; "):
        when, state = part.split()
        count, _, due = when.rpartition("@")
        day = workdays_before(_must_day(due), int(count)) if count else _must_day(when)
        events.append((day, state))
    return tuple(events)


def read_licences(orders: dict[str, Order]) -> dict[str, Licence]:
    """Read the licences of the table, and make those of the recipes."""
    licences = [
        Licence(
            ref=row["ref"],
            order=row["order"],
            supplier=row["supplier"],
            kind=row["kind"],
            number=row["number"],
            mode=row["mode"],
            uses=row["uses"],
            users=tuple(row["users"].split(" | ")) if row["users"] else (),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            limit_by=row["limit_by"],
            goods=_licensed_goods(row["goods"]),
            replaces=row["replaces"],
            tolerance=row["tolerance"],
            events=_events(row["events"]),
        )
        for row in table("licences")
    ]
    for order in orders.values():
        licences += recipe_licences(order)
    return {licence.ref: licence for licence in sorted(licences, key=_when_ref)}


def _when_ref(licence: Licence) -> tuple[date, str]:
    return licence.events[0][0], licence.ref


def read_trips(orders: dict[str, Order]) -> list[Trip]:
    """Read the shipments of the table and make those of the recipes, by day of departure."""
    trips = [_trip(row, orders[row["order"]]) for row in table("trips")]
    for order in orders.values():
        trips += recipe_trips(order)
    changes: dict[str, list[dict[str, str]]] = {}
    for row in table("adjustments"):
        changes.setdefault(row["shipment"], []).append(row)
    trips = [_adjusted(trip, changes.get(trip.ref, [])) for trip in trips]
    return sorted(trips, key=lambda trip: (trip.order, trip.ref))


def _adjusted(trip: Trip, rows: list[dict[str, str]]) -> Trip:
    carries, short, bad = dict(trip.carries), {}, {}
    for row in rows:
        line = int(row["line"])
        carries[line] += int(row["shipped"] or 0)
        short[line] = int(row["received"] or 0)
        bad[line] = int(row["rejected"] or 0)
    return replace(trip, carries=carries, received_change=short, rejected=bad)


def _trip(row: dict[str, str], order: Order) -> Trip:
    received, atd = _day(row["received"]), _day(row["atd"])
    return Trip(
        ref=row["ref"],
        order=row["order"],
        carries={int(n): int(q) for n, q in (p.split(":") for p in row["lines"].split(";"))},
        mode=row["mode"] or order.mode,
        licence=row["licence"],
        carrier=row["carrier"],
        vessel=row["vessel"],
        etd=_must_day(row["etd"]),
        eta=_must_day(row["eta"]),
        atd=atd,
        ata=_day(row["ata"]),
        declared=_day(row["declared"]),
        state=row["state"],
        state_on=_day(row["state_on"]),
        entered=_day(row["entered"]),
        cleared=_day(row["cleared"]),
        received=received,
        ready=row["ready"],
        paid=later(received, 14) if received and received < date(2026, 11, 10) else None,
    )
