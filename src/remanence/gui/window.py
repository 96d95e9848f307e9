"""The window: sidebar, heading, pages, message bar, status line. Only it moves between pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from remanence.gui import actions, window_state
from remanence.gui.deeds import Deeds
from remanence.gui.greeting import Greeting
from remanence.gui.hub import Hub, Note
from remanence.gui.moving import dropped_sheets, focus_first, step_area
from remanence.gui.naming import Naming
from remanence.gui.page import Page, Place, Why
from remanence.gui.parts.frame import DayBand, Heading, SampleBand, StatusLine
from remanence.gui.parts.message_bar import MessageBar
from remanence.gui.parts.sidebar import Sidebar
from remanence.gui.parts.surface import column, held, row
from remanence.gui.places import PAGES, UNDER, entries, foot
from remanence.gui.words import _

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import (
        QAction,
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from remanence.core.base.changes import Changes
    from remanence.gui.dialogs.palette import Palette
    from remanence.gui.dialogs.why import WhyDialog
    from remanence.gui.jobs import Job
    from remanence.gui.offers import Offer

_NARROW: Final = 1100


class Window(QMainWindow):
    """The frame around the pages of one workspace."""

    painted = Signal()
    workspace_wanted = Signal(object)

    def __init__(self, hub: Hub, real_today: date) -> None:
        """Build the frame; the first page is made by `go`."""
        super().__init__()
        self.hub = hub
        self.deeds = Deeds(self)
        self.pages: dict[str, Page] = {}
        self._real_today = real_today
        self._why: WhyDialog | None = None
        self._palette: Palette | None = None
        self._been: list[Place] = []
        self._ahead: list[Place] = []
        self._here = Place("")
        self._unpainted = True
        self._job: Job | None = None
        self._path = hub.answers.workspace.path
        self.resize(1280, 800)
        self.setMinimumSize(760, 480)
        self._build()
        self._listen()
        self._naming.name_workspace()
        self.setAcceptDrops(True)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.hub.theme
        self.sidebar = Sidebar(theme, entries(), foot())
        self.heading = Heading(theme)
        self.stack = QStackedWidget()
        self.bar = MessageBar(theme)
        self.band, self.sample = DayBand(theme), SampleBand(theme)
        self.status = StatusLine(theme)
        above = [self.band, self.sample, self.heading]
        right = held(column([*above, (self.stack, 1), self.bar, self.status]))
        self.setCentralWidget(held(row([self.sidebar, (right, 1)])))
        self.actions_by_name = actions.build(self, self.menuBar(), self._deeds())
        self.commands = actions.Commands(self.actions_by_name)
        self.actions_by_name["import"].setProperty("icon_name", "download")
        self.actions_by_name["new"].setProperty("icon_name", "plus")
        self.actions_by_name["new"].setProperty("primary", True)  # noqa: FBT003 - Qt's own
        actions.add_local(self, self.menuBar(), self.deeds.press)
        self._to_pages = actions.add_places(self, self.menuBar(), self._places(), self.go)
        self._naming = Naming(self.hub, self.sidebar, self.status, self.band, self.commands)
        self._greeting = Greeting(self.hub, self.status, self.sample, self.go)
        self._listen_to_parts()

    def _places(self) -> dict[str, str]:
        """The pages of the sidebar in their order, with their titles."""
        return {entry.page: entry.title for entry in (*entries(), *foot())}

    def _deeds(self) -> dict[str, Callable[[], object]]:
        deeds = self.deeds
        return {
            "new": deeds.new_order,
            "open": deeds.ask_workspace,
            "workspaces": self.show_workspaces,
            "import": deeds.ask_files,
            "export": deeds.export,
            "print": deeds.print_page,
            "back_up": deeds.back_up,
            "close": self.close,
            "undo": self.hub.undo,
            "redo": self.hub.redo,
            "copy": lambda: deeds.copy(headings=False),
            "copy_headed": lambda: deeds.copy(headings=True),
            "paste": deeds.paste,
            "filter": deeds.filter,
            "palette": self.open_palette,
            "back": self.back,
            "forward": self.forward,
            "next_area": lambda: self._area(1),
            "last_area": lambda: self._area(-1),
            "why": deeds.explain,
            "about": lambda: deeds.about(self),
            "refresh": self.deeds.read_again,
            "light": deeds.switch_light,
            "density": deeds.switch_density,
            "twin": deeds.twin,
            "as_of": deeds.ask_day,
            "today": lambda: self.show_day(self._real_today),
        }

    def _listen(self) -> None:
        hub = self.hub
        hub.noted.connect(self._say)
        hub.busy.connect(self._busy)
        hub.changed.connect(self._changed)
        hub.day_changed.connect(self._moved)
        hub.language_changed.connect(self._build_anew)
        hub.theme.changed.connect(self._show_look)

    def _listen_to_parts(self) -> None:
        self.sidebar.chosen.connect(self.go)
        self.sidebar.firm_asked.connect(self.show_workspaces)
        self.heading.searched.connect(self.open_palette)
        self.sidebar.pack_asked.connect(lambda: self.go("policy"))
        self.status.undo_asked.connect(self.hub.undo)
        self.status.day_asked.connect(self.deeds.ask_day)
        self.band.asked.connect(self.actions_by_name["today"].trigger)
        self.sample.asked.connect(self.begin_own)
        self._show_look()

    def _build_anew(self) -> None:
        """Another language: all that has words is made again, and shows what was shown."""
        place = self._here
        for page in self.pages.values():
            page.deleteLater()
        for made in (self._palette, self._why):
            if made is not None:
                made.deleteLater()
        self.pages.clear()
        self._palette = self._why = None
        self._here = Place("")
        actions.forget(self)
        self._build()
        self._naming.name_workspace()
        self.read_last_operation()
        self.go(place.page, place.ref)

    # ------------------------------------------------------------------ going about

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.pages[self._here.page]

    def go(self, page: str, ref: str = "") -> None:
        """Show a page, made now if it was never shown, and what on it."""
        place = Place(page, ref)
        if self._here.page and place != self._here:
            self._been.append(self._here)
            self._ahead.clear()
        self._show(place)

    def back(self) -> None:
        """Show what was shown before."""
        if self._been:
            self._ahead.append(self._here)
            self._show(self._been.pop())

    def forward(self) -> None:
        """Undo `back`."""
        if self._ahead:
            self._been.append(self._here)
            self._show(self._ahead.pop())

    def _show(self, place: Place) -> None:
        self._here = place
        page = self.pages.get(place.page) or self._make(place.page)
        self.stack.setCurrentWidget(page)
        self.commands.show_page(self.deeds.can(page))
        page.read_if_stale()
        if place.ref:
            page.open(place.ref)
        self.sidebar.show_page(UNDER.get(place.page, place.page))
        self._head(page)
        first, focus = page.focus_order(), QApplication.focusWidget() or self
        placed = bool(place.ref) and page.isAncestorOf(focus)
        if first and not placed and not self.sidebar.isAncestorOf(focus):
            focus_first(first[0])

    def _make(self, name: str) -> Page:
        page = self.pages[name] = PAGES[name](self.hub)
        page.answered.connect(lambda _sentence: self._head(page))
        page.wants.connect(lambda place: self.go(place.page, place.ref))
        page.explains.connect(self.explain)
        page.pastes.connect(self.deeds.plan_paste)
        if name == "import":
            page.files_wanted.connect(self.deeds.ask_files)  # type: ignore[attr-defined]
        if name == "preferences":
            page.preferred.connect(self.keep_state)  # type: ignore[attr-defined]
        self.stack.addWidget(page)
        return page

    def _head(self, page: Page) -> None:
        if self.pages.get(self._here.page) is not page:
            return
        found = page.actions_of_page() or self._usual_actions()
        self.heading.show_page(page.title(), page.sentence, found)
        self.setWindowTitle(f"{page.title()} — Remanence")
        count = getattr(page, "count", None)
        if count is not None:
            self.sidebar.show_count(page.name, count())

    def _usual_actions(self) -> list[QAction]:
        if self._here.page == "import":
            return []
        new = [self.actions_by_name["new"]] if self._here.page in ("today", "orders") else []
        return [self.actions_by_name["import"], *new]

    def _area(self, step: int) -> None:
        """F6: the sidebar, the areas of the page, the message bar."""
        areas = [self.sidebar, *self.page.focus_order()]
        areas += [self.bar] if self.bar.isVisible() else []
        step_area(areas, step)

    # ------------------------------------------------------------------ the workspace

    def _moved(self) -> None:
        """Another day or workspace: places of the one before are not those of the next."""
        if self.hub.answers.workspace.path != self._path:
            self._path = self.hub.answers.workspace.path
            self._been.clear()
            self._ahead.clear()
            self._here = Place(self._here.page)
            self.bar.dismiss()
        self._forget_counts()
        self._naming.name_workspace()

    def _forget_counts(self) -> None:
        """A hidden page counts again when it is next read: until then no number is shown."""
        for page in self.pages.values():
            if hasattr(page, "count") and not page.isVisible():
                self.sidebar.show_count(page.name, 0)

    def read_last_operation(self) -> None:
        """Name what undo and redo would do, and what else is to be said of the workspace."""
        self._naming.name_turns()
        self._greeting.read()

    def show_day(self, day: date) -> None:
        """Give every verdict as of a day."""
        self.hub.as_of(day, self._real_today)

    def plan_import(self, paths: list[Path]) -> None:
        """Go to Import and plan these files."""
        self.go("import")
        self.page.plan(paths)  # type: ignore[attr-defined]

    # ------------------------------------------------------------------ what the hub says

    def _say(self, note: Note) -> None:
        self.bar.say(note.state, note.what, note.next, note.action)

    def _busy(self, job: Job | None) -> None:
        if job is None:
            self._job = None
            if self.bar.shows_progress:
                self.bar.dismiss()
        else:
            self._job = job
            self.bar.show_progress(job.title, job.cancel)
            job.progressed.connect(lambda done: self.bar.progress(*done))
        self.commands.show_writing(writing=self.hub.is_writing)

    def _changed(self, changes: Changes) -> None:
        if changes.label in ("undo", "redo"):
            self._say_turn(undone=changes.label == "undo")
        self._forget_counts()
        self._naming.name_workspace()
        self.read_last_operation()

    def _say_turn(self, *, undone: bool) -> None:
        what = self.commands.undo if undone else self.commands.redo
        if what:
            words = _("Undone: {what}.") if undone else _("Done again: {what}.")
            self.bar.say("done", words.format(what=actions.inside(what)))
        else:
            self.bar.say("done", _("Undone.") if undone else _("Done again."))

    # ------------------------------------------------------------------ deeds

    def explain(self, why: Why) -> None:
        """Show the reasons of something."""
        from remanence.gui.dialogs.why import WhyDialog

        if self._why is None:
            self._why = WhyDialog(self.hub, self)
            window_state.follow(self._why, self.hub.kept, "why")
        self._why.show_why(why)

    def open_palette(self, *, words: str = "") -> None:
        """Show the field that goes anywhere, finds anything and does everything."""
        if self._palette is None:
            from remanence.gui.dialogs.palette import Palette
            from remanence.gui.offers import offers_of

            names, places = {**self.actions_by_name, **self._to_pages}, self._places()
            self._palette = Palette(self.hub, lambda: offers_of(names, places), self)
            self._palette.chosen.connect(self._take_offer)
        self._palette.open(words)

    def _take_offer(self, offer: Offer) -> None:
        if offer.place is not None:
            self.go(offer.place.page, offer.place.ref)
        elif offer.deed is not None:
            offer.deed()

    def show_workspaces(self) -> None:
        """Show the menu of workspaces below the firm's name."""
        from remanence.gui.dialogs.workspaces import workspaces_menu

        menu = workspaces_menu(
            self.hub, self, self.actions_by_name["open"], self.workspace_wanted.emit
        )
        menu.popup(self.sidebar.mapToGlobal(self.sidebar.firm_corner()))

    def begin_own(self) -> None:
        """Ask for the three fields of a desk of one's own."""
        from remanence.gui.dialogs.workspaces import begin

        begin(self.hub, self, self.workspace_wanted.emit)

    def _show_look(self) -> None:
        theme = self.hub.theme
        self.commands.show_look(dark=theme.mode == "dark", compact=theme.density == "compact")
        narrow = _NARROW * max(100, theme.text_percent) / 100
        self.sidebar.set_narrow(narrow=self.width() < narrow)

    # ------------------------------------------------------------------ state and events

    def restore(self) -> str:
        """Take size and place of the last time; gives the page that was shown."""
        return window_state.restore(self, self.hub)

    def keep_state(self) -> None:
        """Keep size, place and look for the next time."""
        window_state.keep(self, self.hub, self._here.page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the state; running work ends at its next step and is rolled back."""
        self.keep_state()
        self.hub.jobs.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sidebar gives way in a narrow window."""
        super().resizeEvent(event)
        self._show_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the first frame is painted, after all that is below it."""
        super().paintEvent(event)
        if self._unpainted:
            self._unpainted = False
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Sheets may be dropped."""
        if dropped_sheets(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped sheets open the plan."""
        self.plan_import(dropped_sheets(event))
