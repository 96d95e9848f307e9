"""Columns of the list of orders that can be set in their cells, and how that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from remanence.core.base.errors import AppError
from remanence.gui.hub import Note
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _, error_sentence, n_

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.rows import OrderRow

_CLEARED: Final = "<clear>"  # as sheets say that a value is taken away
_MODES: Final = ("sea", "air", "rail", "road", "courier")


class OrderTexts(QObject):
    """Reads the texts once a column of them is shown; `came` when they are there."""

    came = Signal()

    def __init__(self, hub: Hub) -> None:
        """Write through the hub."""
        super().__init__()
        self._hub = hub
        self._texts: Mapping[str, Mapping[str, str]] | None = None
        self._reading = False

    def columns(self) -> list[Column[OrderRow]]:
        """Place of the incoterm, transport, consignee, where to, end use."""
        modes = [("", _("not known")), *((mode, _(mode)) for mode in _MODES)]
        return [
            self._column("incoterm_place", _("Incoterm place")),
            self._column("transport_mode", _("Transport"), modes),
            self._column("consignee", _("Consignee")),
            self._column("ship_to", _("Ship to")),
            self._column("end_use", _("End use")),
        ]

    def read(self) -> None:
        """Read the texts anew."""
        if not self._reading:
            self._reading = True
            words = _("reading what can be set of orders")
            self._hub.ask(self, words, lambda a: a.order_texts(), self._take, self._give_up)

    def forget(self) -> None:
        """Other orders, or another day: what was read no longer holds."""
        self._texts = None

    @property
    def known(self) -> bool:
        """Whether the texts are there."""
        return self._texts is not None

    def text(self, order: OrderRow, key: str) -> str:
        """What is stored."""
        return (self._texts or {}).get(order.number, {}).get(key, "")

    def write(
        self, key: str, title: str, orders: Sequence[OrderRow], text: str, *, anyway: bool = False
    ) -> str:
        """Set one column of orders as one operation; gives why that is refused."""
        from remanence.app.entering import Breaks, Entry

        hub = self._hub
        reason = self._why_not()
        if reason:
            return reason
        if orders == []:
            return ""
        typed = text.strip() or _CLEARED
        entries = [Entry("orders", {"order_number": o.number, key: typed}) for o in orders]
        was = [Entry("orders", {"order_number": o.number, key: self.text(o, key)}) for o in orders]
        where = orders[0].number
        if len(orders) > 1:
            where = n_("{count} order", "{count} orders", len(orders))
        note = _("{column} on {where}").format(column=title, where=where)
        try:
            changes = hub.answers.enter(entries, label="edit", note=note, was=was, anyway=anyway)
        except Breaks as broken:
            self._offer_anyway(broken, key, title, orders, text)
            return error_sentence(broken)
        except AppError as error:
            return error_sentence(error)
        known = dict(self._texts or {})
        for order in orders:
            known[order.number] = {**known.get(order.number, {}), key: text.strip()}
        self._texts = known
        hub.changed.emit(changes)
        self.came.emit()
        return ""

    def _offer_anyway(
        self, broken: AppError, key: str, title: str, orders: Sequence[OrderRow], text: str
    ) -> None:
        def change() -> None:
            self.write(key, title, orders, text, anyway=True)

        next_ = _("Leave it, or change it and have the paper made again.")
        note = Note("blocked", error_sentence(broken), next_, (_("Change anyway"), change))
        self._hub.note(note)

    def _why_not(self) -> str:
        if self._hub.answers.workspace.is_read_only:
            return _("This workspace is read-only: nothing can be changed in it from here.")
        if self._hub.is_writing:
            return _("Something is being written. This waits until it is done.")
        return "" if self.known else _("The orders are still being read.")

    def _column(
        self, key: str, title: str, choices: Sequence[tuple[str, str]] = ()
    ) -> Column[OrderRow]:
        words = dict(choices)

        def cell(order: OrderRow) -> Cell:
            text = self.text(order, key)
            if not text:
                reading = _("reading…") if not self.known else _("not known")
                return Cell(reading, tone="faint" if not self.known else "unknown")
            return Cell(words.get(text, text))

        def tip(order: OrderRow) -> str:
            said = cell(order).spoken
            return _("{value}\nF2 or typing changes it").format(value=said)

        return Column(
            key,
            title,
            lambda order: self.text(order, key).casefold() or None,
            cell,
            edit=lambda orders, text: self.write(key, title, orders, text),
            typed=lambda order: self.text(order, key),
            choices=choices,
            tip=tip,
            optional=True,
        )

    def _take(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._reading = False
        self._texts = texts
        self.came.emit()

    def _give_up(self, _error: AppError) -> None:
        self._reading = False
