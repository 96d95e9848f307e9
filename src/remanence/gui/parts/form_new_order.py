"""The form of an order that is not there yet: its head, its lines, saved as one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.gui.parts.button import Button
from remanence.gui.parts.form_editor import Block, Editor
from remanence.gui.parts.order_card import OrderCard
from remanence.gui.parts.surface import clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from remanence.app.entering import Entry
    from remanence.gui.hub import Hub
    from remanence.gui.parts.form import Form
    from remanence.gui.rows import WholeOrder

HEAD: Final = (
    "order_number",
    "order_date",
    "supplier_code",
    "currency",
    "incoterm",
    "incoterm_place",
    "transport_mode",
    "destination_country",
    "end_user",
    "end_user_country",
    "end_use",
    "consignee",
    "ship_to",
    "importer_of_record",
)
LINE: Final = (
    "product_code",
    "quantity",
    "unit",
    "unit_price",
    "price_per",
    "discount_percent",
    "origin_country",
    "requested_on",
)
_NOT_COPIED: Final = frozenset({"order_number", "order_date", "requested_on"})
"""What is of the one order alone; shipments, licences and promises have no field here at all."""


class NewOrder(Editor):
    """Head and lines; `number` is that of the order once it is saved."""

    label = "new_order"

    def __init__(self, hub: Hub, like: WholeOrder | None = None) -> None:
        """Begin empty, or with what another order shares with it."""
        found = hub.try_now(lambda answers: (answers.order_numbers(), answers.next_number()))
        self._numbers, following = found or ((), "")
        head = {
            "order_number": following,
            "order_date": hub.today.isoformat(),
            "currency": hub.answers.workspace.business.currency,
        }
        lines: list[Mapping[str, str]] = [{}]
        if like is not None:
            texts = [_copied(hub, cells) for cells in like.found.detail.sheets["orders"]]
            head = {**texts[0], **head, "currency": texts[0]["currency"]}
            lines = list(texts)
        blocks = [Block("orders", {}, HEAD, head, fresh=True)]
        blocks += [Block("orders", {}, LINE, line, fresh=True) for line in lines]
        super().__init__(hub, blocks, "", lambda: ())
        if like is not None:
            self.label = "copy_order"
        self.save_button.setText(_("Create order"))

    @property
    def number(self) -> str:
        """The number typed."""
        return self.forms[0].texts()["order_number"]

    def note(self) -> str:
        """The number."""
        return self.number

    def build(self) -> None:
        """The head, then one box a line, and a button for another."""
        clear(self.body)
        self.body.addWidget(self.forms[0])
        self.body.addSpacing(18)
        for place, form in enumerate(self.forms[1:], start=1):
            self._line(place, form)
        more = Button(self.theme, _("Add line"), small=True)
        more.clicked.connect(self.add_line)
        self.body.addWidget(held(row([more, None])))
        self.body.addSpacing(16)

    def add_line(self) -> None:
        """One more line, with the focus in it."""
        block = Block("orders", {}, LINE, {}, fresh=True)
        self.blocks.append(block)
        self.forms.append(self._form(block))
        self._keep_and_build()
        self.forms[-1].boxes["product_code"].line.setFocus()

    def remove_line(self, form: Form) -> None:
        """Take a line out of the form."""
        place = self.forms.index(form)
        del self.forms[place], self.blocks[place]
        self._keep_and_build()
        form.deleteLater()

    def lacks_something(self) -> bool:
        """Besides empty fields: a number that is taken."""
        lacking = super().lacks_something()
        if not self.number or self.number not in self._numbers:
            return lacking
        words = _("There is an order {number} already.").format(number=self.number)
        self.forms[0].show_problems({**self.forms[0].lacking(), "order_number": words})
        return True

    def entries(self) -> list[Entry]:
        """A row a line, each with the head."""
        from remanence.app.entering import Entry

        head = _filled(self.forms[0])
        return [
            Entry("orders", {**head, "line_no": str(place), **_filled(form)})
            for place, form in enumerate(self.forms[1:], start=1)
        ]

    def was(self) -> list[Entry]:
        """Nothing stood there before."""
        return []

    def form_of(self, row: int, name: str) -> int | None:
        """The head has its columns once, each line its own."""
        if name in HEAD:
            return 0
        return row + 1 if name in LINE and row + 1 < len(self.forms) else None

    def _line(self, place: int, form: Form) -> None:
        title = Text(self.theme, _("Line {number}").format(number=place), "caption", 600)
        parts: list[object] = [title, None]
        if len(self.forms) > 2:
            away = Button(self.theme, _("Leave out"), "link")
            away.setAccessibleName(_("Leave out line {number}").format(number=place))
            away.clicked.connect(lambda: self.remove_line(form))
            parts.append(away)
        self.body.addWidget(held(row(parts)))  # type: ignore[arg-type]
        self.body.addSpacing(4)
        self.body.addWidget(form)
        self.body.addSpacing(14)

    def _keep_and_build(self) -> None:
        for form in self.forms:
            form.setParent(None)
        self.build()
        for form in self.forms:
            form.show()

    def _form(self, block: Block) -> Form:
        """The unit follows the product, as long as nothing was typed there."""
        form = super()._form(block)
        if "unit" in form.boxes:
            form.boxes["product_code"].line.textChanged.connect(lambda code: self._unit(form, code))
        return form

    def _unit(self, form: Form, code: str) -> None:
        unit = next((one.more for one in self._records("products") if one.code == code), "")
        if unit and not form.texts()["unit"]:
            form.put("unit", unit)


class NewOrderCard(OrderCard):
    """The form on a card of its own."""

    def __init__(self, hub: Hub, like: WholeOrder | None = None) -> None:
        """Begin empty, or like another order."""
        title = _("New order")
        if like is not None:
            title = _("Copy of {number}").format(number=like.detail.number)
        super().__init__(hub, "new", title)
        self.head(_("Ctrl+Enter creates it, Esc leaves"))
        self.editor = NewOrder(hub, like)
        self.body.addLayout(column([4, self.editor]))


def _copied(hub: Hub, cells: Mapping[str, object]) -> dict[str, str]:
    wanted = (*HEAD, *LINE)
    texts = hub.answers.cell_texts("orders", {name: cells[name] for name in wanted})
    return {name: "" if name in _NOT_COPIED else text for name, text in texts.items()}


def _filled(form: Form) -> dict[str, str]:
    return {name: text for name, text in form.texts().items() if text}
