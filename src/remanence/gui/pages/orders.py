"""Orders: can it go on, and if not, what exactly is missing?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from remanence.gui.page import Page, Place, Why
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.field import FilterField
from remanence.gui.parts.order_cells import (
    VIEWS,
    OrderCells,
    every_order,
    order_key,
    order_words,
    summary_of,
)
from remanence.gui.parts.order_texts import OrderTexts
from remanence.gui.parts.places import Places
from remanence.gui.parts.selection_bar import SelectionAction
from remanence.gui.parts.surface import Panel, Rule, column, row
from remanence.gui.parts.table import Table
from remanence.gui.parts.table_tools import TableTools
from remanence.gui.parts.text import Text
from remanence.gui.row_model import RowModel
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.parts.order_cells import Summary
    from remanence.gui.parts.order_detail import OrderPane
    from remanence.gui.rows import OrderDetail, OrderRow

FIRST_ROWS: Final = 200
_PANE_WIDTH: Final = 384
_NARROW: Final = 1000  # below it, at text of the usual size, the list or the detail, not both
_SETTLE_MS: Final = 60
_BY: Final = 5  # the column "By": what is lost first stands first


class OrdersPage(Page):
    """The list with its saved views, and the detail of the chosen order."""

    name: ClassVar[str] = "orders"

    def __init__(self, hub: Hub) -> None:
        """Build the list; rows come with `refresh`."""
        super().__init__(hub)
        self._wanted = ""
        self._reading = False
        self._path = hub.answers.workspace.path
        self._texts = OrderTexts(hub)
        self._model: RowModel[OrderRow] = RowModel(
            OrderCells(hub, self._texts).columns(), order_key, order_words
        )
        self._table = Table(hub.theme, self._model, _("Orders"))
        self._table.sortByColumn(_BY, Qt.SortOrder.AscendingOrder)
        self._table.went.connect(self._went)
        self._table.opened.connect(self._show_wide)
        self._made: OrderPane | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._read_detail)
        self._build()
        self._tools.serve(hub, self.name, self.title())
        self._filter_rows()
        self._back = QAction(_("Close the detail"), self)
        self._back.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.triggered.connect(self.close_detail)
        self.addAction(self._back)

    def title(self) -> str:
        """Heading."""
        return _("Orders")

    def refresh(self) -> None:
        """The first rows at once, all of them from the worker."""
        columns = OrderCells(self.hub, self._texts).columns()
        if [column.title for column in columns] != [c.title for c in self._model.columns]:
            self._model.take_columns(columns)
        if not self._model.total:
            first = self.hub.try_now(lambda answers: answers.orders(FIRST_ROWS))
            if first is None:
                self._places.show_place("failing")
                return
            self._take(first, summary_of(first, self.hub.today))
        self._reading = True
        self._count()
        self.hub.ask(self, _("reading orders"), _all_orders, self._take_all, self._gave_up)

    def _day_changed(self) -> None:
        """Nothing of another workspace stays: no row, no detail, no filter."""
        if self.hub.answers.workspace.path != self._path:
            self._path = self.hub.answers.workspace.path
            self._wanted = ""
            self._hide_detail()
            self._tools.clear_filter()
            self._texts.forget()
            self._model.show([])
        super()._day_changed()

    def restyle(self) -> None:
        """Cells are made anew: their words may have changed."""
        self._model.restyle()
        self._table.restyle()
        if self._detail_shown:
            self._fit()

    def open(self, ref: str) -> None:
        """Choose an order and show its detail."""
        self._wanted = ref
        if ref:
            self._tools.clear_filter()
            self._go()

    def filter_field(self) -> FilterField:
        """The field that Ctrl+F goes to."""
        return self._filter

    def show_example(self) -> None:
        """Open the detail of the first order that is not ready: for pictures."""
        rows = self._model.rows
        chosen = next((order for order in rows if order.verdict == "not_ready"), None)
        if chosen is not None:
            self.open(chosen.number)

    def focus_order(self) -> Sequence[QWidget]:
        """List, then detail."""
        return [self._table, *([self._pane] if self._detail_shown else [])]

    def explain(self) -> Why | None:
        """What F1 explains: the verdict of the order shown."""
        return self._pane.why() if self._detail_shown else None

    @property
    def _pane(self) -> OrderPane:
        """The detail, made when first shown: the first frame does not wait for it."""
        if self._made is None:
            from remanence.gui.parts.order_detail import OrderPane

            self._made = OrderPane(self.hub)
            self._made.explained.connect(self.explains.emit)
            self._made.closed.connect(self.close_detail)
            self._made.went.connect(self.wants.emit)
            self._made.setMinimumWidth(320)
            self._made.hide()
            self._splitter.addWidget(self._made)
        return self._made

    @property
    def _detail_shown(self) -> bool:
        return self._made is not None and not self._made.isHidden()

    def close_detail(self) -> None:
        """Close the detail and go back to the row."""
        if self._detail_shown:
            self._hide_detail()
        elif self._filter.text():
            self._filter.clear()
        self._table.setFocus()

    def _hide_detail(self) -> None:
        self._settle.stop()
        if self._made is not None:
            self._made.hide()
        self._left.show()

    # ------------------------------------------------------------------ building

    def _make_tools(self) -> TableTools:
        names = {
            "open": _("All open"),
            "cannot_move": _("Cannot move"),
            "papers": _("Papers missing"),
            "unknown": _("Not known"),
            "all": _("All"),
        }
        hint = _("Filter these orders")
        tools = TableTools(self.theme, self._table, hint, list(names.items()))
        self._tools, self._views, self._filter = tools, tools.tabs, tools.filter
        tools.many = lambda count: n_("{count} order", "{count} orders", count)
        tools.actions = [
            SelectionAction(lambda n: n_("Copy {count} number", "Copy {count} numbers", n), _copy)
        ]
        tools.based.connect(lambda _key: self._filter_rows())
        tools.filtered.connect(self._count)
        tools.take_pastes("orders")
        tools.pasted.connect(self.pastes.emit)
        return tools

    def _build(self) -> None:
        theme, tools = self.theme, self._make_tools()
        self._table.laid_out.connect(self._read_texts)
        self._texts.came.connect(self._model.restyle)
        self._sum = Text(theme, "", "caption", tone="muted", figures=True)
        self._places = Places(self._table)
        self._places.offer("empty", self._empty)
        self._places.offer("nothing", self._nothing)
        self._places.offer("failing", self._failing)
        self._left = Panel(theme, "surface", "t")
        bar = row([(self._views, 1), tools.columns_button, tools.export_button], (10, 4, 10, 0), 4)
        chips = row(
            [self._filter, tools.filter_button, (tools.chips, 1), self._sum], (16, 8, 16, 8), 8
        )
        self._left.setLayout(
            column(
                [bar, Rule(theme), chips, Rule(theme), (self._places, 1), tools.foot], (0, 1, 0, 0)
            )
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.setStretchFactor(0, 1)
        self._left.setMinimumWidth(320)
        self.setLayout(column([(self._splitter, 1)]))

    def _empty(self) -> QWidget:
        why = _("Orders come in with your sheets. You see a plan before anything is written.")
        empty = Empty(self.theme, "done", _("No orders yet"), why)
        if self.hub.answers.workspace.is_read_only:
            return empty
        return empty.offer(_("Import…"), lambda: self.wants.emit(Place("import")))

    def _nothing(self) -> QWidget:
        why = _("The view or the filter hides all of them.")
        empty = Empty(self.theme, "done", _("No order here"), why)
        return empty.offer(_("Clear filter"), self._clear_filter)

    def _failing(self) -> QWidget:
        why = _("The line below says why. Nothing was changed.")
        empty = Empty(self.theme, "blocked", _("Orders could not be read"), why)
        return empty.offer(_("Read again"), self.refresh)

    # ------------------------------------------------------------------ rows

    def _take_all(self, found: tuple[Sequence[OrderRow], Summary]) -> None:
        self._reading = False
        self._take(*found)

    def _take(self, rows: Sequence[OrderRow], summary: Summary) -> None:
        self._model.show(rows)
        self._views.show_counts({key: f"{summary.views[key]:,}" for key in VIEWS})
        self._count()
        self.say(_sentence(summary))
        self._go()
        if self._detail_shown:
            self._keep_detail()

    def _gave_up(self, _error: object) -> None:
        self._reading = False
        self._count()

    def _read_texts(self) -> None:
        """Columns that can be set are read when one of them is shown."""
        wanted = any(c.edit and self._table.is_shown(c.key) for c in self._model.columns)
        if wanted and not self._texts.known:
            self._texts.read()

    def _filter_rows(self) -> None:
        self._read_texts()
        test, today = VIEWS[self._tools.base], self.hub.today
        self._model.keep(None if test is every_order else lambda order: test(order, today))
        self._count()

    def _clear_filter(self) -> None:
        self._tools.go_to_all("all")

    def _count(self) -> None:
        shown = self._model.matching()
        if shown:
            self._places.show_usual()
        else:
            self._places.show_place("nothing" if self._model.total else "empty")
        known = [order.landed for order in shown if order.landed is not None]
        words = n_("{count} shown", "{count} shown", len(shown))
        if known:
            amount = self.hub.formats.number(sum(known, Decimal(0)), 0)
            currency = self.hub.answers.workspace.business.currency
            words += f"  ·  {amount} {currency} " + _("landed")
        if len(known) < len(shown):
            words += ", " + _("{count:,} not known").format(count=len(shown) - len(known))
        if self._reading:
            words += "  ·  " + _("reading all…")
        self._sum.setText(words)

    # ------------------------------------------------------------------ the chosen one

    def _go(self) -> None:
        if not self._wanted or not self._model.total:
            return
        if not self._table.go_to(self._wanted):
            self._tools.go_to_all("all")
            if not self._table.go_to(self._wanted):
                return
        self._wanted = ""
        self._table.setFocus()
        self._read_detail()

    def _went(self, _order: OrderRow) -> None:
        self._settle.start(_SETTLE_MS)

    def _keep_detail(self) -> None:
        """The order of the detail read anew; no detail where it is gone from the list."""
        current = self._table.current_row()
        if current is not None and current.number == self._pane.number:
            self._settle.start(0)
        elif not self._wanted:
            self._hide_detail()

    def _read_detail(self) -> None:
        order = self._table.current_row()
        if order is None:
            return
        number = order.number
        self.hub.ask(
            self,
            _("reading {number}").format(number=number),
            lambda a: a.order(number),
            self._show_detail,
            waited_for=True,
        )

    def _show_detail(self, detail: OrderDetail) -> None:
        current = self._table.current_row()
        if current is None or current.number != detail.number:
            return
        self._pane.show_order(current, detail)
        if not self._detail_shown:
            self._pane.show()
            self._fit()
            self._table.scrollTo(self._table.currentIndex())

    def _show_wide(self, order: OrderRow) -> None:
        self.wants.emit(Place("order", order.number))

    def _fit(self) -> None:
        narrow = self.width() < _NARROW * max(100, self.theme.text_percent) / 100
        self._left.setVisible(not (narrow and self._detail_shown))
        wide = max(_PANE_WIDTH, min(460, self.width() // 3))
        self._splitter.setSizes([self.width() - wide, wide])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below a narrow width the detail takes the whole page."""
        super().resizeEvent(event)
        if self._detail_shown:
            self._fit()


def _all_orders(answers: Answers) -> tuple[Sequence[OrderRow], Summary]:
    rows = answers.orders()
    return rows, summary_of(rows, answers.workspace.today)


def _sentence(summary: Summary) -> str:
    if not summary.views["all"]:
        return _("No order is on the desk yet.")
    views = summary.views
    papers, unknown = views["papers"], views["unknown"]
    parts = (
        n_("{count} cannot move", "{count} cannot move", views["cannot_move"]),
        n_("{count} has papers missing", "{count} have papers missing", papers),
        n_("{count} is not known", "{count} are not known", unknown),
        n_("{count} is ready", "{count} are ready", summary.ready),
    )
    opened = n_("{count} open", "{count} open", views["open"])
    return f"{opened}: {', '.join(parts)}."


def _copy(orders: Sequence[OrderRow]) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("\n".join(order.number for order in orders))
