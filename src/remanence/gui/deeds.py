"""What the commands of the menus do to the page shown: copy, paste, export, print, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QTableView, QWidget

from remanence.gui.hub import Note
from remanence.gui.page import Why
from remanence.gui.window_state import follow
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.gui.page import Page, Pasted
    from remanence.gui.parts.table_tools import TableTools
    from remanence.gui.window import Window


class Deeds(QObject):
    """The deeds of one window."""

    def __init__(self, window: Window) -> None:
        """Act on the page that the window shows."""
        super().__init__(window)
        self._window = window
        self.hub = window.hub

    @property
    def _page(self) -> Page:
        return self._window.page

    def can(self, page: Page) -> dict[str, str]:
        """Which commands this page has no use for, and why; the others can be done."""
        table = bool(page.findChildren(QTableView))
        no_table = "" if table else _("There is no table on this page.")
        no_filter = "" if hasattr(page, "filter_field") else _("There is no table on this page.")
        no_twin = "" if hasattr(page, "twin") else _("There is no chart on this page.")
        return {"filter": no_filter, "export": no_table, "paste": no_table, "twin": no_twin}

    # ------------------------------------------------------------------ tables

    def filter(self) -> None:
        """Go to the filter of the page."""
        field = getattr(self._page, "filter_field", None)
        if field is not None:
            field().setFocus(Qt.FocusReason.ShortcutFocusReason)
            field().selectAll()

    def copy(self, *, headings: bool) -> None:
        """Copy the chosen rows of the table that has the focus."""
        from remanence.gui.clipboard import copy_cells

        table = QApplication.focusWidget()
        if isinstance(table, QTableView) and table.selectionModel().hasSelection():
            rows = copy_cells(table, headings=headings)
            words = n_(
                "{count} row is on the clipboard.", "{count} rows are on the clipboard.", rows
            )
            self.hub.note(Note("done", words))
        else:
            what = _("No row is chosen: nothing was copied.")
            self.hub.note(Note("done", what, _("Choose rows of a table first.")))

    def paste(self) -> None:
        """Paste into the table of the page: a plan is shown before anything is written."""
        tools = self._tools()
        if tools is None or not tools.kind:
            what = _("Nothing can be pasted here.")
            self.hub.note(Note("done", what, _("Import a sheet instead (Ctrl+I).")))
            return
        tools.paste()

    def export(self) -> None:
        """Export the table of the page as it is seen."""
        tools = self._tools()
        if tools is not None:
            tools.ask_export()

    def _tools(self) -> TableTools | None:
        """The tools of the table that has the focus, else of the first table shown."""
        from remanence.gui.parts.table_tools import TableTools

        focus = QApplication.focusWidget()
        tables = [table for table in self._page.findChildren(QTableView) if table.isVisible()]
        if isinstance(focus, QTableView) and focus in tables:
            tables.insert(0, focus)
        found = (table.findChild(TableTools) for table in tables)
        return next((one for one in found if isinstance(one, TableTools)), None)

    def plan_paste(self, block: Pasted) -> None:
        """Plan a block of the clipboard on the page of imports."""
        name = _("pasted cells")
        self.hub.run_job(
            self,
            _("reading the clipboard"),
            lambda answers, _report: answers.plan_block(
                block.kind, block.text, block.headings, name
            ),
            self._show_plan,
            writes=False,
        )

    def _show_plan(self, plan: object) -> None:
        self._window.go("import")
        show: Callable[[object, object], None] = self._page.show_plan  # type: ignore[attr-defined]
        show(plan, plan)

    # ------------------------------------------------------------------ what is shown

    def explain(self) -> None:
        """Explain what has the focus, else what the page shows."""
        focus = QApplication.focusWidget()
        reasons = getattr(focus, "reasons", None)
        if isinstance(reasons, Why):
            self._window.explain(reasons)
            return
        explain = getattr(self._page, "explain", None)
        why = explain() if explain else None
        if why is None:
            what = _("Nothing is chosen that has reasons.")
            following = _("Choose a row with a verdict, a date or an amount.")
            self.hub.note(Note("done", what, following))
            return
        self._window.explain(why)

    def read_again(self) -> None:
        """Read what the page shows once more."""
        self._page.refresh()

    def twin(self) -> None:
        """Go from the chart to its table and back."""
        twin = getattr(self._page, "twin", None)
        if twin is not None:
            twin()

    def new_order(self) -> None:
        """Begin a new order."""
        self._window.go("order", "new")

    def print_page(self) -> None:
        """Ask where the PDF of the page shall go, and write it in light colours."""
        start = f"{self._page.title()}.pdf"
        path, _kind = QFileDialog.getSaveFileName(
            self._window, _("Print to PDF"), start, _("PDF (*.pdf)")
        )
        if path:
            self.print_to(Path(path if path.lower().endswith(".pdf") else f"{path}.pdf"))

    def print_to(self, target: Path) -> None:
        """Write the page as PDF: a table with all its rows, anything else as it is seen."""
        from remanence.gui.printing import print_page

        tools = self._tools()
        try:
            print_page(self.hub, self._page, tools, target)
        except OSError as problem:
            what = _("{name} could not be written.").format(name=target.name)
            self.hub.note(Note("blocked", what, str(problem.strerror or problem)))
            return
        written = _("{name} is written.").format(name=target.name)
        self.hub.note(Note("done", written, str(target.parent)))

    def switch_light(self) -> None:
        """Light colours instead of dark, or the other way; remembered."""
        theme = self.hub.theme
        theme.choose("light" if theme.mode == "dark" else "dark")
        self._window.keep_state()

    def switch_density(self) -> None:
        """Compact rows instead of comfortable ones, or the other way; remembered."""
        theme = self.hub.theme
        theme.choose(density="comfortable" if theme.density == "compact" else "compact")
        self._window.keep_state()

    # ------------------------------------------------------------------ what is asked for

    def ask_workspace(self) -> None:
        """Choose another workspace folder."""
        dialog = QFileDialog(self._window, _("Open workspace"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        wanted = self._window.workspace_wanted
        dialog.fileSelected.connect(lambda path: wanted.emit(Path(path)))
        dialog.open()

    def ask_files(self) -> None:
        """Choose the files of an import."""
        dialog = QFileDialog(self._window, _("Files to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Sheets (*.csv *.xlsx *.tsv *.txt *.zip)"), _("All files (*)")])
        plan = self._window.plan_import
        dialog.filesSelected.connect(lambda paths: plan([Path(path) for path in paths]))
        dialog.open()

    def ask_day(self) -> None:
        """Choose the day of all verdicts."""
        from remanence.gui.dialogs.as_of import AsOfDialog

        dialog = AsOfDialog(self.hub, self._window)
        dialog.chosen.connect(self._window.show_day)
        dialog.open()

    # ------------------------------------------------------------------ the house

    def back_up(self) -> None:
        """Make a backup now, on the worker."""
        self.hub.run_job(
            self,
            _("backing up"),
            lambda answers, _report: answers.back_up(),
            self._backed_up,
            writes=False,
        )

    def _backed_up(self, made: object) -> None:
        place = getattr(made, "backup", None) or getattr(made, "file", "")
        what = _("The backup is made; it was opened and checked.")
        self.hub.note(Note("done", what, str(place)))
        self._window.read_last_operation()

    def about(self, parent: QWidget) -> None:
        """Show version, rules, and the licences of what ships."""
        from remanence.gui.dialogs.about import AboutBox

        box = AboutBox(self.hub, parent)
        follow(box, self.hub.kept, "about")
        box.show()

    def press(self, key: Qt.Key, more: Qt.KeyboardModifier) -> None:
        """Press a key where the focus is: commands that tables and forms take themselves."""
        focus = QApplication.focusWidget()
        if focus is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus, QKeyEvent(kind, key, more))
