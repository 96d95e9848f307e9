"""The frame of the page of trends: what can be chosen, where the chart stands, what lies below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from remanence.gui.parts.bar import Dot, Hatch
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.inputs import Choice
from remanence.gui.parts.surface import Card, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from remanence.gui.theme import Theme

OF: Final = ("material", "grade", "product", "category", "supplier")


class TrendFrame:
    """Choices, chart, legend, marks and the strip below."""

    def __init__(self, theme: Theme, chart: QWidget, moved: QWidget, events: QWidget) -> None:
        """Put these into their places."""
        self._theme = theme
        self._make_choices()
        self.heading = Text(theme, "", weight=600)
        self._legend = Flow(gap=10, below=2)
        self._buttons: dict[str, Button] = {}
        self._names: dict[str, str] = {}
        self._marks = Flow(gap=20, below=3)
        tools = [self.of, self.unit, self.by, self.mode, self.share, self._labelled_base()]
        tools += [self._labelled_focus(), self.series_button, self.export_button]
        self._legend_place = held(self._legend)
        self._marks_place = held(self._marks)
        self.card = Card(theme)
        self.card.setLayout(
            column(
                [
                    row([(held(Flow(tools, gap=8)), 1)], (16, 8, 12, 0)),
                    row([self.heading, 14, (self._legend_place, 1)], (16, 0, 16, 0)),
                    (chart, 1),
                    row([(self._marks_place, 1)], (16, 2, 16, 6)),
                ],
                (1, 1, 1, 1),
            )
        )
        self._make_lower(moved, events)
        self.show_mode("lines")

    def layout_of(self) -> QVBoxLayout:
        """All of it, for the page."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.card)
        split.addWidget(self._lower)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 3)
        split.setSizes([620, 380])
        return column([(split, 1)], (24, 2, 24, 14))

    # ------------------------------------------------------------------ making

    def _make_choices(self) -> None:
        theme = self._theme
        words = {
            "material": _("by material"),
            "grade": _("by grade"),
            "product": _("by product"),
            "category": _("by category"),
            "supplier": _("by supplier"),
        }
        self.of = Choice(theme, _("Series by"), [(key, words[key]) for key in OF])
        self.unit = Choice(theme, _("Unit"), [("kg", _("per kg")), ("piece", _("per piece"))])
        periods = [("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year"))]
        self.by = Choices(theme, periods, _("Period"))
        modes = [("lines", _("Lines")), ("parts", _("Parts")), ("index", _("Index"))]
        self.mode = Choices(theme, modes, _("Chart of lines, parts or an index"))
        shares = [("amount", _("Amount")), ("share", _("Share"))]
        self.share = Choices(theme, shares, _("Parts as amounts or as shares"))
        self.base = Choice(theme, _("Base period, where the index is 100"), [])
        self.focus = Choice(theme, _("Series whose parts are shown"), [])
        for choice, letters in ((self.of, 11), (self.unit, 9), (self.base, 9), (self.focus, 9)):
            choice.setMinimumContentsLength(letters)
        self.series_button = Button(
            theme, _("Series…"), "plain", name=_("Choose the series that stand alone"), small=True
        )
        self.export_button = Button(
            theme, _("Export"), "plain", "download", _("Export the chart or its points"), small=True
        )

    def _labelled_base(self) -> QWidget:
        words = Text(self._theme, _("100 in"), "caption", tone="muted")
        self._base_place = held(row([words, 6, self.base]))
        return self._base_place

    def _labelled_focus(self) -> QWidget:
        words = Text(self._theme, _("Parts of"), "caption", tone="muted")
        self._focus_place = held(row([words, 6, self.focus]))
        return self._focus_place

    def _make_lower(self, moved: QWidget, events: QWidget) -> None:
        tabs = [
            ("moved", _("Why it moved")),
            ("table", _("The same figures")),
            ("events", _("Events")),
        ]
        self.tab = Choices(self._theme, tabs, _("Below the chart"), tabs=True)
        self.tab.chosen.connect(lambda key: self.show_lower(str(key)))
        self.twin_place = QHBoxLayout()
        self.twin_place.setContentsMargins(0, 0, 0, 0)
        self._pages = {"moved": moved, "table": held(self.twin_place), "events": events}
        self._below = QStackedWidget()
        for page in self._pages.values():
            self._below.addWidget(page)
        self._lower = held(column([row([self.tab, None]), 6, (self._below, 1)]))
        self._lower.setMinimumHeight(150)

    # ------------------------------------------------------------------ showing

    def show_lower(self, key: str) -> None:
        """Show what lies below under that name."""
        self.tab.choose(key)
        self._below.setCurrentWidget(self._pages[key])

    def show_mode(self, mode: str) -> None:
        """Show the choices that belong to a mode."""
        self.share.setVisible(mode == "parts")
        self._focus_place.setVisible(mode == "parts")
        self._base_place.setVisible(mode == "index")
        self.series_button.setVisible(mode != "parts")

    def show_working(self, *, shown: bool) -> None:
        """With nothing to draw there is no legend, and nothing below."""
        for widget in (self.heading, self._legend_place, self._marks_place, self._lower):
            widget.setVisible(shown)
        for widget in (self.series_button, self.export_button):
            widget.setEnabled(shown)

    def offer(self, choice: Choice, items: Sequence[tuple[str, str]]) -> None:
        """Offer these in a choice; what is chosen stays where it is still there."""
        before = choice.key
        choice.clear()
        for key, words in items:
            choice.addItem(words, key)
        place = choice.findData(before)
        choice.setCurrentIndex(max(0, place))

    def show_legend(
        self,
        lines: Sequence[tuple[str, str]],
        notes: Sequence[str],
        toggle: Callable[[str], None],
    ) -> None:
        """A button for each line, then what is to be said of them."""
        clear(self._legend)
        self._buttons, self._names = {}, dict(lines)
        for number, (key, name) in enumerate(lines):
            words = _("Show or hide {name}").format(name=name)
            button = Button(self._theme, name, "quiet", name=words, small=True)
            button.clicked.connect(lambda key=key: toggle(key))
            self._buttons[key] = button
            dot = Dot(self._theme, f"series.{number}")
            self._legend.addWidget(held(row([dot, 1, button])))
        for words in notes:
            self._legend.addWidget(Text(self._theme, words, "caption", tone="unknown"))

    def show_hidden(self, hidden: Collection[str]) -> None:
        """Say of which lines the legend speaks without showing them."""
        for key, button in self._buttons.items():
            name = self._names[key]
            button.setText(_("{name} (hidden)").format(name=name) if key in hidden else name)
            button.updateGeometry()
        self._legend.invalidate()

    def show_marks(
        self,
        marks: Sequence[tuple[int, str, str]],
        after: str,
        *,
        is_stacked: bool,
        is_open: bool,
    ) -> None:
        """The numbers of the chart in words; what the hatching and open marks mean."""
        clear(self._marks)
        theme = self._theme
        for number, label, title in marks:
            figure = Text(theme, str(number), "micro", 700)
            text = Text(theme, label, "caption", tone="muted")
            text.setToolTip(title)
            words = held(row([figure, 6, text]))
            words.setAccessibleName(f"{number}: {title}")
            self._marks.addWidget(words)
        if is_open:
            said = _("○ something of it is still estimated")
            if is_stacked:
                said = _("pale fill: something of it is still estimated")
            self._marks.addWidget(Text(theme, said, "caption", tone="muted"))
        note = Text(theme, after, "caption", tone="unknown")
        self._marks.addWidget(held(row([Hatch(theme), 6, note])))
