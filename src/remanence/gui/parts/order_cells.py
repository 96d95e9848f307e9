"""The columns of the list of orders, and the saved views over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.gui.formats import DASH, formula
from remanence.gui.grouping import Figure
from remanence.gui.parts.order_words import in_danger, order_pill
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.parts.order_texts import OrderTexts
    from remanence.gui.rows import OrderRow

View = Callable[["OrderRow", date], bool]


def is_open(order: OrderRow) -> bool:
    """Whether something is left to do."""
    return order.stage is not None and "cancelled" not in order.states


def cannot_move(order: OrderRow, today: date) -> bool:
    """Whether a stage is blocked and its day past or near."""
    return is_open(order) and order.verdict == "not_ready" and in_danger(order.stage_day, today)


def papers_missing(order: OrderRow, _today: date) -> bool:
    """Whether a paper that is needed is not accepted."""
    return is_open(order) and order.accepted < order.required


def is_unknown(order: OrderRow, _today: date) -> bool:
    """Whether nobody can say."""
    return is_open(order) and order.verdict == "unknown"


def any_open(order: OrderRow, _today: date) -> bool:
    """Whether something is left to do."""
    return is_open(order)


def every_order(_order: OrderRow, _today: date) -> bool:
    """All of them."""
    return True


VIEWS: Final[dict[str, View]] = {
    "open": any_open,
    "cannot_move": cannot_move,
    "papers": papers_missing,
    "unknown": is_unknown,
    "all": every_order,
}


class Summary(NamedTuple):
    """How many orders each view holds, and how many open ones are ready."""

    views: Mapping[str, int]
    ready: int


def summary_of(rows: Sequence[OrderRow], today: date) -> Summary:
    """Count the orders once."""
    views = dict.fromkeys(VIEWS, 0)
    ready = 0
    for order in rows:
        for key, test in VIEWS.items():
            views[key] += test(order, today)
        ready += order.verdict == "ready" and is_open(order)
    return Summary(views, ready)


class OrderCells:
    """Makes the cells of an order as of the hub's day."""

    def __init__(self, hub: Hub, texts: OrderTexts | None = None) -> None:
        """Write values as the hub does; with `texts` some can be set in the list."""
        self.hub = hub
        self.texts = texts

    def columns(self) -> list[Column[OrderRow]]:
        """Order, supplier, goods, next stage, papers, by, ETA, landed."""
        return [
            Column("order", _("Order"), lambda o: o.number, self._number),
            Column(
                "supplier", _("Supplier"), lambda o: o.supplier.casefold(), _supplier, stretch=True
            ),
            Column("goods", _("Goods"), lambda o: o.goods_note, _goods, stretch=True),
            Column("stage", _("Next stage"), self._rank, self._stage, group=_stage_name),
            Column("papers", _("Papers"), _share, _papers),
            Column("by", _("By"), lambda o: o.by, self._by),
            Column("eta", _("ETA"), lambda o: o.eta, lambda o: self._day(o.eta), spare=True),
            Column(
                "landed",
                self.hub.answers.workspace.business.currency,
                lambda o: o.landed,
                self._landed,
                align="right",
                room_for=_("not known"),
                spare=True,
                figure=lambda o: Figure(o.landed, self.hub.answers.workspace.business.currency),
            ),
            Column(
                "goods_value",
                _("Goods value"),
                lambda o: o.goods,
                self._goods_value,
                align="right",
                figure=lambda o: Figure(o.goods, o.currency),
                optional=True,
            ),
            *(self.texts.columns() if self.texts else ()),
        ]

    def _goods_value(self, order: OrderRow) -> Cell:
        if order.goods is None:
            return Cell(_("not known"), tone="unknown")
        return Cell(self.hub.formats.number(order.goods, 0), order.currency, weight=500)

    def _number(self, order: OrderRow) -> Cell:
        return Cell(order.number, self.hub.formats.year_day(order.date), weight=600)

    def _stage(self, order: OrderRow) -> Cell:
        state, word = order_pill(order, self.hub.today)
        return Cell(word, state=state, after=_(order.stage) if order.stage else "")

    def _rank(self, order: OrderRow) -> tuple[int, int]:
        state, _word = order_pill(order, self.hub.today)
        ranks = {"blocked": 0, "attention": 1, "unknown": 2, "ready": 3, "done": 4}
        due = order.by.toordinal() if order.by else 10**7
        return ranks[state], due

    def _by(self, order: OrderRow) -> Cell:
        danger = order.verdict == "not_ready" and in_danger(order.stage_day, self.hub.today)
        return self._day(order.by, 600 if danger else 400)

    def _day(self, day: date | None, weight: int = 400) -> Cell:
        if day is None:
            return Cell(DASH, tone="faint")
        year = "" if day.year == self.hub.today.year else str(day.year)
        return Cell(self.hub.formats.short_day(day), year, weight=weight)

    def _landed(self, order: OrderRow) -> Cell:
        if order.landed is None:
            return Cell(_("not known"), tone="unknown")
        return Cell(self.hub.formats.number(order.landed, 0), weight=500)


def order_key(order: OrderRow) -> str:
    """What names an order in the list."""
    return order.number


def order_words(order: OrderRow) -> str:
    """What the filter looks in."""
    words = (order.number, order.supplier, order.supplier_local_name, order.goods_note, order.stage)
    return "\n".join(word for word in words if word)


def _supplier(order: OrderRow) -> Cell:
    return Cell(order.supplier, order.supplier_local_name or "", weight=500)


def _goods(order: OrderRow) -> Cell:
    return Cell(formula(order.goods_note), order.quantity_note, weight=500)


def _share(order: OrderRow) -> float | None:
    return order.accepted / order.required if order.required else None


def _papers(order: OrderRow) -> Cell:
    accepted, required = order.accepted, order.required
    if not required:
        return Cell(_("none"), tone="faint")
    full = accepted >= required
    tone, weight = ("muted", 400) if full else ("text", 600)
    return Cell(f"{accepted}/{required}", tone=tone, weight=weight, share=accepted / required)


def _stage_name(order: OrderRow) -> str:
    return _(order.stage) if order.stage else _("nothing left to do")
