"""The detail of one operation: what it wrote, before and after, and what undoing it would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from remanence.gui.parts.button import Button
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.section import Section
from remanence.gui.parts.surface import Card, clear, column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, mark, n_

if TYPE_CHECKING:
    from remanence.app.history import HistoryLine
    from remanence.app.past import Details, RecordChange, UndoPreview
    from remanence.gui.hub import Hub

_SHOWN: Final = 30  # records; a file of a thousand rows is not read here
_KINDS: Final = {
    "business": mark("Own firm"),
    "suppliers": mark("Supplier"),
    "products": mark("Product"),
    "classifications": mark("Tariff code"),
    "orders": mark("Order"),
    "order_lines": mark("Order line"),
    "licences": mark("Licence"),
    "licence_lines": mark("Licence line"),
    "licence_events": mark("Licence event"),
    "shipments": mark("Shipment"),
    "shipment_lines": mark("Shipped part"),
    "entries": mark("Customs entry"),
    "documents": mark("Paper"),
    "charges": mark("Charge"),
    "prices": mark("Price"),
    "fx": mark("Exchange rate"),
    "parties": mark("Listed party"),
    "decisions": mark("Decision"),
}
_VERBS: Final = {"insert": mark("new"), "update": mark("changed"), "delete": mark("removed")}


class OperationDetail(Card):
    """One operation; `undo_wanted` asks for the preview, `undone` for the undo itself."""

    undo_wanted = Signal(object)
    undone = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub.theme)
        self.hub = hub
        self._line: HistoryLine | None = None
        self._inside = Section(hub)
        self._inside.body.setContentsMargins(20, 18, 16, 18)
        self._scroll = scrolled(hub.theme, self._inside, "surface")
        self._scroll.setAccessibleName(_("What the operation wrote"))
        self.setLayout(column([(self._scroll, 1)], (1, 1, 1, 1)))

    def begin(self, line: HistoryLine) -> None:
        """Name an operation whose rows are being read."""
        self._line = line
        self._clear()
        self._head(line)
        self._inside.line(column([self._inside.small(_("Reading"))]))
        self._inside.body.addStretch(1)

    def show_details(self, line: HistoryLine, found: Details, reason: str) -> None:
        """Show what an operation wrote; `reason` says why it cannot be undone, if so."""
        self._line = line
        self._clear()
        self._head(line)
        if reason:
            self._inside.line(column([self._wrapped(reason)]), 12)
        else:
            button = Button(self.hub.theme, _("See what undo would do"), "plain", "undo-2")
            button.clicked.connect(lambda: self.undo_wanted.emit(line))
            self._inside.line(row([button, None]), 14)
        self._records(found.records, found.total)

    def show_preview(self, line: HistoryLine, found: UndoPreview) -> None:
        """Show what undoing it would change, and what stands in the way."""
        self._clear()
        self._head(line)
        if found.in_the_way:
            self._blocked(found.in_the_way)
        else:
            words = n_(
                "Undo would put back {count} record, as shown below. It can be done again.",
                "Undo would put back {count} records, as shown below. It can be done again.",
                found.total,
            )
            self._inside.line(column([self._wrapped(words, strong=True)]), 10)
            button = Button(
                self.hub.theme, _("Undo: {what}").format(what=_inside(line.what)), "primary"
            )
            button.clicked.connect(lambda: self.undone.emit(line))
            self._inside.line(row([button, None]), 14)
            button.setFocus()
        self._records(found.records, found.total)

    @property
    def line(self) -> HistoryLine | None:
        """The operation shown."""
        return self._line

    def _clear(self) -> None:
        clear(self._inside.body)
        self._scroll.verticalScrollBar().setValue(0)

    def _head(self, line: HistoryLine) -> None:
        title = Text(self.hub.theme, line.what, "section", 600, wrap=True)
        self._inside.line(column([title]), 4)
        count = n_("{count} record", "{count} records", line.records)
        when = self.hub.formats.moment(line.at)
        self._inside.line(column([self._wrapped(f"{when} · {line.source} · {count}")]), 12)

    def _blocked(self, operations: Sequence[str]) -> None:
        words = n_(
            "It cannot be undone yet: {count} later operation wrote the same records.",
            "It cannot be undone yet: {count} later operations wrote the same records.",
            len(operations),
        )
        self._inside.line(column([self._wrapped(words, strong=True)]), 4)
        for what in operations:
            self._inside.line(column([self._wrapped(what)]), 2)
        self._inside.line(column([self._wrapped(_("Undo these first, the newest first."))]), 14)

    def _records(self, records: Sequence[RecordChange], total: int) -> None:
        for found in records[:_SHOWN]:
            kind = _(_KINDS.get(found.kind, found.kind))
            self._inside.heading(f"{kind} {found.record}", _(_VERBS[found.verb]))
            self._inside.line(self._cells(found), 14)
        rest = total - min(len(records), _SHOWN)
        if rest:
            words = n_("and {count} more record", "and {count} more records", rest)
            self._inside.line(column([self._wrapped(words)]))
        self._inside.body.addStretch(1)

    def _cells(self, found: RecordChange) -> QGridLayout:
        """Column, before, after; of a new record only after, of a removed one only before."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        for place, cell in enumerate(found.cells):
            name = cell.column.replace("_", " ")
            grid.addWidget(self._wrapped(name), place, 0)
            texts = {"insert": [cell.after], "delete": [cell.before]}.get(
                found.verb, [cell.before or _("blank"), cell.after or _("blank")]
            )
            for side, text in enumerate(texts, 1):
                is_now = side == len(texts) and found.verb != "delete"
                label = self._wrapped(text, strong=is_now)
                grid.addWidget(label, place, side)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3 if found.verb == "update" else 0)
        return grid

    def _wrapped(self, words: str, *, strong: bool = False) -> Text:
        weight, tone = (500, "text") if strong else (400, "muted")
        return Text(self.hub.theme, words, "caption", weight, tone, wrap=True)


def _inside(what: str) -> str:
    return what[:1].lower() + what[1:]
