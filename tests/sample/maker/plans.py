"""Orders, licences and shipments as the desk planned and lived them, before they become rows.

The hand-written tables name what matters; an order with a `recipe` gets its licence and shipments
from it (`lead` days to the first departure, `parts` per cent a shipment, `gap` days between them,
`papers` days to acceptance, `wd` Chinese working days to the grant).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tests.sample.maker.days import later, weekday_from, workdays_after, workdays_before
from tests.sample.maker.goods import (
    PRODUCTS,
    Product,
    is_controlled,
    needs_ordinary_licence,
)
from tests.sample.maker.market import asking_price
from tests.sample.maker.tables import table
from tests.sample.maker.trade import SUPPLIERS

CONTROLS_BEGIN = date(2025, 4, 4)
_GOODS = re.compile(
    r"(?P<code>\S+) (?P<qty>\d+)( @(?P<price>\S+))?( /(?P<per>\d+))?( -(?P<off>\d+)%)?"
)


@dataclass(frozen=True)
class Line:
    """One line of an order."""

    no: int
    product: Product
    quantity: int
    price: Decimal
    per: int
    discount: int

    def value(self, quantity: int) -> Decimal:
        """Price `quantity` units, to the cent."""
        net = Decimal(100 - self.discount) / 100
        return (self.price * quantity / self.per * net).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Order:
    """One order with its lines."""

    number: str
    day: date
    supplier: str
    user: str
    mode: str
    incoterm: str
    place: str
    lines: tuple[Line, ...]
    recipe: dict[str, str]
    stage: str
    cancelled: date | None
    notes: str

    @property
    def tail(self) -> str:
        """The figures of the number: 2641."""
        return self.number[-4:]

    @property
    def currency(self) -> str:
        """The supplier's currency."""
        return SUPPLIERS[self.supplier]["currency"]

    @property
    def country(self) -> str:
        """Where the goods come from."""
        return SUPPLIERS[self.supplier]["country"]

    @property
    def controlled(self) -> tuple[Line, ...]:
        """The lines that need a dual-use licence when they leave China after 2025-04-03."""
        known = self.country == "CN" and (self.day > date(2025, 3, 1))
        return tuple(line for line in self.lines if known and is_controlled(line.product))

    @property
    def ordinary(self) -> tuple[Line, ...]:
        """The lines that need an ordinary export licence."""
        lines = (line for line in self.lines if needs_ordinary_licence(line.product))
        return tuple(lines) if self.country == "CN" else ()


@dataclass(frozen=True)
class Licence:
    """One licence with its life so far: (day, state) in the order of time."""

    ref: str
    order: str
    supplier: str
    kind: str
    number: str
    mode: str
    uses: str
    users: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    limit_by: str
    goods: dict[str, Decimal]
    replaces: str
    tolerance: str
    events: tuple[tuple[date, str], ...]

    def day_of(self, state: str) -> date | None:
        """Find the day of a state, if it was met."""
        return next((day for day, met in self.events if met == state), None)


@dataclass(frozen=True)
class Trip:
    """One shipment: what it carries (line number to quantity) and how far it has come."""

    ref: str
    order: str
    carries: dict[int, int]
    mode: str
    licence: str
    carrier: str
    vessel: str
    etd: date
    eta: date
    atd: date | None = None
    ata: date | None = None
    declared: date | None = None
    state: str = ""
    state_on: date | None = None
    entered: date | None = None
    cleared: date | None = None
    received: date | None = None
    ready: str = ""
    paid: date | None = None
    received_change: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, int] = field(default_factory=dict)


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
        licences += _recipe_licences(order)
    return {licence.ref: licence for licence in sorted(licences, key=_when_ref)}


def _when_ref(licence: Licence) -> tuple[date, str]:
    return licence.events[0][0], licence.ref


def _recipe_licences(order: Order) -> list[Licence]:
    made = []
    if "wd" in order.recipe:
        made.append(_single(order))
    if "ordinary" in order.recipe:
        made.append(_ordinary(order))
    return made


def _single(order: Order) -> Licence:
    papers = int(order.recipe["papers"])
    accepted = weekday_from(later(order.day, papers))
    accepted = workdays_after(later(accepted, -1), 1)
    granted = workdays_after(accepted, int(order.recipe["wd"]))
    shares = (("euc_drafting", 10), ("euc_signed", 40), ("originals_sent", 46),
              ("originals_received", 70), ("filed", 85))  # fmt: skip
    before = [
        (weekday_from(later(order.day, papers * share // 100)), state) for state, share in shares
    ]
    serial = 7 * (granted.timetuple().tm_yday) % 390 + 11
    return Licence(
        ref=f"LIC-{order.tail}",
        order=order.number,
        supplier=order.supplier,
        kind="single",
        number=f"{granted.year}-D-{serial:04d}",
        mode=order.mode,
        uses="1",
        users=(order.user,),
        valid_from=granted,
        valid_to=later(granted, 181),
        limit_by="",
        goods={},
        replaces="",
        tolerance="",
        events=(*before, (accepted, "accepted"), (granted, "granted")),
    )


def _ordinary(order: Order) -> Licence:
    granted = _first_departure(order, None)
    granted = weekday_from(later(granted, -9))
    filed = workdays_before(granted, int(order.recipe["ordinary"]))
    return Licence(
        ref=f"OL-{order.tail}",
        order=order.number,
        supplier=order.supplier,
        kind="ordinary",
        number=f"{granted.year}-O-{1000 + granted.timetuple().tm_yday:04d}",
        mode=order.mode,
        uses="12",
        users=(order.user,),
        valid_from=granted,
        valid_to=later(granted, 181),
        limit_by="quantity",
        goods={},
        replaces="",
        tolerance="5",
        events=((filed, "filed"), (granted, "granted")),
    )


def _first_departure(order: Order, licence: Licence | None) -> date:
    start = order.day
    if licence is None and "wd" in order.recipe:
        licence = _single(order)
    if licence is not None and licence.valid_from:
        start = licence.valid_from
    return weekday_from(later(start, int(order.recipe["lead"])))


_TRANSIT = {"sea": (27, 30, 25, 33), "air": (3, 2, 4, 3)}
_SEA_VESSELS = ("MV Alder", "MV Quartz Bay", "MV Corvus Star", "MV Helder", "MV Mangrove")


def read_trips(orders: dict[str, Order]) -> list[Trip]:
    """Read the shipments of the table and make those of the recipes, by day of departure."""
    trips = [_trip(row, orders[row["order"]]) for row in table("trips")]
    for order in orders.values():
        trips += _recipe_trips(order)
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


def _recipe_trips(order: Order) -> list[Trip]:
    if "lead" not in order.recipe:
        return []
    first = _first_departure(order, None)
    parts = [int(part) for part in order.recipe.get("parts", "100").split("/")]
    left = {line.no: line.quantity for line in order.lines}
    trips = []
    for place, part in enumerate(parts):
        carries = {}
        for line in order.lines:
            share = left[line.no] if place == len(parts) - 1 else line.quantity * part // 100
            carries[line.no] = share
            left[line.no] -= share
        etd = weekday_from(later(first, place * int(order.recipe.get("gap", "0"))))
        trips.append(_done(order, place + 1, carries, etd))
    return trips


def _done(order: Order, place: int, carries: dict[int, int], etd: date) -> Trip:
    """Live a shipment of the past to its end: sailed, entered, cleared, received, paid."""
    turn = etd.toordinal() + place
    atd = later(etd, turn % 3)
    eta = later(etd, _TRANSIT[order.mode][turn % 4])
    ata = later(eta, turn % 4 if order.mode == "sea" else 0)
    entered = weekday_from(later(ata, turn % 2))
    cleared = weekday_from(later(entered, 1 + turn % 3))
    received = weekday_from(later(cleared, 4 + turn % 4))
    china = order.country == "CN"
    sea = order.mode == "sea"
    return Trip(
        ref=f"SH-{order.tail}-{place}",
        order=order.number,
        carries=carries,
        mode=order.mode,
        licence=_recipe_licence(order),
        carrier="Northgate Line" if sea else "Pacific Heron Air",
        vessel=_SEA_VESSELS[turn % 5] if sea else f"PH {2000 + turn % 90}",
        etd=etd,
        eta=eta,
        atd=atd,
        ata=ata,
        declared=later(etd, -3),
        state="released" if china else "",
        state_on=later(etd, -1) if china else None,
        entered=entered,
        cleared=cleared,
        received=received,
        ready="close",
        paid=None if "unpaid" in order.recipe else later(received, 9 + turn % 8),
    )


def _recipe_licence(order: Order) -> str:
    if "licence" in order.recipe:
        return order.recipe["licence"]
    if "wd" in order.recipe:
        return f"LIC-{order.tail}"
    return f"OL-{order.tail}" if "ordinary" in order.recipe else ""
