"""Documents: which paper is missing, and do those we have agree?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence

from remanence.gui.hub import Note
from remanence.gui.page import Page, Place
from remanence.gui.parts.field import FilterField
from remanence.gui.parts.paper_card import PaperCard
from remanence.gui.parts.paper_deeds import PaperDeeds
from remanence.gui.parts.paper_grid import (
    OPEN_MARKS,
    PAPERS,
    VIEWS,
    PaperTable,
    open_needs,
    paper_columns,
)
from remanence.gui.parts.paper_marks import MARK_WORDS, MarkPainter
from remanence.gui.parts.paper_strip import PaperStrip
from remanence.gui.parts.selection_bar import SelectionAction
from remanence.gui.parts.surface import column
from remanence.gui.row_model import RowModel
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from remanence.app.documents import Comparison, Need, PaperRow
    from remanence.gui.hub import Hub

_CHUNK: Final = 60  # orders read at a time: the first answer comes while the rest is read
_STATES: Final = {"accept": "accepted", "receive": "received", "waive": "waived"}
_SETTLE_MS: Final = 60
_LOW: Final = 600  # page height below which the strip shrinks to its first line
_SOON: Final = timedelta(days=7)


class DocumentsPage(Page):
    """The grid of open orders and their papers, and below it the papers of the chosen cell."""

    name: ClassVar[str] = "documents"

    def __init__(self, hub: Hub) -> None:
        """Build the grid; rows come with `refresh`."""
        super().__init__(hub)
        self._rows: list[PaperRow] = []
        self._round = 0
        self._reading = False
        self._wanted = ""
        self._model: RowModel[PaperRow] = RowModel(
            paper_columns(hub),
            lambda r: r.number,
            lambda r: f"{r.number}\n{r.supplier}\n{r.local_name}",
        )
        self._table = PaperTable(hub.theme, self._model, _("Papers by order"))
        self._table.deed = self._do
        self._table.opened.connect(lambda _row: self._do("look"))
        self._marks = MarkPainter(hub.theme, self._table, self._model)
        for place, column_ in enumerate(self._model.columns):
            if column_.key in PAPERS:
                self._table.setItemDelegateForColumn(place, self._marks)
        self._table.selectionModel().currentChanged.connect(lambda *_at: self._went())
        self._table.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self._card = PaperCard(hub, self._table)
        self._tools = self._card.tools
        self._deeds = PaperDeeds(hub, self)
        self._strip = PaperStrip(hub)
        self._strip.attached.connect(self._deeds.ask_file)
        self._strip.previewed.connect(self._deeds.look)
        self._strip.stated.connect(self._deeds.state)
        self._strip.went.connect(lambda r: self.wants.emit(Place("order", r.number)))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._compare)
        self._build()
        self._table.viewport().setAcceptDrops(True)
        self.setAcceptDrops(True)

    # ------------------------------------------------------------------ what every page says

    def title(self) -> str:
        """Heading."""
        return _("Documents")

    def open(self, ref: str) -> None:
        """Go to an order, or with a tab to one kind of paper of it."""
        self._wanted = ref
        self._go()

    def filter_field(self) -> FilterField:
        """The field that Ctrl+F goes to."""
        return self._tools.filter

    def focus_order(self) -> Sequence[QWidget]:
        """The grid, then what stands below it."""
        return [self._table, *([self._strip] if self._strip.isVisible() else [])]

    def restyle(self) -> None:
        """Cells are made anew."""
        self._model.restyle()
        self._table.restyle()

    def show_example(self) -> None:
        """The first order whose papers disagree: for pictures."""
        found = next(
            (r for r in self._model.rows if "disagrees" in {r.mark(key) for key in PAPERS}), None
        )
        if found is not None:
            self.open(found.number)
            self._compare()

    def refresh(self) -> None:
        """Read the most urgent orders first, the others after them."""
        self._round += 1
        self._reading = True
        if not self._model.total:
            self._card.veil.begin(_("Reading papers"))
        this = self._round
        self.hub.ask(
            self,
            _("reading papers"),
            lambda answers: answers.paper_orders(),
            lambda ids: self._read(this, list(ids), []),
            lambda _error: self._fail(),
        )

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        tools = self._tools
        tools.actions = [
            SelectionAction(
                lambda n: n_(
                    "Copy chase list of {count} order", "Copy chase list of {count} orders", n
                ),
                self._copy_chase,
            )
        ]
        tools.based.connect(lambda _key: self._keep())
        tools.filtered.connect(self._count)
        self._card.again.connect(self.refresh)
        self._card.import_wanted.connect(lambda: self.wants.emit(Place("import")))
        self._card.all_wanted.connect(lambda: tools.go_to_all("open"))
        self.setLayout(column([(self._card, 1), self._strip], (24, 2, 24, 14), 12))
        tools.serve(self.hub, self.name, self.title())
        attach = QAction(_("Attach a file…"), self)
        attach.setShortcut(QKeySequence("Ctrl+Shift+O"))
        attach.triggered.connect(lambda: self._do("attach"))
        self.addAction(attach)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._menu)

    # ------------------------------------------------------------------ rows

    def _read(self, this: int, ids: list[int], found: list[PaperRow]) -> None:
        """Show what was read, and ask for the next orders."""
        if this != self._round:
            return
        chunk, rest = ids[:_CHUNK], ids[_CHUNK:]
        if found or not chunk:
            self._take(found, done=not chunk)
        if chunk:
            self.hub.ask(
                self,
                _("reading papers"),
                lambda answers: answers.paper_rows(chunk),
                lambda rows: self._read(this, rest, [*found, *rows]),
                lambda _error: self._fail(),
            )

    def _take(self, rows: list[PaperRow], *, done: bool) -> None:
        self._reading = not done
        if done or len(rows) > self._model.total:
            self._card.veil.end()
            self._rows = rows
            self._model.show(rows)
            self._tools.tabs.show_counts({key: f"{self._counted(key):,}" for key in VIEWS})
            self._keep()
            self._go()
            if self._strip.isVisible():
                self._went()
        if done:
            self.say(self._answer())

    def _fail(self) -> None:
        self._card.veil.end()
        self._reading = False
        if not self._model.total:
            self._card.places.show_place("failing")

    def _counted(self, view: str) -> int:
        return sum(1 for one in self._rows if VIEWS[view](one, self.hub.today))

    def _keep(self) -> None:
        test, today = VIEWS[self._tools.base], self.hub.today
        self._model.keep(None if self._tools.base == "open" else lambda r: test(r, today))
        self._count()

    def _count(self) -> None:
        if self._model.rows:
            self._card.places.show_usual()
        else:
            self._card.places.show_place("nothing" if self._model.total else "empty")
        words = n_("{count} shown", "{count} shown", len(self._model.matching()))
        self._card.shown.setText(f"{words}  ·  {_('reading all…')}" if self._reading else words)

    def _answer(self) -> str:
        if not self._rows:
            return _("No open order needs a paper.")
        parts = [
            n_(
                "{count} order lacks a paper now",
                "{count} orders lack a paper now",
                self._counted("missing"),
            ),
            n_("{count} disagrees", "{count} disagree", self._counted("disagree")),
            n_(
                "{count} has papers to check",
                "{count} have papers to check",
                self._counted("check"),
            ),
        ]
        return _("{missing}, {disagree}, {check}.").format(
            missing=parts[0], disagree=parts[1], check=parts[2]
        )

    # ------------------------------------------------------------------ the chosen cell

    def _go(self) -> None:
        number, _tab, key = self._wanted.partition("\t")
        if not number or not self._model.total:
            return
        if self._model.place(number) is None:
            self._tools.go_to_all("open")
            self._keep()
        place = self._model.place(number)
        if place is None:
            return
        self._wanted = ""
        at = next((n for n, c in enumerate(self._model.columns) if c.key == key), None)
        if at is None:
            at = self._most_urgent(self._model.rows[place])
        self._table.setCurrentIndex(self._model.index(place, at))
        self._table.setFocus()

    def _most_urgent(self, found: PaperRow) -> int:
        order = ("disagrees", "rejected", "missing", "received", "requested")
        columns = self._model.columns
        ranked = [
            (order.index(_mark(found, c.key)), n)
            for n, c in enumerate(columns)
            if c.key in PAPERS and _mark(found, c.key) in order
        ]
        return min(ranked)[1] if ranked else 2

    def _chosen(self) -> tuple[PaperRow, str] | None:
        index = self._table.currentIndex()
        found = self._table.current_row()
        if found is None or not index.isValid():
            return None
        return found, self._model.columns[index.column()].key

    def _went(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self._strip.hide()
            return
        found, key = chosen
        title = _(PAPERS[key][1]) if key in PAPERS else _("All papers")
        needs = found.cells.get(key, ()) if key in PAPERS else open_needs(found)
        was = self._strip.number
        self._strip.show_cell(found, title, needs)
        if found.number != was:
            self._strip.show_comparison(None)
            self._settle.start(_SETTLE_MS)

    def _compare(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        number = chosen[0].number
        self.hub.ask(
            self,
            _("comparing the papers of {number}").format(number=number),
            lambda answers: answers.comparison(number),
            lambda found: self._show_comparison(number, found),
            waited_for=True,
        )

    def _show_comparison(self, number: str, found: Comparison) -> None:
        if self._strip.number == number:
            self._strip.show_comparison(found)

    def _need(self) -> Need | None:
        """The paper of the chosen cell that is worst off."""
        chosen = self._chosen()
        if chosen is None or chosen[1] not in PAPERS:
            return None
        found, key = chosen
        needs = found.cells.get(key, ())
        return next((one for one in needs if one.mark == found.mark(key)), None)

    def _do(self, deed: str) -> bool:
        """A deed of the keyboard on the chosen cell; False where there is nothing to do it to."""
        need = self._need()
        if need is None:
            return False
        if deed == "look":
            self._deeds.look(need)
        elif need.is_licence:
            what = _("A licence is moved by its events, not by a tick.")
            self.hub.note(Note("done", what, _("Enter the event on Licences or import it.")))
        elif deed == "attach":
            self._deeds.ask_file(need)
        else:
            self._deeds.state(
                need, {"accept": "accepted", "receive": "received", "waive": "waived"}[deed]
            )
        return True

    def _menu(self, at: QPoint) -> None:
        need = self._need()
        if need is not None:
            self._deeds.menu(need, self._table.viewport().mapToGlobal(at), self._do)

    def _copy_chase(self, rows: Sequence[PaperRow]) -> None:
        from PySide6.QtGui import QGuiApplication

        lines = [
            f"{one.number}\t{one.supplier}\t{capital(need.title)}\t{_(MARK_WORDS[need.mark])}"
            for one in rows
            for need in open_needs(one)
            if need.mark in OPEN_MARKS
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        words = n_(
            "{count} paper to chase is on the clipboard.",
            "{count} papers to chase are on the clipboard.",
            len(lines),
        )
        self.hub.note(Note("done", words))

    def _head_clicked(self, place: int) -> None:
        """A click on a paper's heading chooses all orders that lack it."""
        key = self._model.columns[place].key
        if key not in PAPERS:
            return
        selection = self._table.selectionModel()
        selection.clearSelection()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for line, found in enumerate(self._model.rows):
            if _mark(found, key) in OPEN_MARKS:
                selection.select(self._model.index(line, 0), flags)

    # ------------------------------------------------------------------ files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped on a cell."""
        if len(_files(event)) == 1:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The cell below the pointer is where it would go."""
        at = self._table.viewport().mapFrom(self, event.position().toPoint())
        index = self._table.indexAt(at)
        if index.isValid() and self._model.columns[index.column()].key in PAPERS:
            self._table.setCurrentIndex(index)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach it to the paper of the cell."""
        need, files = self._need(), _files(event)
        if need is not None and files and not need.is_licence:
            self._deeds.attach(need, files[0])
            event.acceptProposedAction()

    # ------------------------------------------------------------------ other states

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the strip shows its first line."""
        super().resizeEvent(event)
        self._strip.set_short(short=self.height() < self.theme.grown(_LOW))


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _mark(found: PaperRow, key: str) -> str:
    return found.mark(key) if key in PAPERS else ""
