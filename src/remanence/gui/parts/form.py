"""A form made of the columns of a sheet: labels above fields, what is wrong below the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.core.base.countries import COUNTRIES
from remanence.core.base.money import CURRENCIES
from remanence.gui.parts.form_field import LineField, Option
from remanence.gui.parts.surface import column
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from remanence.app.forms import FormField, Known
    from remanence.gui.theme import Theme

_FIELD: Final = 172  # least width of a field, at text of the usual size
_USUAL: Final = ("USD", "EUR", "CNY")  # the currencies of this trade stand first
_SHORT_WORDS: Final[dict[str, str]] = {
    "order_number": "Order number",
    "supplier_code": "Supplier",
    "product_code": "Product",
    "line_no": "Line",
    "hs_code": "HS code",
    "etd": "ETD",
    "atd": "ATD",
    "eta": "ETA",
    "ata": "ATA",
    "volume_m3": "Volume, m³",
    "gross_weight_kg": "Gross weight, kg",
    "net_weight_kg": "Net weight, kg",
    "discount_percent": "Discount, %",
    "percent": "% of goods",
    "price_per": "Price per",
    "transport_mode": "Goes by",
    "licence_ref": "Licence",
    "shipment_ref": "Shipment",
    "hs": "HS code",
    "unit_weight_kg": "Weight of one, kg",
    "date": "Entry date",
    "destination": "Into",
}


def field_words(name: str) -> str:
    """What a column is called in a form: `Confirmed on` of `confirmed_on`."""
    return _(_SHORT_WORDS.get(name) or capital(name.replace("_", " ")))


def options_of(field: FormField, known: Callable[[str], Sequence[Known]]) -> list[Option]:
    """What a field offers: its choices, or the records that it may name."""
    if field.choices:
        return [Option(word, _(word.replace("_", " "))) for word in field.choices]
    if field.sort == "yes_no":
        return [Option("yes", _("yes")), Option("no", _("no"))]
    if field.name == "currency":
        return [Option(code, code) for code in (*_USUAL, *sorted(set(CURRENCIES) - set(_USUAL)))]
    if field.name.endswith(("country", "destination")):
        return [Option(code, f"{code}  {_country(code)}") for code in sorted(COUNTRIES)]
    return [
        Option(one.code, "  ".join(word for word in (one.code, one.name, one.local_name) if word))
        for one in known(field.refers)
    ]


def _country(code: str) -> str:
    return QLocale.territoryToString(QLocale.codeToTerritory(code))


class FieldBox(QWidget):
    """A label, the field, and what is wrong or what stands now below it."""

    def __init__(self, theme: Theme, field: FormField, options: Sequence[Option]) -> None:
        """Make the field of a column, empty."""
        super().__init__()
        self.field = field
        words = field_words(field.name)
        label = Text(theme, f"{words} *" if field.required else words, "caption", tone="muted")
        self.line = LineField(theme, words, figures=field.sort in ("number", "day"))
        self.line.offer(options)
        self.line.setToolTip(field.note)
        if field.sort == "day":
            self.line.setPlaceholderText(_("YYYY-MM-DD"))
        label.setBuddy(self.line)
        self._below = Text(theme, "", "caption", tone="blocked", wrap=True)
        self._below.hide()
        self.setLayout(column([label, 3, self.line, 2, self._below, None]))

    @property
    def said(self) -> str:
        """What stands below the field."""
        return self._below.text()

    def say(self, words: str, tone: str = "blocked") -> None:
        """Say something below the field; nothing takes it away."""
        self._below.setText(words)
        self._below.set_tone(tone)
        self._below.setVisible(bool(words))
        self.line.show_wrong(wrong=bool(words) and tone == "blocked")


class Form(QWidget):
    """Fields of one record. What was typed stays until it is saved or left."""

    typed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[FormField],
        known: Callable[[str], Sequence[Known]],
        texts: Mapping[str, str] | None = None,
        *,
        fresh: bool = False,
        least: int = _FIELD,
    ) -> None:
        """Show the fields with their texts; those of a `fresh` record count as typed.

        `least` is the least width of a field, at text of the usual size.
        """
        super().__init__()
        self._theme = theme
        self._columns = 0
        self._least = least
        self.boxes: dict[str, FieldBox] = {}
        self.shown: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for field in fields:
            made = FieldBox(theme, field, options_of(field, known))
            text = (texts or {}).get(field.name, "")
            self.shown[field.name] = "" if fresh else text
            made.line.setText(text)
            made.line.setCursorPosition(0)
            made.line.textEdited.connect(lambda _text, name=field.name: self._typed(name))
            self.boxes[field.name] = made
        theme.changed.connect(self._place)
        self._place()

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: made.line.text().strip() for name, made in self.boxes.items()}

    def changes(self) -> dict[str, str]:
        """What was typed that differs from what was shown; an emptied field clears its cell."""
        return {
            name: text or "<clear>"
            for name, text in self.texts().items()
            if text != self.shown[name]
        }

    def put(self, name: str, text: str) -> None:
        """Fill a field as if it were typed."""
        self.boxes[name].line.setText(text)
        self._typed(name)

    def rebase(self, texts: Mapping[str, str]) -> None:
        """Take what stands now for what was shown; typed words stay, and say what stands now."""
        for name, made in self.boxes.items():
            now = texts.get(name, "")
            typed = made.line.text().strip()
            if typed == self.shown[name]:
                made.line.setText(now)
            elif now != self.shown[name]:
                made.say(_("Stands now: {text}").format(text=now or _("nothing")), "attention")
            self.shown[name] = now

    def lacking(self) -> dict[str, str]:
        """Fields that a new record needs and that are empty, with what to say below them."""
        words = _("Needed to save.")
        return {
            name: words
            for name, made in self.boxes.items()
            if made.field.required and not made.line.text().strip()
        }

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say below each field what is wrong with it; the first one gets the focus."""
        for name, made in self.boxes.items():
            made.say(problems.get(name, ""))
        first = next((name for name in self.boxes if name in problems), "")
        if first:
            self.boxes[first].line.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _typed(self, name: str) -> None:
        self.boxes[name].say("")
        self.typed.emit(name)

    def _place(self) -> None:
        wanted = max(1, self.width() // self._theme.grown(self._least))
        wanted = min(wanted, len(self.boxes)) or 1
        if wanted == self._columns:
            return
        for place in range(self._columns):
            self._grid.setColumnStretch(place, 0)
        self._columns = wanted
        for number, made in enumerate(self.boxes.values()):
            self._grid.addWidget(made, number // wanted, number % wanted)
        for place in range(wanted):
            self._grid.setColumnStretch(place, 1)
