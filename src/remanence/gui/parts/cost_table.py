"""The table of orders or shipments with their cost: its columns, its views, its empty places."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from remanence.gui.formats import DASH
from remanence.gui.grouping import Figure
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.places import Places
from remanence.gui.parts.surface import Card, Rule, column, row
from remanence.gui.parts.table import Table
from remanence.gui.parts.table_tools import TableTools
from remanence.gui.parts.text import Text
from remanence.gui.parts.waiting import Veil
from remanence.gui.row_model import Cell, Column, RowModel
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from remanence.app.cost_list import CostLine
    from remanence.gui.hub import Hub

_NAMED: Final = 2  # kinds that a cell names; the rest are counted
_ZERO: Final = Decimal(0)

VIEWS: Final[dict[str, Callable[[CostLine], bool]]] = {
    "open": lambda line: line.is_open,
    "over": lambda line: (line.variance or _ZERO) > 0,
    "still": lambda line: bool(line.still_estimated) or line.goods_missing,
    "unknown": lambda line: line.state == "unknown",
    "all": lambda _line: True,
}
"""The views by key, and which lines stand in each."""


def kind_word(kind: str) -> str:
    """A kind of charge in words."""
    return _(kind.replace("_", " "))


def variance_word(variance: Decimal) -> str:
    """Over, under or as planned."""
    if not variance:
        return _("as planned")
    return _("over") if variance > 0 else _("under")


class CostTable(Card):
    """A card with one table; `opened` gives a line on Enter, `went` the current one."""

    opened = Signal(object)
    went = Signal(object)
    again = Signal()
    goes_to_import = Signal()

    def __init__(self, hub: Hub, kind: str) -> None:
        """Make an empty table; `kind` is orders or shipments."""
        super().__init__(hub.theme)
        self.hub, self.kind = hub, kind
        theme = hub.theme
        self._title = _("Costs of orders") if kind == "orders" else _("Costs of shipments")
        self.model: RowModel[CostLine] = RowModel(self._columns(), lambda r: r.ref, _haystack)
        self.table = Table(theme, self.model, self._title)
        self.table.opened.connect(self.opened.emit)
        self.table.went.connect(self.went.emit)
        names = {
            "open": _("All open"),
            "over": _("Over estimate"),
            "still": _("Still estimated"),
            "unknown": _("Not known"),
            "all": _("All"),
        }
        self.tools = TableTools(theme, self.table, _("Filter"), list(names.items()))
        self.tools.many = self._many
        self.tools.based.connect(lambda _key: self._take_view())
        self.tools.filtered.connect(self._settle)
        self._sum = Text(theme, "", "caption", tone="muted", figures=True)
        self._places = Places(self.table)
        self._places.offer("empty", self._empty)
        self._places.offer("nothing", self._nothing)
        self._places.offer("failing", self._failing)
        tools = self.tools
        head = row([(tools.tabs, 1), tools.columns_button, tools.export_button], (10, 2, 10, 0), 4)
        chips = row(
            [tools.filter, tools.filter_button, (tools.chips, 1), self._sum], (10, 8, 10, 8), 8
        )
        self.setLayout(
            column(
                [head, Rule(theme), chips, Rule(theme), (self._places, 1), tools.foot],
                (1, 1, 1, 4),
            )
        )
        self._veil = Veil(theme, self._places)
        tools.serve(hub, f"costs/{kind}", self._title)
        self._take_view()

    def begin(self) -> None:
        """Lines are awaited."""
        self._veil.begin(_("Adding up landed cost"))

    def show_lines(self, lines: Sequence[CostLine]) -> None:
        """Show lines and count them by view."""
        self._veil.end()
        columns = self._columns()
        if [one.title for one in columns] != [one.title for one in self.model.columns]:
            self.model.take_columns(columns)
        self.model.show(lines)
        counts = {key: f"{sum(map(test, lines)):,}" for key, test in VIEWS.items()}
        self.tools.tabs.show_counts(counts)
        self._settle()

    def fail(self) -> None:
        """Lines did not come: keep what is shown, or say so."""
        self._veil.end()
        if not self.model.total:
            self._places.show_place("failing")

    def restyle(self) -> None:
        """Another look."""
        self.model.restyle()
        self.table.restyle()

    def go_to(self, ref: str) -> bool:
        """Make a line current, in the view of all where the others hide it."""
        if not self.table.go_to(ref):
            self.tools.go_to_all("all")
            if not self.table.go_to(ref):
                return False
        self.table.setFocus()
        return True

    # ------------------------------------------------------------------ inside

    def _take_view(self) -> None:
        test = VIEWS[self.tools.base]
        self.model.keep(None if self.tools.base == "all" else test)
        self._settle()

    def _settle(self) -> None:
        shown = self.model.matching()
        if shown:
            self._places.show_usual()
        else:
            self._places.show_place("nothing" if self.model.total else "empty")
        known = [line.landed for line in shown if line.landed is not None]
        words = n_("{count} shown", "{count} shown", len(shown))
        if known:
            amount = self.hub.formats.number(sum(known, _ZERO), 0)
            currency = self.hub.answers.workspace.business.currency
            words = _("{shown}  ·  {amount} {currency} landed").format(
                shown=words, amount=amount, currency=currency
            )
        if len(known) < len(shown):
            more = _("{count:,} not known").format(count=len(shown) - len(known))
            words = f"{words}, {more}"
        self._sum.setText(words)

    def _many(self, count: int) -> str:
        if self.kind == "orders":
            return n_("{count} order", "{count} orders", count)
        return n_("{count} shipment", "{count} shipments", count)

    def _empty(self) -> QWidget:
        if self.kind == "orders":
            what = _("No order has a cost yet")
            why = _("Costs stand here once orders with prices are on the desk.")
        else:
            what = _("No shipment yet")
            why = _("Shipments stand here once goods of an order are on their way.")
        empty = Empty(self._theme, "done", what, why)
        if self.hub.answers.workspace.is_read_only:
            return empty
        return empty.offer(_("Import…"), self.goes_to_import.emit)

    def _nothing(self) -> QWidget:
        why = _("The view or the filter hides all of them.")
        nothing = Empty(self._theme, "done", _("Nothing here"), why)
        return nothing.offer(_("Clear filter"), lambda: self.tools.go_to_all("all"))

    def _failing(self) -> QWidget:
        why = _("The line below says why. Nothing was changed.")
        failing = Empty(self._theme, "blocked", _("Costs could not be read"), why)
        return failing.offer(_("Read again"), self.again.emit)

    # ------------------------------------------------------------------ columns

    def _columns(self) -> list[Column[CostLine]]:
        currency = self.hub.answers.workspace.business.currency
        return [*self._names(), *self._amounts(currency), *self._rest(currency)]

    def _names(self) -> list[Column[CostLine]]:
        shipments = self.kind == "shipments"
        return [
            Column(
                "ref",
                _("Shipment") if shipments else _("Order"),
                lambda r: r.ref,
                lambda r: Cell(r.ref, _orders_word(r) if shipments else self._day(r), weight=600),
            ),
            Column(
                "supplier",
                _("Supplier"),
                lambda r: r.supplier.casefold(),
                lambda r: Cell(r.supplier, r.supplier_local_name),
                stretch=True,
            ),
            Column(
                "goods",
                _("Goods"),
                lambda r: r.goods.casefold(),
                lambda r: Cell(r.goods),
                stretch=True,
                spare=True,
            ),
            Column("state", _("Basis"), lambda r: _ORDER.index(r.state), self._state),
        ]

    def _amounts(self, currency: str) -> list[Column[CostLine]]:
        return [
            Column(
                "estimate",
                _("Planned, {currency}").format(currency=currency),
                lambda r: r.estimate,
                lambda r: self._amount(r.estimate),
                "right",
                figure=lambda r: Figure(r.estimate, currency),
            ),
            Column(
                "actual",
                _("Actual, {currency}").format(currency=currency),
                lambda r: r.actual,
                self._actual,
                "right",
            ),
            Column(
                "landed",
                _("As it stands, {currency}").format(currency=currency),
                lambda r: r.landed,
                lambda r: self._amount(r.landed),
                "right",
                figure=lambda r: Figure(r.landed, currency),
                optional=True,
            ),
        ]

    def _rest(self, currency: str) -> list[Column[CostLine]]:
        """How far apart they are, what is still to come, and the cost of a kilogram."""
        return [
            Column(
                "variance",
                _("Variance, {currency}").format(currency=currency),
                lambda r: r.variance,
                self._variance,
                "right",
                tip=self._variance_tip,
            ),
            Column(
                "still",
                _("Still estimated"),
                lambda r: len(r.still_estimated) + r.goods_missing,
                self._still,
                tip=lambda r: ", ".join(_waiting(r)),
            ),
            Column(
                "per_kg",
                _("{currency} per kg").format(currency=currency),
                lambda r: r.per_kg,
                lambda r: self._amount(r.per_kg, 2),
                "right",
            ),
        ]

    def _day(self, line: CostLine) -> str:
        return self.hub.formats.year_day(line.day) if line.day is not None else ""

    def _amount(self, amount: Decimal | None, digits: int = 0) -> Cell:
        if amount is None:
            return Cell(_("not known"), tone="unknown")
        return Cell(self.hub.formats.number(amount, digits), weight=500)

    def _state(self, line: CostLine) -> Cell:
        words = {
            "planned": _("Planned"),
            "partly": _("Partly invoiced"),
            "invoiced": _("Invoiced"),
        }
        if line.state not in words:
            return Cell(_("Not known"), state="unknown")
        return Cell(words[line.state], tone="text" if line.state == "invoiced" else "muted")

    def _actual(self, line: CostLine) -> Cell:
        """What is invoiced; a part of it says so, nothing of it is never a zero."""
        if line.actual is None:
            return Cell(DASH, _("no invoice yet"), tone="faint")
        figure = self.hub.formats.number(line.actual, 0)
        return Cell(figure, "" if line.state == "invoiced" else _("so far"), weight=500)

    def _variance(self, line: CostLine) -> Cell:
        if line.state == "unknown":
            return Cell(_("not known"), tone="unknown")
        if line.variance is None:
            return Cell(DASH, _("no invoice yet"), tone="faint")
        word = variance_word(line.variance)
        if not line.variance:
            return Cell("0", word, tone="muted")
        digits = 0 if abs(line.variance) >= 1 else 2
        figure = self.hub.formats.change(line.variance, digits)
        if line.percent is not None:
            percent = self.hub.formats.number(abs(line.percent), 1)
            word = _("{percent} % {over}").format(percent=percent, over=word)
        return Cell(figure, word, weight=600)

    def _variance_tip(self, line: CostLine) -> str:
        if line.variance is None:
            return self._variance(line).spoken
        said = _("{variance}. As it stands less planned; what is not invoiced counts as planned.")
        figure = self.hub.formats.change(line.variance, 2)
        return said.format(variance=f"{figure}, {variance_word(line.variance)}")

    def _still(self, line: CostLine) -> Cell:
        waiting = _waiting(line)
        if line.state == "planned":
            return Cell(_("all of it"), tone="muted")
        if not waiting:
            return Cell(_("nothing"), tone="faint")
        words = ", ".join(waiting[:_NAMED])
        more = len(waiting) - _NAMED
        return Cell(words, n_("and {count} more", "and {count} more", more) if more > 0 else "")


_ORDER: Final = ("unknown", "planned", "partly", "invoiced")


def _waiting(line: CostLine) -> list[str]:
    """What has an estimate and no invoice, in words."""
    kinds = [kind_word(kind) for kind in line.still_estimated]
    goods = _("goods")
    return [goods, *kinds] if line.goods_missing and goods not in kinds else kinds


def _orders_word(line: CostLine) -> str:
    first = line.orders[0] if line.orders else ""
    return f"{first} +{len(line.orders) - 1}" if len(line.orders) > 1 else first


def _haystack(line: CostLine) -> str:
    return "\n".join((line.ref, *line.orders, line.supplier, line.supplier_local_name, line.goods))
