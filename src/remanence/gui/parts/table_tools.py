"""What stands around a table: views, filter and chips, columns, export, what is chosen.

Forms and bars are made when first asked for: a first frame does not wait for them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from remanence.gui.conditions import Condition
from remanence.gui.formats import DASH
from remanence.gui.hub import Note
from remanence.gui.page import Pasted
from remanence.gui.parts.button import Button
from remanence.gui.parts.chips import ChipRow
from remanence.gui.parts.field import FilterField
from remanence.gui.parts.view_tabs import SAVED, ViewTabs
from remanence.gui.view_state import VERSION, ViewState, read, written
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from remanence.gui.hub import Hub
    from remanence.gui.parts.column_menu import ColumnMenu
    from remanence.gui.parts.filter_form import FilterForm
    from remanence.gui.parts.selection_bar import SelectionAction, SelectionBar
    from remanence.gui.parts.table import Table
    from remanence.gui.row_model import Column
    from remanence.gui.theme import Theme


class TableTools(QObject):
    """Tools of one table; `filtered` comes when other rows are shown, `based` for another view."""

    filtered = Signal()
    based = Signal(str)
    pasted = Signal(object)

    def __init__(
        self, theme: Theme, table: Table[Any], hint: str, views: Sequence[tuple[str, str]]
    ) -> None:
        """Work on this table; `views` are built in."""
        super().__init__(table)
        self._theme, self.table, self.model = theme, table, table.rows
        self.base = views[0][0]
        self._built_in = [key for key, _words in views]
        self._hub: Hub | None = None
        self._page = self._title = ""
        self._saved: dict[str, ViewState] = {}
        self._taking = False
        self.kind = ""
        self.conditions: list[Condition] = []
        self.many: Callable[[int], str] = lambda count: n_("{count} row", "{count} rows", count)
        self.actions: Sequence[SelectionAction] = ()
        self.form: FilterForm | None = None
        self.chooser: ColumnMenu | None = None
        self.bar: SelectionBar | None = None
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.filter = FilterField(theme, hint)
        self.tabs = ViewTabs(theme, views)
        self.chips = ChipRow(theme)
        name = _("Filter by a column")
        self.filter_button = Button(theme, _("Filter"), "quiet", "list-filter", name, small=True)
        name = _("Columns and groups")
        self.columns_button = Button(theme, "", "quiet", "columns-3", name, small=True)
        name = _("Export what is shown (Ctrl+E)")
        self.export_button = Button(theme, "", "quiet", "download", name, small=True)
        self._connect()
        self._first = table.layout_now()

    def _connect(self) -> None:
        table = self.table
        self.filter.textChanged.connect(self._find)
        self.tabs.chosen.connect(self._choose)
        self.tabs.saved.connect(self.save_view)
        self.tabs.updated.connect(self.save_view)
        self.tabs.renamed.connect(self.rename_view)
        self.tabs.removed.connect(self.remove_view)
        self.chips.removed.connect(self.take_away)
        self.filter_button.clicked.connect(self.open_form)
        self.columns_button.clicked.connect(lambda: self.open_columns(self.columns_button))
        self.export_button.clicked.connect(self.ask_export)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _at: self.open_columns(header))
        header.sortIndicatorChanged.connect(lambda *_given: self._remember())
        table.laid_out.connect(self._remember)
        table.selectionModel().selectionChanged.connect(lambda *_given: self._show_choice())
        self.model.modelReset.connect(self._show_choice)
        table.refused.connect(self._say_refused)

    def take_pastes(self, kind: str) -> None:
        """A block of the clipboard may be pasted as rows of a KIND."""
        self.kind = kind

    def paste(self) -> None:
        """Give the block of the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.pasted.emit(Pasted(self.kind, text))
        else:
            what = _("There is no text on the clipboard: nothing to paste.")
            self._note(Note("done", what, _("Copy rows with their headings in a spreadsheet.")))

    # ------------------------------------------------------------------ views

    def serve(self, hub: Hub, page: str, title: str) -> None:
        """Keep views and layouts with the hub, under the name of a page."""
        self._hub, self._page, self._title = hub, page, title
        self.model.number = lambda amount: hub.formats.number(amount, 0)
        kept = hub.kept.get(f"views/{page}")
        listed = kept.get("views") if isinstance(kept, dict) else None
        for one in listed if isinstance(listed, list) else ():
            state = read(one.get("state")) if isinstance(one, dict) else None
            if state is not None:
                self._saved[str(one.get("name"))] = state
        if self._saved:
            self.tabs.show_saved(list(self._saved), self.base)
        self._take_layout()

    def state(self) -> ViewState:
        """The view as it stands."""
        return ViewState(
            self.base,
            self.filter.text(),
            tuple(self.conditions),
            self.table.layout_now(),
            self.model.grouped_by,
            self._theme.density,
        )

    def save_view(self, name: str) -> None:
        """Keep the view as it stands under a name."""
        self._saved[name] = self.state()
        self._keep_views(SAVED + name)

    def rename_view(self, name: str, new: str) -> None:
        """Give a saved view another name, in its place."""
        if name in self._saved:
            self._saved = {(new if n == name else n): s for n, s in self._saved.items()}
            self._keep_views(SAVED + new if self.tabs.key == SAVED + name else self.tabs.key)

    def remove_view(self, name: str) -> None:
        """Forget a saved view; what it shows stays."""
        self._saved.pop(name, None)
        self._keep_views(self.base if self.tabs.key == SAVED + name else self.tabs.key)

    def go_to_all(self, key: str) -> None:
        """Show a built-in view without any filter."""
        self.tabs.choose(key)
        self._choose(key)
        self.clear_filter()

    def clear_filter(self) -> None:
        """No words, no chips."""
        self.conditions = []
        self._show_chips()
        self.filter.clear()

    def reset_layout(self) -> None:
        """Columns as they were at first."""
        if self._hub is not None and self.tabs.key == self.base:
            self._hub.kept.put(self._layout_name(), None)
        self._taking = True
        self.table.take_layout(self._first)
        self.group("")
        self._taking = False

    def _choose(self, key: object) -> None:
        """Show a view. The filter of a built-in one stays as it is."""
        name = str(key).removeprefix(SAVED)
        state = self._saved.get(name) if str(key).startswith(SAVED) else None
        if state is None:
            self.base = str(key)
            self._take_layout()
        else:
            self._take(state)
        self.based.emit(self.base)
        self.filtered.emit()

    def _take(self, state: ViewState) -> None:
        self._taking = True
        self.base = state.base if state.base in self._built_in else self._built_in[0]
        if state.density in ("comfortable", "compact") and state.density != self._theme.density:
            self._theme.choose(density=state.density)  # type: ignore[arg-type]
        self.table.take_layout(state.layout)
        self.conditions = list(state.chips)
        self._show_chips()
        self.filter.setText(state.text)
        self.model.group_by(state.group)
        self._taking = False

    def _take_layout(self) -> None:
        state = read(self._hub.kept.get(self._layout_name())) if self._hub else None
        if state is not None:
            self._taking = True
            self.table.take_layout(state.layout)
            self._taking = False

    def _remember(self) -> None:
        """Keep the columns of a built-in view."""
        if self._hub is not None and not self._taking and self.tabs.key == self.base:
            state = ViewState(self.base, layout=self.table.layout_now())
            self._hub.kept.put(self._layout_name(), written(state))

    def _layout_name(self) -> str:
        return f"layouts/{self._page}/{self.base}"

    def _keep_views(self, key: str) -> None:
        self.tabs.show_saved(list(self._saved), key)
        if self._hub is not None:
            views = [{"name": n, "state": written(s)} for n, s in self._saved.items()]
            self._hub.kept.put(f"views/{self._page}", {"version": VERSION, "views": views})

    # ------------------------------------------------------------------ filter and groups

    def add(self, condition: Condition) -> None:
        """Filter by one more condition."""
        if condition not in self.conditions:
            self.conditions.append(condition)
        self._show_chips()

    def take_away(self, condition: Condition) -> None:
        """Filter without a condition."""
        self.conditions = [one for one in self.conditions if one != condition]
        self._show_chips()

    def group(self, key: str) -> None:
        """Group by a column."""
        self.model.group_by(key)
        self.filtered.emit()

    def open_form(self) -> None:
        """The form of a condition, over the table."""
        if self.form is None:
            from remanence.gui.parts.filter_form import FilterForm

            self.form = FilterForm(self._theme, self.model.columns, self.table)
            self.form.made.connect(self.add)
        self.form.show_below(self.filter_button, self.form.column)

    def open_columns(self, below: Any) -> None:  # noqa: ANN401 - a button or the header
        """The chooser of columns."""
        if self.chooser is None:
            from remanence.gui.parts.column_menu import ColumnMenu

            self.chooser = ColumnMenu(self._theme, self.table, self.table)
            self.chooser.grouped.connect(self.group)
            self.chooser.reset.connect(self.reset_layout)
        self.chooser.fill()
        self.chooser.show_below(below, self.chooser.columns)

    def _find(self, text: str) -> None:
        self.model.find(text)
        self.filtered.emit()

    def _show_chips(self) -> None:
        titles = {column.key: column.title for column in self.model.columns}
        known = [(one, titles[one.column]) for one in self.conditions if one.column in titles]
        self.chips.show_conditions(known)
        self.model.filter_by(self.conditions)
        self.filtered.emit()

    # ------------------------------------------------------------------ chosen rows

    def _show_choice(self) -> None:
        rows = self.table.chosen_rows()
        if len(rows) < 2:
            if self.bar is not None:
                self.bar.hide()
            return
        if self.bar is None:
            from remanence.gui.parts.selection_bar import SelectionBar

            self.bar = SelectionBar(self._theme)
            self.foot.addWidget(self.bar)
        rows = self.table.chosen_rows()
        self.bar.show_choice(
            self.many(len(rows)), rows, self._all_actions(), reason=self._why_not()
        )

    def _all_actions(self) -> list[SelectionAction]:
        from remanence.gui.parts.selection_bar import SelectionAction

        if self._hub is None:
            return list(self.actions)
        words = lambda n: n_("Export {count} row…", "Export {count} rows…", n)  # noqa: E731
        return [*self.actions, SelectionAction(words, self.ask_export_of)]

    def _why_not(self) -> str:
        if self._hub is not None and self._hub.answers.workspace.is_read_only:
            return _("This workspace is read-only: nothing can be changed in it from here.")
        return ""

    def _say_refused(self, why: str) -> None:
        if self._hub is not None:
            self._hub.note(Note("blocked", why, _("Correct it, or press Esc to leave it.")))

    # ------------------------------------------------------------------ export

    def ask_export(self) -> None:
        """Ask where to write what is shown: all rows that match."""
        self.ask_export_of(self.model.matching())

    def ask_export_of(self, rows: Sequence[Any]) -> None:
        """Ask where to write these rows; the dialog confirms what would be replaced."""
        from PySide6.QtWidgets import QFileDialog

        kinds = {_("Workbook (*.xlsx)"): ".xlsx", _("CSV (*.csv)"): ".csv"}
        title = _("Export {count:,} rows").format(count=len(rows))
        start = f"{self._title}.xlsx"
        chosen = QFileDialog.getSaveFileName(self.table, title, start, ";;".join(kinds))
        path, kind = chosen
        if not path:
            return
        to = Path(path)
        if to.suffix.lower() not in kinds.values():
            to = to.with_name(to.name + kinds.get(kind, ".xlsx"))
            if to.exists():
                self._note(
                    Note(
                        "attention",
                        _("{file} is there already.").format(file=to.name),
                        _("Nothing was written. Choose another name."),
                    )
                )
                return
        self.export(rows, to)

    def shown_columns(self) -> list[Column[Any]]:
        """The columns that are shown, as they stand."""
        header, columns = self.table.horizontalHeader(), self.model.columns
        ordered = [columns[header.logicalIndex(n)] for n in range(header.count())]
        return [column for column in ordered if self.table.is_shown(column.key)]

    def export(self, rows: Sequence[Any], to: Path) -> None:
        """Write rows with the columns shown, in their order."""
        hub = self._hub
        if hub is None:
            return
        shown = self.shown_columns()
        taken, title = list(rows), self._title
        headings = [column.title for column in shown]
        hub.run_job(
            self,
            _("exporting {page}").format(page=title),
            lambda answers, _report: answers.export_seen(
                title, headings, [[exported(c, row) for c in shown] for row in taken], to
            ),
            lambda seen: self._note(_written_note(seen)),
            writes=False,
        )

    def _note(self, note: Note) -> None:
        if self._hub is not None:
            self._hub.note(note)


def exported(column: Column[Any], row: Any) -> object:  # noqa: ANN401 - rows are of any kind
    """A value as a file holds it: figures and days as such, all else in words."""
    value = column.value(row)
    if isinstance(value, Decimal | date) or type(value) is int:
        return value
    said = column.cell(row).spoken
    return None if said in ("", DASH) else said


def _written_note(seen: Any) -> Note:  # noqa: ANN401 - what the operation gives
    words = n_("{count} row is written", "{count} rows are written", seen.rows)
    return Note("done", f"{words}: {seen.file.name}", str(seen.file.parent))
