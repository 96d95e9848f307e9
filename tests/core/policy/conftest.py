"""Orders, products and packs for the tests of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from remanence.core.base.steps import Step, given
from remanence.core.facts.business import Business
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision, Party
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Shipment
from remanence.core.facts.suppliers import Supplier
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import LineFacts, order_facts
from remanence.packs.load import load_pack

PACKS = Path(__file__).parents[3] / "resources" / "packs"


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The first reference pack."""
    return load_pack(PACKS / "cn-re-2026-11")


@pytest.fixture
def desk() -> Desk:
    return Desk(Business(name="Nordwind Antriebe GmbH", country="DE", currency="EUR"))


def order_file(**changes: object) -> OrderFile:
    """One order of one line from a Chinese maker; keywords change its records."""
    order = Order(1, "PO-1", date(2026, 10, 1), "S1", "USD", "FOB", end_user="Volta Drives Ltd.")
    line = OrderLine(2, 1, 1, "P1", Decimal(100), "pcs", Decimal(2))
    product = Product(3, "P1", "Block", "magnet", "NdFeB", "N42SH", "block", unit="pcs")
    supplier = Supplier(4, "S1", "Ningbo Lanyue Magnet Co., Ltd.", "宁波岚越磁业有限公司", "CN")
    return OrderFile(
        order._replace(**_own(Order, changes)),
        (line._replace(**_own(OrderLine, changes)),),
        supplier._replace(**_own(Supplier, changes, "supplier_")),
        {"P1": product._replace(**_own(Product, changes))},
        decisions=tuple(changes.get("decisions", ())),  # type: ignore[arg-type]
        documents=tuple(changes.get("documents", ())),  # type: ignore[arg-type]
        shipments=tuple(changes.get("shipments", ())),  # type: ignore[arg-type]
    )


def _own(kind: type, changes: Mapping[str, object], prefix: str = "") -> dict[str, Any]:
    fields = kind._fields  # type: ignore[attr-defined]
    named = {
        name.removeprefix(prefix): value
        for name, value in changes.items()
        if name.startswith(prefix)
    }
    return {name: value for name, value in named.items() if name in fields and name != "decisions"}


def sent(**cells: object) -> ShipmentFile:
    return ShipmentFile(Shipment(9, "SH-1")._replace(**cells))  # type: ignore[arg-type]


Asking = Callable[..., LineFacts]


@pytest.fixture
def asking(pack: Pack, desk: Desk) -> Asking:
    """The facts of the one line of an order on a day."""

    def ask(today: date = date(2026, 11, 24), pack: Pack = pack, **changes: object) -> LineFacts:
        parties = changes.pop("parties", ())
        file = order_file(**changes)
        own = desk._replace(parties=parties, decisions=changes.get("desk_decisions", ()))  # type: ignore[arg-type]
        shipment = file.shipments[0].shipment if file.shipments else None
        return LineFacts(order_facts(file, own, pack, today), file.lines[0], shipment, {})

    return ask


def facts(**values: object) -> Callable[[str], Step[object]]:
    """A way to ask that knows just these; `asked.x` is written `asked_x`."""
    known = {name.replace("asked_", "asked."): value for name, value in values.items()}
    return lambda fact: given(f"fact.{fact}", known.get(fact))


def decision(subject: str, code: str, value: str, **more: object) -> Decision:
    one = Decision(7, subject, code, value, "seen", date(2026, 11, 20))
    return one._replace(**more)  # type: ignore[arg-type]


def listed(code: str, name: str, **more: object) -> Party:
    return Party(8, code, name, source="own")._replace(**more)  # type: ignore[arg-type]
