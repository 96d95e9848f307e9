"""The cards of the order page that show its papers, shipments, lines, parties and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from remanence.gui.formats import DASH, formula
from remanence.gui.page import Place, Why
from remanence.gui.parts.order_card import OrderCard
from remanence.gui.parts.order_needs import NeedsSection, brief_title
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.states import state_of
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from remanence.app.orders import LineQuantities
    from remanence.core.readiness import Readiness
    from remanence.gui.hub import Hub
    from remanence.gui.parts.order_card import Cell
    from remanence.gui.rows import Cells, OrderRow, WholeOrder

_PARENTS: Final = ("shipment_ref", "licence_ref", "product_code", "supplier_code")
_URGENT: Final = {"rejected": 0, "requested": 1, "received": 2}
_SHOWN: Final = 8


class NeedsCard(OrderCard):
    """What the stage waits for; `toggled` asks for all of it or for less."""

    toggled = Signal()

    def __init__(
        self, hub: Hub, order: OrderRow, ready: Readiness, *, show_all: bool = False
    ) -> None:
        """Show the checklist of a stage."""
        super().__init__(hub, "needs", _("Needed"))
        needs = NeedsSection(hub, order, ready, show_all=show_all)
        needs.explained.connect(self.explained.emit)
        needs.went.connect(self.went.emit)
        needs.toggled.connect(self.toggled.emit)
        self.body.addWidget(needs)


class PapersCard(OrderCard):
    """Documents of the order: state, day, file."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show the papers, those that wait first."""
        super().__init__(hub, "documents", _("Documents"))
        papers = whole.detail.documents
        self.head(str(len(papers)) if papers else "")
        if not papers:
            self.say(_("No paper is on record. Attach files, or import the sheet documents."))
        urgent = sorted(papers, key=lambda paper: _URGENT.get(str(paper.get("state")), 3))
        rows = [self._paper(paper, whole.detail.titles) for paper in urgent]
        if rows:
            self.table((_("Paper"), _("Dated"), _("State")), rows, _NONE)
        number = whole.detail.number
        self.link(_("See in Documents"), lambda: self.went.emit(Place("documents", number)))

    def _paper(self, paper: Cells, titles: Mapping[str, str]) -> Sequence[Cell]:
        theme, state = self.theme, str(paper.get("state") or "received")
        kind = str(paper.get("document_type") or "")
        name = Text(theme, brief_title(titles.get(kind) or kind.replace("_", " ")), "caption", 500)
        parent = next((str(paper[key]) for key in _PARENTS if paper.get(key)), "")
        file = str(paper.get("file") or _("no file"))
        words = " · ".join(filter(None, (str(paper.get("number") or ""), parent, file)))
        mark = row([Mark(theme, state_of(state), 14), 5, Text(theme, _(state), "caption", 500)])
        return (
            held(column([name, self.small(words)])),
            self.hub.formats.value(paper.get("issued_on")),
            held(mark),
        )


class ShipmentsCard(OrderCard):
    """What is on its way: vessel, days, customs, what was received."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show each shipment with its days."""
        super().__init__(hub, "shipments", _("Shipments"))
        found = whole.found
        shipments = list({str(one["shipment_ref"]): one for one in whole.detail.shipments}.values())
        self.head(str(len(shipments)) if shipments else "", edit=bool(shipments))
        if not shipments:
            self.say(_("Nothing is booked. Shipments come in with the sheet shipments."))
        for shipment in shipments:
            self._shipment(shipment)
        arrival = found.detail.arrival
        dock = self.hub.formats.weekday(arrival.dock_on) if arrival.dock_on else _("not known")
        title = _("When is {number} at the dock?").format(number=whole.detail.number)
        self.explained_pair(_("All at the dock by"), dock, Why(title, arrival.explanation))

    def _shipment(self, one: Cells) -> None:
        formats = self.hub.formats
        name = Text(self.theme, str(one["shipment_ref"]), "caption", 600)
        by = " · ".join(
            str(one[key]) for key in ("vessel", "carrier", "transport_document_no") if one.get(key)
        )
        mode = _(str(one["transport_mode"])) if one.get("transport_mode") else ""
        note = self.small(" · ".join(word for word in (mode, by) if word))
        self.line(row([name, 8, (note, 1)]), 3)
        leaves, comes = _day(one, "atd", "etd"), _day(one, "ata", "eta")
        days = [
            (_("Departs"), _planned(formats.value(leaves[0]), actual=leaves[1])),
            (_("Arrives"), _planned(formats.value(comes[0]), actual=comes[1])),
            (_("Export declared"), _said(one, "export_declared_on", formats.value)),
            (_("Customs"), _customs(one, formats.value)),
            (_("Entry"), " ".join(filter(None, (_said(one, "customs_entry_no", str),)))),
            (_("Cleared"), _said(one, "cleared_on", formats.value)),
            (_("Received"), _said(one, "received_on", formats.value)),
            (_("Containers"), _said(one, "containers", str)),
            (
                _("Gross weight"),
                _said(one, "gross_weight_kg", lambda kg: f"{formats.value(kg)} kg"),
            ),
        ]
        self.facts(days)
        self.body.addSpacing(10)


class LinesCard(OrderCard):
    """What was ordered, and what became of it."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show each line with its quantities."""
        super().__init__(hub, "lines", _("Lines"))
        sheets = whole.found.detail.sheets
        lines = sheets["orders"]
        names = {one["product_code"]: str(one["name"]) for one in sheets["products"]}
        done = {one.line_no: one for one in whole.found.detail.lines}
        self.head(str(len(lines)), edit=True)
        heads = (
            _("Goods"),
            _("Price"),
            _("Ordered"),
            _("Shipped"),
            _("Received"),
            _("Open"),
        )
        rows = [self._line(line, names, done) for line in lines]
        self.table(heads, rows, frozenset({1, 2, 3, 4, 5}))

    def _line(
        self, line: Cells, names: Mapping[object, str], done: Mapping[int, LineQuantities]
    ) -> Sequence[str | Text]:
        number = self.hub.formats.number
        name = formula(names.get(line["product_code"], str(line["product_code"])))
        first = Text(self.theme, "", "caption", 500)
        first.show_names(f"{line['line_no']}  {name}", f"· {line['unit']}")
        price = number(line["unit_price"])  # type: ignore[arg-type]
        per = line.get("price_per")
        if per not in (None, 1):
            price = _("{price} per {count}").format(price=price, count=per)
        quantities = done.get(int(str(line["line_no"])))
        if quantities is None:
            return (first, price, DASH, DASH, DASH, DASH)
        return (
            first,
            price,
            number(quantities.ordered),
            number(quantities.shipped),
            number(quantities.received),
            number(quantities.open),
        )


class PartiesCard(OrderCard):
    """Who sells, buys, brings in and uses it, and the terms of the order."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show the head of the order."""
        super().__init__(hub, "parties", _("Terms and parties"))
        sheets = whole.found.detail.sheets
        order, supplier = sheets["orders"][0], sheets["suppliers"][0]
        firm = hub.answers.workspace.business
        own = _("{name} (own firm)").format(name=firm.name)
        self.head(edit=True)
        terms = " ".join(str(order[key]) for key in ("incoterm", "incoterm_place") if order[key])
        names = f"{supplier['name']} {supplier['local_name'] or ''}".strip()
        destination = order["destination_country"] or _("{country} (own)").format(
            country=firm.country
        )
        self.facts(
            (
                (_("Supplier"), f"{names}, {supplier['supplier_code']}"),
                (_("Terms"), terms),
                (_("Currency"), str(order["currency"])),
                (_("Goes by"), _(str(order["transport_mode"] or "not known"))),
                (_("Into"), str(destination)),
                (_("Consignee"), str(order["consignee"] or own)),
                (_("Importer"), str(order["importer_of_record"] or own)),
                (_("End user"), _end_user(order)),
                (_("End use"), str(order["end_use"] or "")),
                (_("Ordered"), hub.formats.weekday(whole.row.date)),
            )
        )


class HistoryCard(OrderCard):
    """The operations that touched the order."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show the newest of them."""
        super().__init__(hub, "history", _("History"))
        lines = whole.found.history
        self.head(str(len(lines)))
        if not lines:
            self.say(_("Nothing was changed on it since it came."))
        for line in lines[:_SHOWN]:
            words = Text(self.theme, capital(line.what), "caption", wrap=True)
            source = self.small(f"{hub.formats.prose(line.at[:10])} {line.at[11:16]}")
            undone = [self.small(_("undone"))] if line.undone_by else []
            self.line(row([(words, 1), 10, *undone, 10, source]), 4)
        if len(lines) > _SHOWN:
            rest = len(lines) - _SHOWN
            words_more = n_("{count} more in History", "{count} more in History", rest)
            self.link(words_more, lambda: self.went.emit(Place("history")))


_NONE: Final[frozenset[int]] = frozenset()


def _day(one: Cells, actual: str, planned: str) -> tuple[object, bool]:
    """The actual day if there is one, else the planned one."""
    return (one[actual], True) if one.get(actual) else (one.get(planned), False)


def _planned(words: str, *, actual: bool) -> str:
    if words == DASH:
        return _("not known")
    return words if actual else _("{day}, planned").format(day=words)


def _said(one: Cells, name: str, write: object) -> str:
    value = one.get(name)
    return "" if value is None else str(write(value))  # type: ignore[operator]


def _customs(one: Cells, write: object) -> str:
    state = _said(one, "customs_state", str).replace("_", " ")
    since = _said(one, "customs_state_on", write)
    return f"{_(state)}, {since}" if state and since else _(state) if state else ""


def _end_user(order: Cells) -> str:
    name, country = order["end_user"], order["end_user_country"]
    if not name:
        return _("not known")
    return f"{name}, {country}" if country else str(name)
