"""What stands below the grid: the papers of the chosen cell, and how those of the order compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.gui.formats import DASH
from remanence.gui.parts.button import Button
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.paint import box
from remanence.gui.parts.paper_grid import PAPERS
from remanence.gui.parts.paper_marks import MARK_WORDS, MarkSign
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.section import Section
from remanence.gui.parts.surface import Card, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from remanence.app.documents import Comparison, Field, Need, PaperRow
    from remanence.gui.hub import Hub

_WHOLE: Final = 236  # height of the strip at text of the usual size
_HERE: Final = frozenset({"accepted", "waived", "received", "disagrees"})
_AROUND: Final = 28  # margins, and the air below a heading
_HIDING: Final = 40  # keeps what follows the first line out of sight, not cut in the middle
_SHOWN: Final = 3  # differences in words; the others stand in the comparison


class PaperStrip(Card):
    """The papers of one cell and of its order.

    Signals give the paper: for `attached` a file is to be chosen, `previewed` wants to see it,
    `stated` gives it a state; `went` asks for the order.
    """

    attached = Signal(object)
    previewed = Signal(object)
    stated = Signal(object, str)
    went = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub.theme)
        self.hub = hub
        self._row: PaperRow | None = None
        self._cell: tuple[PaperRow, str, Sequence[Need]] | None = None
        self._comparison: Comparison | None = None
        self.is_short = False
        self._needs = Section(hub)
        self._compared = Section(hub)
        self._left = scrolled(hub.theme, self._needs, "surface")
        self._left.setAccessibleName(_("Papers of the cell"))
        self._right = scrolled(hub.theme, self._compared, "surface")
        self._right.setAccessibleName(_("Comparison of the papers"))
        self.setLayout(row([(self._left, 4), 16, (self._right, 7)], (18, 12, 8, 8)))
        self.hide()

    def show_cell(self, found: PaperRow, title: str, needs: Sequence[Need]) -> None:
        """Show the papers of one cell, each with what can be done about it."""
        self._row = found
        self._cell = (found, title, needs)
        clear(self._needs.body)
        deed = (_("Open {number}").format(number=found.number), lambda: self.went.emit(found))
        self._needs.heading(found.number, title, deed)
        self._needs.body.addSpacing(_HIDING if self.is_short else 0)
        if not needs:
            self._needs.line(column([self._words(_("Nothing of this kind is needed."))]))
        for need in needs:
            self._need(need)
        self._needs.body.addStretch(1)
        self.show()
        self._fit()

    def show_comparison(self, found: Comparison | None) -> None:
        """Show how the papers of the order compare; None while it is being read."""
        self._comparison = found
        clear(self._compared.body)
        if found is None:
            self._compared.line(column([self._words(_("Reading"))]))
        elif len(found.papers) <= 1:
            words = _("No two papers of this order state the same field yet.")
            self._compared.heading(_("Do the papers agree?"), "")
            self._compared.line(column([self._words(words)]))
        else:
            self._compare(found)
        self._compared.body.addStretch(1)

    @property
    def row(self) -> PaperRow | None:
        """The order shown."""
        return self._row

    @property
    def number(self) -> str:
        """The order shown; empty where none is."""
        return self._row.number if self._row is not None else ""

    def set_short(self, *, short: bool) -> None:
        """Shrink to the first line in a low window."""
        if short == self.is_short:
            return
        self.is_short = short
        self._fit()
        if self._cell is not None and not self.isHidden():
            self.show_cell(*self._cell)
            self.show_comparison(self._comparison)

    def _fit(self) -> None:
        theme = self.hub.theme
        first = theme.height("section") + theme.height("caption") + _AROUND
        self.setFixedHeight(int(first if self.is_short else theme.grown(_WHOLE)))

    # ------------------------------------------------------------------ the papers of the cell

    def _need(self, need: Need) -> None:
        title = Text(self.hub.theme, capital(need.title), "caption", 600, wrap=True)
        says = [_(MARK_WORDS[need.mark])]
        if need.paper.number:
            says.insert(0, need.paper.number)
        if need.due_on is not None and need.mark not in _HERE:
            says.append(_("Due {day}.").format(day=self.hub.formats.weekday(need.due_on)))
        why = [self._words(capital(need.why))] if need.why else []
        words = column([title, self._words(" · ".join(says)), *why])
        line = row([MarkSign(self.hub.theme, need.mark), 8, (words, 1)])
        self._needs.line(line)
        deeds = self._deeds(need)
        if deeds:
            buttons = []
            for word, deed in deeds:
                button = Button(self.hub.theme, word, "link", name=f"{word}: {need.title}")
                button.clicked.connect(deed)
                buttons.append(button)
            self._needs.line(row([18, (held(Flow(buttons, 10, 2)), 1)]), 6)
        else:
            self._needs.body.addSpacing(8)

    def _deeds(self, need: Need) -> list[tuple[str, Callable[[], None]]]:
        """What can be done about a paper from here; a licence is moved by its events."""
        found: list[tuple[str, Callable[[], None]]] = []
        if need.digest:
            found.append((_("Look at it"), lambda: self.previewed.emit(need)))
        if need.is_licence or self.hub.answers.workspace.is_read_only:
            return found
        if need.mark in ("received", "disagrees"):
            found.append((_("Accept"), lambda: self.stated.emit(need, "accepted")))
            found.append((_("Reject…"), lambda: self.stated.emit(need, "rejected")))
        if need.mark in ("requested", "missing", "later", "unknown", "rejected"):
            found.append((_("Attach…"), lambda: self.attached.emit(need)))
            found.append((_("Received"), lambda: self.stated.emit(need, "received")))
        if need.mark == "missing":
            found.append((_("Asked for"), lambda: self.stated.emit(need, "requested")))
        if need.mark not in ("accepted", "waived"):
            found.append((_("Waive…"), lambda: self.stated.emit(need, "waived")))
        return found

    # ------------------------------------------------------------------ the comparison

    def _compare(self, found: Comparison) -> None:
        differing = sum(1 for field in found.fields if field.differs)
        counted = n_("{count} paper", "{count} papers", len(found.papers))
        fields = n_("{count} field", "{count} fields", len(found.fields))
        differ = n_("{count} differs", "{count} differ", differing) if differing else _("all agree")
        note = _("{papers}, {fields}, {differ}").format(
            papers=counted, fields=fields, differ=differ
        )
        self._compared.heading(_("Do the papers agree?"), note)
        self._compared.body.addSpacing(_HIDING if self.is_short else 0)
        for sentence in found.differences[:_SHOWN]:
            mark = Mark(self.hub.theme, "blocked")
            self._compared.line(row([mark, 8, (self._words(capital(sentence), strong=True), 1)]), 3)
        self._compared.body.addSpacing(6)
        self._compared.line(self._matrix(found))

    def _matrix(self, found: Comparison) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for place, paper in enumerate(found.papers, 1):
            own = paper.column in PAPERS and paper.column != "others"
            name = _(PAPERS[paper.column][0]) if own else capital(paper.title)
            heading = Text(self.hub.theme, name, "micro", 500, "muted")
            heading.setToolTip(f"{capital(paper.title)} {paper.number}".strip())
            grid.addWidget(heading, 0, place)
        ordered = sorted(found.fields, key=lambda field: not field.differs)
        for line, field in enumerate(ordered, 1):
            grid.addWidget(self._words(capital(field.name), strong=True), line, 0)
            for place, value in enumerate(field.values):
                title = found.papers[place].title
                grid.addWidget(self._value(field, place, value, title), line, place + 1)
        for place in range(len(found.papers) + 1):
            grid.setColumnStretch(place, 1)
        return grid

    def _value(self, field: Field, place: int, value: str | None, paper: str) -> QWidget:
        differs = place in field.differs
        label = Differing(self.hub, value or DASH, differs=differs)
        words = value or _("not stated")
        if differs:
            words = _("{value}, differs").format(value=words)
        elif field.reference == place:
            words = _("{value}, the reference").format(value=words)
            label.set_reference()
        label.setAccessibleName(f"{field.name}, {paper}: {words}")
        return label

    def _words(self, words: str, *, strong: bool = False) -> Text:
        weight, tone = (500, "text") if strong else (400, "muted")
        return Text(self.hub.theme, words, "caption", weight, tone, wrap=True)


class Differing(QWidget):
    """A value of the comparison; one that differs stands in a box with a mark."""

    def __init__(self, hub: Hub, value: str, *, differs: bool) -> None:
        """Show a value."""
        super().__init__()
        self._theme, self._differs, self._reference = hub.theme, differs, False
        weight, tone = (600, "blocked") if differs else (400, "text")
        wraps = " " in value  # a number is never broken
        self._text = Text(hub.theme, value, "caption", weight, tone, wrap=wraps, figures=not wraps)
        items: list[QWidget | int | tuple[QWidget, int]] = [(self._text, 1)]
        if differs:
            items.append(Mark(hub.theme, "blocked", 12, "blocked_soft"))
        self.setLayout(row(items, (6, 2, 6, 2), 4))

    def set_reference(self) -> None:
        """This is what the others are held against."""
        self._reference = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box of what differs, and of what it is held against."""
        if self._differs or self._reference:
            painter = QPainter(self)
            fill = self._theme.color("blocked_soft" if self._differs else "sunken")
            line = self._theme.color("blocked_mark") if self._differs else None
            box(painter, QRectF(self.rect()), 4, fill, line)
