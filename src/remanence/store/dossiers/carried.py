"""Shipments with all that they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from remanence.core.facts.dossiers import ShipmentFile
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.store import documents, shipments
from remanence.store.dossiers.grouping import grouped
from remanence.store.reading import Rows

_LAST: Final = date.max


class Carried(NamedTuple):
    """Shipments with all that they carry, and whose goods."""

    files: Mapping[int, ShipmentFile]
    of_order: Mapping[int, list[int]]  # order id -> shipments, by departure
    order_ids: frozenset[int]

    @classmethod
    def of(cls, rows: Rows, shipment_ids: list[int] | None) -> Carried:
        """Read these shipments, or all."""
        if shipment_ids is not None and not shipment_ids:
            return cls({}, defaultdict(list), frozenset())
        found = sorted(shipments.shipments(rows, shipment_ids), key=_by_departure)
        carried, owners = shipments.lines(rows, shipment_ids)
        lines = grouped(carried, lambda line: line.shipment_id)
        taken, taken_at = shipments.entries(rows, shipment_ids)
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry, (shipment_id,) in zip(taken, taken_at, strict=True):
            entries[shipment_id].append(entry)
        papers = grouped(
            documents.documents(rows, documents.OF_SHIPMENTS, shipment_ids),
            lambda paper: paper.shipment_ref,
        )
        files = {
            one.id: ShipmentFile(
                one, tuple(lines[one.id]), tuple(entries[one.id]), tuple(papers[one.shipment_ref])
            )
            for one in found
        }
        return cls(files, _in_order(files, carried, owners), frozenset(row[0] for row in owners))


def _in_order(
    files: Mapping[int, ShipmentFile],
    lines: Sequence[ShipmentLine],
    owners: Sequence[tuple[int, ...]],
) -> Mapping[int, list[int]]:
    place = {shipment_id: at for at, shipment_id in enumerate(files)}
    held: dict[int, set[int]] = defaultdict(set)
    for line, (order_id,) in zip(lines, owners, strict=True):
        held[order_id].add(line.shipment_id)
    return defaultdict(
        list, {order_id: sorted(found, key=place.__getitem__) for order_id, found in held.items()}
    )


def _by_departure(shipment: Shipment) -> tuple[date, str]:
    return shipment.atd or shipment.etd or _LAST, shipment.shipment_ref
