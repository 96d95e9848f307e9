"""The lives of orders that ended well: licence and shipments made from an order's recipe.

`lead` days to the first departure, `parts` per cent a shipment, `gap` days between them, `papers`
days to acceptance, `wd` Chinese working days to the grant, `ordinary` working days to the ordinary
licence, `licence` a licence that other orders use too, `unpaid` for goods not paid yet.
"""

from __future__ import annotations

from datetime import date

from tests.sample.maker.days import later, weekday_from, workdays_after, workdays_before
from tests.sample.maker.plans import Licence, Order, Trip

_TRANSIT = {"sea": (27, 30, 25, 33), "air": (3, 2, 4, 3)}
_SEA_VESSELS = ("MV Alder", "MV Quartz Bay", "MV Corvus Star", "MV Helder", "MV Mangrove")


def recipe_licences(order: Order) -> list[Licence]:
    """Make the licences that an order's recipe names."""
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


def recipe_trips(order: Order) -> list[Trip]:
    """Make the shipments that an order's recipe names."""
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
        # Goods under two licences name neither: each is found by its order.
        return "" if "ordinary" in order.recipe else f"LIC-{order.tail}"
    return f"OL-{order.tail}" if "ordinary" in order.recipe else ""
