"""Licences with their lines, events, papers, and what is drawn on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from remanence.core.facts.dossiers import Draw, LicenceFile
from remanence.core.facts.licences import STATES
from remanence.core.facts.orders import Order
from remanence.store import documents, licences, orders
from remanence.store.dossiers.carried import Carried
from remanence.store.dossiers.goods import Goods
from remanence.store.dossiers.grouping import grouped
from remanence.store.reading import Rows

_STATE_ORDER: Final = {state: place for place, state in enumerate(STATES)}


class LicenceFiles(NamedTuple):
    """Licences with what hangs on them, and whom they serve."""

    by_id: Mapping[int, LicenceFile]
    ids: Mapping[str, int]  # reference -> id
    of_order: Mapping[int, list[int]]
    of_supplier: Mapping[int, list[int]]  # those that name no order

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, known: Goods | None) -> LicenceFiles:
        """Read these licences, or all; `known` are goods that were read already."""
        if ids is not None and not ids:
            return cls({}, {}, defaultdict(list), defaultdict(list))
        found, places = licences.licences(rows, ids)
        lines = grouped(licences.lines(rows, ids), lambda line: line.licence_id)
        events = grouped(licences.events(rows, ids), lambda event: event.licence_id)
        papers = grouped(
            documents.documents(rows, documents.OF_LICENCES, ids), lambda paper: paper.licence_ref
        )
        drawn = _draws(rows, licences.draws(rows, ids), known)
        named = _orders(rows, {order for _, order in places if order is not None}, known)
        of_order: dict[int, list[int]] = defaultdict(list)
        of_supplier: dict[int, list[int]] = defaultdict(list)
        files = {}
        for one, (supplier_id, order_id) in zip(found, places, strict=True):
            in_time = sorted(
                events[one.id], key=lambda event: (event.date, _STATE_ORDER.get(event.state, -1))
            )
            files[one.id] = LicenceFile(
                one,
                tuple(lines[one.id]),
                tuple(in_time),
                drawn[one.id],
                tuple(papers[one.licence_ref]),
                named.get(order_id),
            )
            (of_supplier[supplier_id] if order_id is None else of_order[order_id]).append(one.id)
        return cls(files, {one.licence_ref: one.id for one in found}, of_order, of_supplier)


def _orders(rows: Rows, ids: set[int], known: Goods | None) -> Mapping[int, Order]:
    """The orders that licences name, by id."""
    if known is not None and known.holds(ids):
        return known.orders
    found, _ = orders.orders(rows, sorted(ids))
    return {one.id: one for one in found}


def _draws(
    rows: Rows, links: Sequence[tuple[int, int, int, int]], known: Goods | None
) -> Mapping[int, tuple[Draw, ...]]:
    """By licence, what each shipment line takes of it, by departure."""
    if not links:
        return defaultdict(tuple)
    carried = Carried.of(rows, sorted({shipment for _, _, shipment, _ in links}))
    goods = (
        known
        if known is not None and known.holds(order for *_, order in links)
        else Goods.of(rows, sorted({row[3] for row in links}))
    )
    lines = {line.id: line for file in carried.files.values() for line in file.lines}
    place = {shipment_id: at for at, shipment_id in enumerate(carried.files)}
    found: dict[int, list[Draw]] = defaultdict(list)
    for licence_id, line_id, shipment_id, order_id in sorted(
        links, key=lambda link: (place[link[2]], link[1])
    ):
        found[licence_id].append(
            goods.draw(carried.files[shipment_id].shipment, lines[line_id], order_id)
        )
    return defaultdict(tuple, {licence_id: tuple(draws) for licence_id, draws in found.items()})
