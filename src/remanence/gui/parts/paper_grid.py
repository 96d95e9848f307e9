"""The grid of papers: its columns, cells, views, and the letters that do something to a cell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from remanence.app.documents import CHASED, WORST_FIRST
from remanence.gui.parts.paper_marks import MARK_WORDS
from remanence.gui.parts.table import Table
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _, capital, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from remanence.app.documents import Need, PaperRow
    from remanence.gui.hub import Hub

_MARK_COLUMN: Final = 60  # pixels at text of the usual size: room for `waived` and for a heading
_SOON: Final = timedelta(days=7)
PAPERS: Final = {
    "po": (mark("PO"), mark("Purchase order or contract")),
    "euc": (mark("EUC"), mark("End-user and end-use certificate")),
    "comp_test": (mark("Report"), mark("Composition report")),
    "cn_licence": (mark("Licence"), mark("Chinese export licence")),
    "invoice": (mark("Invoice"), mark("Commercial invoice")),
    "packing": (mark("Packing"), mark("Packing list")),
    "bl_awb": (mark("B/L, AWB"), mark("Bill of lading or air waybill")),
    "security": (mark("Security"), mark("Security filing (ISF, ENS)")),
    "origin": (mark("Origin"), mark("Certificate of origin")),
    "entry": (mark("Entry"), mark("Import declaration")),
    "others": (mark("Others"), mark("All other papers")),
}
DEEDS: Final = {
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_R: "receive",
    Qt.Key.Key_W: "waive",
    Qt.Key.Key_C: "chase",
}


class MarkCell(Cell):
    """A cell of the grid; `aloud` names paper and order beside its word."""

    aloud = ""

    @property
    def spoken(self) -> str:
        """Paper, order and word."""
        return f"{self.aloud}: {self.text}"


class PaperTable(Table["PaperRow"]):
    """The grid; letters are the deeds of the cell that the keyboard stands on."""

    one_line = True
    deed: Callable[[str], bool]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A accept, R received, W waive, C chase, Enter preview; all else as in any table."""
        word = DEEDS.get(Qt.Key(event.key()))
        if word and event.modifiers() == Qt.KeyboardModifier.NoModifier and self.deed(word):
            return
        super().keyPressEvent(event)


def paper_columns(hub: Hub) -> list[Column[PaperRow]]:
    """Order, the day of its next stage, supplier, then one column a kind of paper."""

    def day(found: PaperRow) -> Cell:
        return Cell(hub.formats.weekday(found.stage_day), tone="muted")

    def supplier(found: PaperRow) -> Cell:
        names = [name for name in (found.local_name, found.supplier) if name]
        return Cell(" · ".join(names), tone="muted")

    return [
        Column("number", _("Order"), lambda r: r.number, lambda r: Cell(r.number, weight=600)),
        Column("day", _("Next date"), lambda r: r.stage_day, day),
        Column("supplier", _("Supplier"), lambda r: r.supplier, supplier, stretch=True, spare=True),
        *map(_paper, PAPERS),
    ]


def _paper(key: str) -> Column[PaperRow]:
    short, whole = PAPERS[key]

    def cell(found: PaperRow) -> Cell:
        made = MarkCell(_(MARK_WORDS[found.mark(key)]))
        made.aloud = f"{_(whole)}, {found.number}"
        return made

    return Column(
        key,
        _(short),
        lambda r: (WORST_FIRST.index(r.mark(key)),),
        cell,
        align="centre",
        tip=lambda r: _tip(r, key),
        fixed=_MARK_COLUMN,
        stretch=True,
    )


def _tip(found: PaperRow, key: str) -> str:
    needs = found.cells.get(key, ())
    lines = [f"{capital(one.title)}: {_(MARK_WORDS[one.mark])}" for one in needs]
    return "\n".join(lines) or _("Nothing of this kind is needed.")


def open_needs(found: PaperRow) -> list[Need]:
    """All papers of an order that somebody has to do something about."""
    settled = ("accepted", "waived", "later")
    return [one for needs in found.cells.values() for one in needs if one.mark not in settled]


def spread(found: PaperRow, key: str) -> tuple[str, Sequence[Need]]:
    """A cell in words, and its papers; beside the papers' columns all that is open."""
    if key not in PAPERS:
        return _("All open papers"), open_needs(found)
    state = _(MARK_WORDS[found.mark(key)])
    title = _("{paper}: {state}").format(paper=_(PAPERS[key][1]), state=state)
    return title, found.cells.get(key, ())


def chase_lines(rows: Iterable[PaperRow], only: str) -> list[str]:
    """What is to be asked for, a paper a line: order, supplier, paper, state.

    Args:
        rows: the orders.
        only: key of the one column that is chased; empty = all papers.
    """
    return [
        f"{one.number}\t{one.supplier}\t{capital(need.title)}\t{_(MARK_WORDS[need.mark])}"
        for one in rows
        for need in (one.cells[only] if only else open_needs(one))
        if need.mark in CHASED
    ]


def _has(*marks: str) -> Callable[[PaperRow, date], bool]:
    wanted = frozenset(marks)
    return lambda found, _today: not wanted.isdisjoint(found.marks)


def _due_soon(found: PaperRow, today: date) -> bool:
    return found.wanted_on is not None and found.wanted_on <= today + _SOON


VIEWS: Final[dict[str, Callable[[PaperRow, date], bool]]] = {
    "open": lambda _found, _today: True,
    "missing": _has("missing", "rejected"),
    "week": _due_soon,
    "check": _has("received"),
    "disagree": _has("disagrees"),
}

VIEW_WORDS: Final = {
    "open": mark("All open"),
    "missing": mark("Missing"),
    "week": mark("Due this week"),
    "check": mark("To check"),
    "disagree": mark("Disagree"),
}
