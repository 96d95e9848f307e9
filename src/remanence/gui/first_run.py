"""The first run: three doors, then three fields. Nothing is made before the last button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QSizePolicy, QWidget

from remanence.core.base.errors import AppError
from remanence.core.facts.business import Business
from remanence.gui.icons import icon_pixmap
from remanence.gui.jobs import Job, Jobs, Worker
from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import Choice, TextField
from remanence.gui.parts.lands import countries, country_here, currencies, currency_here
from remanence.gui.parts.paint import CARD_RADIUS, LEFT, box, fitted, focus_ring
from remanence.gui.parts.sidebar import paint_emblem
from remanence.gui.parts.surface import clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, error_sentence

if TYPE_CHECKING:
    from datetime import date

    from remanence.app.settings import Surroundings
    from remanence.gui.theme import Theme

_EMBLEM: Final = 44


class Door(QAbstractButton):
    """One of three ways in: an icon, what it is, what happens then."""

    def __init__(self, theme: Theme, icon: str, words: str, note: str) -> None:
        """Make a door."""
        super().__init__()
        self._theme, self._icon, self._note = theme, icon, note
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(note)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines and air."""
        height = self._theme.height("section") + self._theme.height("caption") + 34
        return QSize(self._theme.grown(440), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with its icon and two lines."""
        painter, theme, rect = QPainter(self), self._theme, QRectF(self.rect())
        fill = theme.color("selection" if self.underMouse() or self.isDown() else "surface")
        box(painter, rect, CARD_RADIUS, fill, theme.color("line_strong", 0.75))
        side = theme.grown(24)
        pixmap = icon_pixmap(theme, self._icon, side, "accent_text", self.devicePixelRatioF())
        painter.drawPixmap(18, round((self.height() - side) / 2), pixmap)
        x, room = 18 + side + 16, self.width() - side - 52
        font = theme.font("section", 600)
        painter.setFont(font)
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        top = QRectF(x, 15, room, theme.height("section"))
        painter.drawText(top, LEFT, fitted(self.text(), font, room))
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.color("muted" if self.isEnabled() else "disabled"))
        low = QRectF(x, top.bottom() + 3, room, theme.height("caption"))
        painter.drawText(low, LEFT, fitted(self._note, font, room))
        if self.hasFocus():
            focus_ring(painter, rect, theme, CARD_RADIUS)


class FirstRun(QDialog):
    """Where a desk begins; `made` gives the workspace, `is_own` says that it waits for sheets."""

    made = Signal(object)

    def __init__(
        self, theme: Theme, around: Surroundings, today: date, parent: QWidget | None = None
    ) -> None:
        """Show the three doors."""
        super().__init__(parent)
        self._theme, self._around, self._today = theme, around, today
        self.jobs: Worker = Jobs()
        self.setWindowTitle("Remanence")
        self._body = column([], (40, 36, 40, 32), 0)
        self.setLayout(self._body)
        self.name = TextField(theme, _("Own name"), _("The firm that imports"))
        self.country = Choice(theme, _("Country"), [("", ""), *countries()])
        self.currency = Choice(theme, _("Currency"), [("", ""), *currencies()])
        self.is_own = False
        self._wrong = Text(theme, "", "caption", tone="blocked", wrap=True)
        self.setMinimumWidth(theme.grown(560))
        self.show_doors()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas of the window."""
        QPainter(self).fillRect(self.rect(), self._theme.color("canvas"))

    # ------------------------------------------------------------------ the two pages

    def show_doors(self) -> None:
        """Three ways in."""
        self._clear()
        doors = [
            Door(
                self._theme,
                "search",
                _("Look around with a sample desk"),
                _("An invented importer on a busy day. Nothing of yours is needed."),
            ),
            Door(
                self._theme,
                "download",
                _("Start with my sheets"),
                _("An empty desk of your own; your sheets come in with a plan first."),
            ),
            Door(
                self._theme,
                "clipboard-list",
                _("Open a workspace"),
                _("A folder that ends in .remanence, from this or another machine."),
            ),
        ]
        for door, deed in zip(doors, (self.make_sample, self.show_fields, self._open), strict=True):
            door.clicked.connect(deed)
        self._head(
            _("The desk for people who import magnets"),
            _("Everything stays on this machine. It works without a network."),
        )
        for door in doors:
            self._body.addWidget(door)
            self._body.addSpacing(12)
        self._body.addWidget(self._wrong)
        self._body.addStretch(1)
        doors[0].setFocus()

    def show_fields(self) -> None:
        """Own name, country, currency: all can be changed later."""
        self._clear()
        self._head(_("Your desk"), _("Three fields; Preferences change them later."))
        self.country.choose(country_here())
        self.currency.choose(currency_here())
        for words, field in (
            (_("Own name"), self.name),
            (_("Country that you import into"), self.country),
            (_("Currency of your costs"), self.currency),
        ):
            self._body.addWidget(Text(self._theme, words, "caption", 500))
            self._body.addSpacing(4)
            self._body.addWidget(field)
            self._body.addSpacing(12)
            field.show()
        self._body.addWidget(self._wrong)
        make = Button(self._theme, _("Choose where to keep it…"), "primary")
        make.clicked.connect(self._choose_place)
        back = Button(self._theme, _("Back"))
        back.clicked.connect(self.show_doors)
        self._body.addSpacing(8)
        self._body.addWidget(held(row([back, None, make])))
        self._body.addStretch(1)
        self.name.setFocus()

    def _clear(self) -> None:
        for kept in (self.name, self.country, self.currency, self._wrong):
            self._body.removeWidget(kept)
            kept.setParent(self)
            kept.hide()
        clear(self._body)
        self._wrong.setText("")
        self._wrong.show()

    def _head(self, words: str, note: str) -> None:
        emblem = Emblem(self._theme)
        texts = column(
            [
                Text(self._theme, words, "title", 600, wrap=True),
                Text(self._theme, note, tone="muted", wrap=True),
            ],
            spacing=2,
        )
        self._body.addWidget(held(row([emblem, 16, (texts, 1)])))
        self._body.addSpacing(24)

    # ------------------------------------------------------------------ deeds

    def business(self) -> Business | None:
        """What the fields say; None, and why, where they cannot be."""
        country, currency = self.country.key, self.currency.key
        if not country:
            self._refuse(self.country, _("Choose the country: duties and papers are of it."))
            return None
        if not currency:
            self._refuse(self.currency, _("Choose the currency: all costs are shown in it."))
            return None
        return Business(name=self.name.text().strip(), country=country, currency=currency)

    def _say(self, words: str, tone: str) -> None:
        self._wrong.set_tone(tone)
        self._wrong.setText(words)

    def _refuse(self, field: QWidget, words: str) -> None:
        self._say(words, "blocked")
        field.setFocus()

    def _choose_place(self) -> None:
        business = self.business()
        if business is None:
            return
        start = Path.home() / f"{business.name or 'desk'}.remanence"
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Where to keep the desk"), str(start), _("Workspaces (*.remanence)")
        )
        if path:
            self.make(Path(path), business)

    def make(self, path: Path, business: Business) -> None:
        """Make an empty workspace and ask for it to be opened."""
        from remanence.app.workspace import create_workspace

        try:
            made = create_workspace(path, business, self._around)
        except AppError as error:
            self.tell(error)
            return
        self.is_own = True
        self.made.emit(made)

    def tell(self, error: AppError) -> None:
        """Say why it cannot be so, and let another way be chosen."""
        self._say(error_sentence(error), "blocked")
        self._allow(doors=True)

    def make_sample(self) -> None:
        """Make the sample on the worker; the doors wait meanwhile."""
        self._say(_("Making the sample desk. It takes some seconds, once."), "muted")
        self._allow(doors=False)
        job = Job(self, _("making the sample desk"), lambda _report: self._sample_place())
        self.jobs.start(job.on(self.made.emit, self.tell))

    def _sample_place(self) -> Path:
        from remanence.app.demo import sample_place, sample_workspace

        place = sample_place(None, self._around)
        sample_workspace(place, self._today, self._around).close()
        return place

    def _allow(self, *, doors: bool) -> None:
        for door in self.findChildren(Door):
            door.setEnabled(doors)

    def done(self, result: int) -> None:
        """Work that is under way ends first."""
        self.jobs.stop()
        super().done(result)

    def _open(self) -> None:
        path = QFileDialog.getExistingDirectory(self, _("Open workspace"))
        if path:
            self.made.emit(Path(path))


class Emblem(QWidget):
    """The program's mark."""

    def __init__(self, theme: Theme) -> None:
        """A square of its size."""
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.grown(_EMBLEM), theme.grown(_EMBLEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_emblem(painter, QRectF(self.rect()), self._theme)
