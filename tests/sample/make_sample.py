"""Makes the sample workspace's files again: `python -m tests.sample.make_sample [FOLDER]`.

The desk is fictional; its orders, licences and oddities stand in `maker/data`. The same tables
give the same files. Duties come from the shipped reference pack.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tests.sample.maker.book import read_licences, read_orders, read_trips
from tests.sample.maker.costs import Bills, add_estimates, add_single_charges
from tests.sample.maker.customs import Tariff
from tests.sample.maker.dossier import (
    Files,
    add_order_papers,
    add_shipment_papers,
    add_standing_papers,
)
from tests.sample.maker.goods import add_products
from tests.sample.maker.market import add_prices, add_rates
from tests.sample.maker.papers import write_papers
from tests.sample.maker.rows import CSV_KINDS, Desk
from tests.sample.maker.shipping import (
    World,
    add_entries,
    add_licence,
    add_order,
    add_shipment,
)
from tests.sample.maker.tables import table
from tests.sample.maker.trade import add_business, add_parties, add_suppliers
from tests.sample.maker.writing import write_csv, write_workbook

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "sample"

# A first entry whose lines the broker never sent: only his bill for the duty is on file.
_NO_ENTRY_LINES = "SH-2401-1"


def read_world() -> World:
    """Read the plans: orders, licences, shipments."""
    orders = read_orders()
    return World(orders, read_licences(orders), read_trips(orders))


def make_desk(world: World, tariff: Tariff) -> Desk:
    """Turn the plans into rows."""
    desk = Desk()
    add_business(desk)
    add_suppliers(desk)
    add_products(desk)
    add_parties(desk)
    for order in world.orders.values():
        add_order(desk, world, order)
    for licence in world.licences.values():
        add_licence(desk, world, licence)
    for trip in world.trips:
        add_shipment(desk, world.orders[trip.order], trip)
        if trip.ref != _NO_ENTRY_LINES:
            add_entries(desk, world.orders[trip.order], trip, tariff)
    _add_money(desk, world)
    _add_papers(desk, world)
    _add_decisions(desk)
    return desk


def _add_money(desk: Desk, world: World) -> None:
    for order in world.orders.values():
        if order.cancelled is None:
            add_estimates(desk, world, order)
    for trip in world.trips:
        Bills(desk, world.orders[trip.order], trip).add_all()
    add_single_charges(desk)
    add_prices(desk)
    add_rates(desk)


def _add_papers(desk: Desk, world: World) -> None:
    files = Files(desk)
    add_standing_papers(files)
    for order in world.orders.values():
        add_order_papers(files, world, order)
    refunds = {
        row["shipment_ref"] for row in desk.rows["entries"] if str(row["layer"]).startswith("IEEPA")
    }
    for trip in world.trips:
        refund = trip.ref in refunds
        add_shipment_papers(files, world.orders[trip.order], trip, refund=refund)
    if files.unused():
        raise ValueError(f"oddities without a paper: {sorted(files.unused())}")


def _add_decisions(desk: Desk) -> None:
    for row in table("decisions"):
        until = date.fromisoformat(row["until"]) if row["until"] else None
        desk.add(
            "decisions",
            subject=row["subject"],
            code=row["code"],
            value=row["value"],
            reason=row["reason"],
            decided_on=date.fromisoformat(row["decided_on"]),
            decided_by=row["decided_by"],
            until=until,
        )


def pack_duties() -> Path:
    """Find the duties of the shipped reference pack."""
    return min((ROOT / "resources" / "packs").glob("*/duties.csv"))


def make_files(folder: Path) -> None:
    """Write all files of the sample into a folder."""
    world = read_world()
    desk = make_desk(world, Tariff(pack_duties()))
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "desk.xlsx", desk)
    for kind in CSV_KINDS:
        write_csv(folder / f"{kind}.csv", kind, desk.rows[kind])
    write_papers(folder / "papers", world)


if __name__ == "__main__":
    make_files(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
