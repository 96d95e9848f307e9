"""Documents: which paper is missing, and do those we have agree?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence

from remanence.app.documents import CHASED
from remanence.gui.hub import Note
from remanence.gui.page import Page, Place
from remanence.gui.parts.field import FilterField
from remanence.gui.parts.paper_card import PaperCard
from remanence.gui.parts.paper_deeds import PaperDeeds
from remanence.gui.parts.paper_grid import (
    PAPERS,
    VIEWS,
    PaperTable,
    chase_lines,
    paper_columns,
    spread,
)
from remanence.gui.parts.paper_marks import MarkPainter
from remanence.gui.parts.paper_reader import PaperReader
from remanence.gui.parts.paper_strip import PaperStrip
from remanence.gui.parts.selection_bar import SelectionAction
from remanence.gui.parts.surface import column
from remanence.gui.row_model import RowModel
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from remanence.app.documents import Comparison, Need, PaperRow
    from remanence.gui.hub import Hub

_STATES: Final = {"accept": "accepted", "receive": "received", "waive": "waived"}
_SETTLE_MS: Final = 60
_LOW: Final = 600  # page height below which the strip shrinks to its first line


class DocumentsPage(Page):
    """The grid of open orders and their papers, and below it the papers of the chosen cell."""

    name: ClassVar[str] = "documents"

    def __init__(self, hub: Hub) -> None:
        """Build the grid; rows come with `refresh`."""
        super().__init__(hub)
        self._rows: list[PaperRow] = []
        self._counts = dict.fromkeys(VIEWS, 0)
        self._wanted = self._chased = ""
        self._asked: object = None  # whom the rows come from: another day has answers of its own
        self._reader = PaperReader(hub, self)
        self._reader.came.connect(self._take)
        self._reader.failed.connect(self._fail)
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
        if not self._model.total:
            self._card.veil.begin(_("Reading papers"))
        shown = self._rows if self._asked is self.hub.answers else []
        self._asked = self.hub.answers
        self._reader.start(shown, self._strip.number)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        tools, strip = self._tools, self._strip
        strip.attached.connect(self._deeds.ask_file)
        strip.previewed.connect(self._deeds.look)
        strip.stated.connect(self._deeds.state)
        strip.went.connect(lambda r: self.wants.emit(Place("order", r.number)))
        tools.many = self._many
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

    def _take(self, rows: list[PaperRow], done: bool) -> None:  # noqa: FBT001 - from a signal
        self._card.veil.end()
        self._rows = rows
        self._model.show(rows)
        self._counts = {
            key: sum(test(r, self.hub.today) for r in rows) for key, test in VIEWS.items()
        }
        self._tools.tabs.show_counts({key: f"{n:,}" for key, n in self._counts.items()})
        self._count()
        self._go()
        chosen = self._chosen()
        if self._strip.isVisible() and (chosen is None or chosen[0] != self._strip.row):
            self._went(anew=True)
        if done:
            self.say(self._answer())

    def _fail(self) -> None:
        self._card.veil.end()
        if not self._model.total:
            self._card.places.show_place("failing")

    def _keep(self) -> None:
        test = VIEWS[self._tools.base]
        keeps_all = self._tools.base == "open"
        self._model.keep(None if keeps_all else lambda r: test(r, self.hub.today))
        self._count()

    def _count(self) -> None:
        if self._model.rows:
            self._card.places.show_usual()
        else:
            self._card.places.show_place("nothing" if self._model.total else "empty")
        words = n_("{count} shown", "{count} shown", len(self._model.matching()))
        self._card.shown.setText(
            f"{words}  ·  {_('reading all…')}" if self._reader.is_reading else words
        )

    def _answer(self) -> str:
        if not self._rows:
            return _("No open order needs a paper.")
        counts = self._counts
        parts = [
            n_(
                "{count} order lacks a paper now",
                "{count} orders lack a paper now",
                counts["missing"],
            ),
            n_("{count} disagrees", "{count} disagree", counts["disagree"]),
            n_(
                "{count} has papers to check",
                "{count} have papers to check",
                counts["check"],
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
        first = next(n for n, c in enumerate(columns) if c.key in PAPERS)
        return min(ranked)[1] if ranked else first

    def _chosen(self) -> tuple[PaperRow, str] | None:
        index = self._table.currentIndex()
        found = self._table.current_row()
        if found is None or not index.isValid():
            return None
        return found, self._model.columns[index.column()].key

    def _went(self, *, anew: bool = False) -> None:
        chosen = self._chosen()
        if chosen is None:
            self._strip.hide()
            return
        found, key = chosen
        title, needs = spread(found, key)
        was = self._strip.number
        self._strip.show_cell(found, title, needs)
        # The strip takes room from the grid when it is first shown: the row stays in sight.
        QTimer.singleShot(0, lambda: self._table.scrollTo(self._table.currentIndex()))
        if found.number != was:
            self._strip.show_comparison(None)
        if anew or found.number != was:
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
        if deed == "chase":
            self._head_clicked(self._table.currentIndex().column())
        elif need is None:
            return False
        elif deed == "look":
            self._deeds.look(need)
        elif need.is_licence:
            what = _("A licence is moved by its events, not by a tick.")
            self.hub.note(Note("done", what, _("Enter the event on Licences or import it.")))
        elif deed == "attach":
            self._deeds.ask_file(need)
        else:
            self._deeds.state(need, _STATES[deed])
        return True

    def _menu(self, at: QPoint) -> None:
        need = self._need()
        if need is not None:
            self._deeds.menu(need, self._table.viewport().mapToGlobal(at), self._do)

    def _copy_chase(self, rows: Sequence[PaperRow]) -> None:
        from PySide6.QtGui import QGuiApplication

        lines = chase_lines(rows, self._chased if self._is_chase(rows) else "")
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
        self._chased = key
        lacking = QItemSelection()
        for line, found in enumerate(self._model.rows):
            if self._model.group_at(line) is None and _mark(found, key) in CHASED:
                lacking.append(QItemSelectionRange(self._model.index(line, place)))
        selection = self._table.selectionModel()
        flag = selection.SelectionFlag
        selection.select(lacking, flag.ClearAndSelect | flag.Rows)
        if lacking.isEmpty():
            what = _("No order shown lacks this: {paper}.").format(paper=_(PAPERS[key][1]))
            self.hub.note(Note("done", what))

    def _many(self, count: int) -> str:
        """What the bar says of the chosen orders: what they lack, where all lack the same."""
        orders = n_("{count} order", "{count} orders", count)
        if not self._is_chase(self._table.chosen_rows()):
            return orders
        paper = _(PAPERS[self._chased][1])
        return _("{orders} without: {paper}").format(orders=orders, paper=paper)

    def _is_chase(self, rows: Sequence[PaperRow]) -> bool:
        return bool(self._chased) and all(_mark(r, self._chased) in CHASED for r in rows)

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
