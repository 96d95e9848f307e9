"""Start of the window: application, look, workspace, first page; everything heavy comes later."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from remanence.core.base.errors import AppError
from remanence.gui.answers import Answers
from remanence.gui.collecting import Collecting
from remanence.gui.hub import Hub
from remanence.gui.jobs import Jobs, preloading
from remanence.gui.kept import Kept
from remanence.gui.theme import OURS, Theme
from remanence.gui.watching import Watching
from remanence.gui.window import Window
from remanence.gui.window_state import dress
from remanence.gui.words import _, choose

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from remanence.app.settings import Surroundings

_SWITCH_SECONDS = 0.0005  # a worker that computes gives the interpreter back before a frame is late
_QUIET_MS = 200


def has_display() -> bool:
    """Whether a window can be shown here."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.split(":")[0] in {"offscreen", "minimal"}:
        return False
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or platform
    return bool(named) or not sys.platform.startswith("linux")


def run(
    path: Path | None, today: date, around: Surroundings, problem: AppError | None = None
) -> int:
    """Open the window on a workspace; gives the exit code when it is closed.

    Without a path the first run stands there: it says the `problem`, if any, and asks how to begin.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["remanence"])
    _name(app)
    sys.setswitchinterval(_SWITCH_SECONDS)
    sys.excepthook = _bug
    kept = Kept(kept_look(around))
    language = kept.get("language")
    choose(around.resources, str(language) if language else None)
    theme = Theme(app, around.resources / "icons")
    dress(theme, kept)
    shown: list[QWidget] = []  # who is named nowhere is closed by Python
    if path is None:
        shown.append(_begin(shown, today, around, theme, kept, problem))
    else:
        shown.append(open_window(path, today, around, theme, kept))
    shown[0].show()
    return app.exec()


def _begin(
    shown: list[QWidget],
    today: date,
    around: Surroundings,
    theme: Theme,
    kept: Kept,
    problem: AppError | None,
) -> QWidget:
    """The first run; the window takes its place as soon as there is a workspace."""
    from remanence.gui.first_run import FirstRun

    first = FirstRun(theme, around, today)
    if problem is not None:
        first.tell(problem)

    def begin(path: Path) -> None:
        try:
            page = "import" if first.is_own else ""
            window = open_window(path, today, around, theme, kept, first=page)
        except AppError as refused:
            first.tell(refused)
            return
        shown.append(window)
        window.show()
        first.accept()

    first.made.connect(begin)
    return first


def kept_look(around: Surroundings) -> QSettings:
    """Size, place and look of the window, in a file of the program's own folder."""
    return QSettings(str(around.home / "window.ini"), QSettings.Format.IniFormat)


def open_window(
    path: Path,
    today: date,
    around: Surroundings,
    theme: Theme,
    kept: Kept | None,
    *,
    first: str = "",
) -> Window:
    """A window on a workspace, its first page read, not yet shown.

    `first` names a page; left out, the one shown last time.
    """
    gc.disable()  # nothing made before the first frame is garbage; looking for it costs a tenth
    from remanence.app.workspace import open_workspace

    workspace = open_workspace(path, today, around, wait_seconds=0.05)
    jobs = Jobs(held=True)
    window = Window(Hub(Answers(workspace), theme, jobs, kept), today)
    window.workspace_wanted.connect(lambda found: _switch(window, found, today, around))
    window.painted.connect(jobs.release)
    window.painted.connect(lambda: _after_first_paint(window))
    last = window.restore()
    window.go(first or last)
    return window


def _name(app: QApplication) -> None:
    app.setApplicationName("Remanence")
    app.setOrganizationName("Remanence")
    if sys.platform != "darwin":
        app.setStyle(OURS)


def _after_first_paint(window: Window) -> None:
    """What can wait: the history's last line, and the libraries that the next deed will need."""
    _wear_icon(window)
    Watching(window.hub, window.show_workspaces)
    Collecting(window, lambda: window.hub.jobs.is_idle)
    window.read_last_operation()
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: _make_ready(window))
    timer.start(_QUIET_MS)


def _wear_icon(window: Window) -> None:
    """The program's own icon, where the system takes one from a running program."""
    path = window.hub.theme.icons / "app.png"
    if path.exists():
        QGuiApplication.setWindowIcon(QIcon(str(path)))


def _make_ready(window: Window) -> None:
    for job in preloading(window, _("making ready")):
        window.hub.jobs.start(job)


def _switch(window: Window, path: Path, today: date, around: Surroundings) -> None:
    from remanence.app.workspace import open_workspace

    try:
        workspace = open_workspace(path, today, around)
    except AppError as error:
        window.hub.fail(error)
        return
    old = window.hub.answers.workspace
    window.hub.switch(Answers(workspace))
    old.close()
    window.read_last_operation()


def _bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """An unforeseen failure: into the log, and one box with the report to copy, no cell in it."""
    import logging

    from PySide6.QtWidgets import QMessageBox

    from remanence.app.crash import report_of

    logging.getLogger(__name__).critical("unforeseen", exc_info=(kind, bug, trace))
    report = report_of(bug)
    box = QMessageBox(
        QMessageBox.Icon.Critical,
        "Remanence",
        _("Something went wrong that should not. What was saved is safe."),
    )
    box.setDetailedText(report)
    copy = box.addButton(_("Copy report"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()
