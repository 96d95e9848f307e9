"""Quote desk: which offer is cheapest at our door, for certain?"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence

from remanence.core.base.findings import Severity
from remanence.core.base.money import minor_units
from remanence.gui.formats import DASH
from remanence.gui.page import Page, Why
from remanence.gui.parts.bar import Dot
from remanence.gui.parts.button import Button
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.form import Form, options_of
from remanence.gui.parts.form_editor import finding_words
from remanence.gui.parts.quote_board import QuoteBoard, total_of
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from remanence.app.forms import FormField, Known
    from remanence.app.quote_desk import Priced
    from remanence.gui.hub import Hub
    from remanence.gui.parts.form_field import Option
    from remanence.gui.parts.quote_board import Figures

MOST: Final = 4
_PAUSE_MS: Final = 150
_AHEAD: Final = 90  # days from today to the entry that is suggested
_FINDINGS: Final = 3
_COMMON: Final = ("product", "hs", "quantity", "unit", "unit_weight_kg", "date", "destination")


class QuotesPage(Page):
    """Offers side by side; figures follow the typing, an unknown one never wins."""

    name: ClassVar[str] = "quotes"

    def __init__(self, hub: Hub) -> None:
        """One empty offer."""
        super().__init__(hub)
        self.answers: list[Priced | None] = []
        self._asked = 0
        self._scale: Decimal | None = None
        self._records: dict[str, Sequence[Known]] = {}
        first = {
            "date": (hub.today + timedelta(days=_AHEAD)).isoformat(),
            "destination": hub.answers.workspace.business.country,
        }
        self.common = Form(hub.theme, _common_fields(hub), self._known, first, least=112)
        self.common.typed.connect(lambda _name: self._wait())
        self.board = QuoteBoard(hub.theme, self._options())
        self.board.typed.connect(self._wait)
        self.board.explained.connect(self._explain)
        self.board.left_out.connect(self.leave_out)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self._add = Button(hub.theme, _("Add offer"), small=True)
        self._add.clicked.connect(self.add_offer)
        top = row(
            [(self.common, 1), 12, column([hub.theme.height("caption") + 4, self._add, None])]
        )
        note = _("A quote is not saved: it is kept until you close the window.")
        foot = Text(hub.theme, note, "caption", tone="muted")
        below = row([(held(self._legend()), 1), 12, foot])
        body = column([top, 14, self.board, 8, below, None], (24, 6, 24, 16))
        self.setLayout(column([(scrolled(hub.theme, held(body), "canvas"), 1)]))
        twice = QAction(_("Duplicate offer"), self)
        twice.setShortcut(QKeySequence("Ctrl+Shift+D"))
        twice.triggered.connect(self.duplicate)
        self.addAction(twice)
        self.board.show_offers([_fresh(hub)])

    def _legend(self) -> Flow:
        legend = Flow(gap=14)
        for place, part in enumerate(PARTS):
            dot = Dot(self.theme, f"series.{place}")
            words = Text(self.theme, _(part), "caption", tone="muted")
            legend.addWidget(held(row([column([None, dot, None]), 5, words])))
        return legend

    # ------------------------------------------------------------------ what a page is

    def title(self) -> str:
        """Heading."""
        return _("Quote desk")

    def refresh(self) -> None:
        """Rates or products may have changed: cost again."""
        self._records.clear()
        self._ask()

    def focus_order(self) -> Sequence[QWidget]:
        """What all offers share, then the offers."""
        return [self.common, self.board]

    def explain(self) -> Why | None:
        """What F1 explains: the offer that has the focus."""
        return self._why(self.board.focused())

    def show_example(self) -> None:
        """Two offers on a product of the workspace: for pictures."""
        products = self._known("products")
        suppliers = self._known("suppliers")
        if not products or len(suppliers) < 2:
            return
        magnet = next((one for one in products if "N42SH" in one.name), products[0])
        self.common.put("product", magnet.code)
        self.common.put("quantity", "12000")
        self.common.put("unit", "pcs")
        base = {"currency": "USD", "incoterm": "FOB", "mode": "sea", "inland": "825"}
        self.board.show_offers(
            [
                {
                    **base,
                    "supplier": suppliers[0].code,
                    "origin": "CN",
                    "unit_price": "4.68",
                    "freight": "1180",
                    "insurance": "86.10",
                },
                {
                    **base,
                    "supplier": suppliers[1].code,
                    "origin": "CN",
                    "unit_price": "4.52",
                    "freight": "1260",
                    "insurance": "84.20",
                },
                {**base, "origin": "VN", "unit_price": "4.40", "insurance": "91"},
            ]
        )
        self._ask()

    def _day_changed(self) -> None:
        self._records.clear()
        super()._day_changed()

    # ------------------------------------------------------------------ offers

    def add_offer(self) -> None:
        """One more offer, empty."""
        self._change([*self._offers(), _fresh(self.hub)])

    def duplicate(self) -> None:
        """One more offer, like the one that has the focus."""
        offers = self._offers()
        self._change([*offers, dict(offers[self.board.focused()])])

    def leave_out(self, place: int) -> None:
        """Take an offer away."""
        offers = self._offers()
        del offers[place]
        self._change(offers)

    def _change(self, offers: Sequence[Mapping[str, str]]) -> None:
        if 1 <= len(offers) <= MOST:
            self.board.show_offers(offers)
            self._add.setEnabled(len(offers) < MOST)
            self.board.focus(len(offers) - 1)
            self._ask()

    def _offers(self) -> list[dict[str, str]]:
        return [self.board.texts(place) for place in range(len(self.board.fields))]

    # ------------------------------------------------------------------ asking

    def _wait(self) -> None:
        self._pause.start(_PAUSE_MS)

    def _ask(self) -> None:
        """Cost all offers on the worker; only the last answer is shown."""
        self._asked += 1
        asked, common = self._asked, self.common.texts()
        offers = [{**common, **offer} for offer in self._offers()]
        typed = [bool(offer["unit_price"]) for offer in offers]
        self.hub.ask(
            self,
            _("costing offers"),
            lambda answers: answers.priced(offers),
            lambda found: self._take(asked, offers, typed, found),
            waited_for=True,
        )

    def _take(
        self,
        asked: int,
        offers: Sequence[Mapping[str, str]],
        typed: Sequence[bool],
        found: Sequence[Priced],
    ) -> None:
        if asked != self._asked or len(found) != len(self.board.figures):
            return
        self.answers = [one if has else None for one, has in zip(found, typed, strict=True)]
        self.board.best = self._best()
        sums = [self._sum(answer, offer) for answer, offer in zip(found, offers, strict=True)]
        self._scale = max(sums, default=None) or None
        shown = zip(self.board.figures, offers, self.answers, strict=True)
        for place, (figures, offer, answer) in enumerate(shown):
            figures.head.setText(capital(self._name(place)))
            self._show(figures, offer, answer)
        self.board.update()
        self.say(self._sentence())

    # ------------------------------------------------------------------ showing

    def _show(self, figures: Figures, offer: Mapping[str, str], answer: Priced | None) -> None:
        row = answer.row if answer else None
        figures.explain.setEnabled(row is not None)
        figures.findings.setText(_finding_lines(answer))
        known = bool(answer and answer.is_known)
        tone = "text" if known or answer is None else "unknown"
        parts = self._parts(answer, offer)
        amounts = {
            "goods": parts.get("goods"),
            "freight": total_of([parts.get("freight"), parts.get("insurance")]),
            "duty": parts.get("duty"),
            "fees": parts.get("fees"),
            "other": parts.get("other"),
            "landed": row.landed if row and known else None,
        }
        for name, amount in amounts.items():
            missing = _("not known") if answer else DASH
            words = missing if amount is None else self.hub.formats.number(amount, self._digits)
            figures.rows[name].setText(words)
            figures.rows[name].set_tone("text" if amount is not None or not answer else "unknown")
        layers = [one.percent for one in row.duty] if row else []
        percent = total_of(layers) if layers else None
        figures.percent.setText(
            "" if percent is None else f"{self.hub.formats.number(percent.normalize())} %"
        )
        shown = [(name, amount) for name, amount in parts.items() if amount]
        figures.bar.show_parts(shown, self._scale)
        self._show_each(figures, offer, answer, tone)

    def _show_each(
        self, figures: Figures, offer: Mapping[str, str], answer: Priced | None, tone: str
    ) -> None:
        formats, each = self.hub.formats, self._each(answer)
        line = answer.row.lines[0] if answer and answer.row and answer.is_known else None
        missing = _("not known") if answer else DASH
        figures.each.setText(missing if each is None else formats.number(each, 4))
        figures.each.set_tone(tone)
        unit = f"{self._currency}/{offer.get('unit') or 'pcs'}"
        figures.unit.setText("" if each is None else unit)
        kilo = line.landed_per_kg if line else None
        figures.per_kg.setText(missing if kilo is None else formats.number(kilo, 2))
        figures.per_kg.set_tone(tone)
        best = self._each(self.answers[self.board.best]) if self.board.best is not None else None
        words = ""
        if each is not None and best:
            more = (each / best - 1) * 100
            words = _("+{percent} % on the lowest known").format(percent=formats.number(more, 1))
            if each == best:
                words = _("lowest that is known")
        elif answer is not None and each is None:
            words = _("cannot be compared")
        figures.note.setText(words)
        figures.note.set_tone("ready" if each is not None and each == best else tone)

    @property
    def _currency(self) -> str:
        return self.hub.answers.workspace.business.currency

    @property
    def _digits(self) -> int:
        return minor_units(self._currency)

    def _parts(
        self, answer: Priced | None, offer: Mapping[str, str]
    ) -> Mapping[str, Decimal | None]:
        from remanence.app.quote_desk import part_amounts

        return part_amounts(answer.row, offer) if answer and answer.row else {}

    def _sum(self, answer: Priced, offer: Mapping[str, str]) -> Decimal:
        """What the parts of an offer that are known come to: the length of its bar."""
        known = [amount for amount in self._parts(answer, offer).values() if amount]
        return sum(known, Decimal(0))

    def _each(self, answer: Priced | None) -> Decimal | None:
        if answer is None or answer.row is None or not answer.is_known:
            return None
        return answer.row.lines[0].landed_per_unit

    def _best(self) -> int | None:
        known = [
            (each, place)
            for place, answer in enumerate(self.answers)
            if (each := self._each(answer)) is not None
        ]
        return min(known)[1] if known else None

    def _sentence(self) -> str:
        if not any(self.answers):
            return _("Type a product, a quantity and a price: the landed cost follows.")
        unsure = [
            self._name(place)
            for place, answer in enumerate(self.answers)
            if answer is not None and self._each(answer) is None
        ]
        best = self.board.best
        words = _("No offer can be costed for certain yet.")
        if best is not None:
            each = self.hub.formats.number(self._each(self.answers[best]), 4)
            words = _("Lowest known: {offer}, {each} {currency} a unit.").format(
                offer=self._name(best), each=each, currency=self._currency
            )
        if unsure:
            words += " " + _("Not known: {offers}.").format(offers=", ".join(unsure))
        return words

    def _name(self, place: int) -> str:
        code = self.board.texts(place)["supplier"]
        names = {one.code: one.name for one in self._known("suppliers")}
        return names.get(code, code) or _("offer {number}").format(number=place + 1)

    def _why(self, place: int) -> Why | None:
        answer = self.answers[place] if place < len(self.answers) else None
        if answer is None or answer.row is None:
            return None
        title = _("Landed cost of {offer}").format(offer=self._name(place))
        return Why(title, answer.row.explanation)

    def _explain(self, place: int) -> None:
        why = self._why(place)
        if why is not None:
            self.explains.emit(why)

    # ------------------------------------------------------------------ what fields offer

    def _known(self, kind: str) -> Sequence[Known]:
        if kind not in self._records:
            found = self.hub.try_now(lambda answers: answers.known_records(kind)) if kind else ()
            self._records[kind] = found or ()
        return self._records[kind]

    def _options(self) -> dict[str, Sequence[Option]]:
        fields = {one.name: one for one in self.hub.answers.form_fields("orders")}
        names = {
            "supplier": "supplier_code",
            "origin": "origin_country",
            "currency": "currency",
            "incoterm": "incoterm",
            "mode": "transport_mode",
        }
        return {name: options_of(fields[column], self._known) for name, column in names.items()}


def _common_fields(hub: Hub) -> list[FormField]:
    """What all offers share, as columns of sheets that hold the same."""
    orders = {one.name: one for one in hub.answers.form_fields("orders")}
    products = {one.name: one for one in hub.answers.form_fields("products")}
    found = {
        "product": orders["product_code"],
        "hs": products["hs_code"],
        "quantity": orders["quantity"],
        "unit": orders["unit"],
        "unit_weight_kg": products["unit_net_weight_kg"],
        "date": orders["requested_on"],
        "destination": orders["destination_country"],
    }
    return [found[name]._replace(name=name, required=False, note="") for name in _COMMON]


def _fresh(hub: Hub) -> dict[str, str]:
    return {"currency": hub.answers.workspace.business.currency}


def _finding_lines(answer: Priced | None) -> str:
    """The first findings in words, errors first, without the line that there is one of."""
    if answer is None:
        return ""
    ranks = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    ordered = sorted(answer.findings, key=lambda found: ranks[found.severity])
    words = [capital(finding_words(found).removeprefix("line 1, ")) for found in ordered]
    return "\n".join(words[:_FINDINGS])
