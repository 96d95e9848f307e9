"""Whom we depend on: shares of spend by supplier, group, country or element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from remanence.app.collector import paused
from remanence.app.posted_costs import costed_anew, what_holds
from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.core.base.money import coin, from_minor
from remanence.core.costs.order import BOTH
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.products import parse_composition
from remanence.core.policy.pack import Pack
from remanence.core.trends.exposure import BY, Exposure, Spend
from remanence.core.trends.exposure import exposure as shares
from remanence.store import trends as kept
from remanence.store.posted import CostRow


def exposure(workspace: Workspace, by: str = "supplier") -> Exposure:
    """Shares of spend and their concentration; what is not received yet beside it.

    Raises:
        WrongUse: `by` is none of supplier, group, country, element.
    """
    if by not in BY:
        raise WrongUse("--by", what=f"--by {by!r}: it takes {', '.join(BY)}.")
    home = workspace.business.currency
    inside = _Compositions(workspace.pack)
    return shares((_spend(row, inside, home) for row in spends(workspace)), by, home, coin(home))


@paused()
def spends(workspace: Workspace) -> list[kept.SpendRow]:
    """The goods of every part of every line that is not cancelled.

    Orders whose posted rows do not hold today are costed anew.
    """
    with workspace.store.read() as reader:
        stale, holding = what_holds(workspace, reader)
        rows = kept.spend_rows(reader, BOTH, holding=holding)
        for files, costs in costed_anew(workspace, reader, stale, BOTH):
            rows += _spend_rows(files, costs)
    return rows


def _spend_rows(files: Sequence[OrderFile], costs: Iterable[CostRow]) -> Iterator[kept.SpendRow]:
    """The same rows of orders that are costed anew."""
    of_order = {file.order.id: file for file in files}
    products = {one.id: one for file in files for one in file.products.values()}
    received = {
        sent.shipment.id for file in files for sent in file.shipments if sent.shipment.received_on
    }
    for row in costs:
        supplier, product = of_order[row.order_id].supplier, products[row.product_id]
        yield kept.SpendRow(
            supplier.supplier_code,
            supplier.group,
            supplier.country,
            product.product_code,
            product.material,
            product.composition,
            row.goods,
            int(row.shipment_id in received),
        )


def _spend(row: kept.SpendRow, inside: _Compositions, home: str) -> Spend:
    amount = None if row.goods is None else from_minor(row.goods, home)
    return Spend(
        row.supplier_code,
        row.group_name,
        row.country,
        inside.of(row.composition, row.material),
        amount,
        not row.received,
    )


class _Compositions:
    """Mass percent by element: as reported, else by the formula of an oxide, metal or compound."""

    def __init__(self, pack: Pack) -> None:
        self._formulas = {
            row.id: {row.main_element: row.element_fraction * 100}
            for row in pack.materials
            if row.kind in ("oxide", "metal", "compound") and row.element_fraction
        }
        self._read: dict[str, Mapping[str, Decimal]] = {}

    def of(self, composition: str | None, material: str | None) -> Mapping[str, Decimal] | None:
        """The composition; None where nothing is known."""
        if composition:
            if composition not in self._read:
                self._read[composition] = parse_composition(composition)
            return self._read[composition]
        return self._formulas.get(material or "")
