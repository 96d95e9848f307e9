"""Import: what would these files do?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from remanence.core.base.changes import Changes
from remanence.core.base.findings import Severity, in_order
from remanence.gui.hub import Note
from remanence.gui.page import Page, Place
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.plan_cards import SheetCard, StepBar
from remanence.gui.parts.plan_findings import Found, finding_columns, found_at, haystack
from remanence.gui.parts.plan_foot import foot_of, written
from remanence.gui.parts.surface import Card, Rule, clear, column, held, row
from remanence.gui.parts.table import Table
from remanence.gui.parts.text import Text
from remanence.gui.row_model import RowModel
from remanence.gui.words import _, finding_sentence, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from remanence.app.imports.plan import ImportPlan
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.jobs import Report

_CARD_COLUMNS: Final = 4
_COUNTED: Final = ("new", "changed", "removed", "same", "rejected")
_FEWEST_CARDS: Final = 3  # fewer leave room at the right instead of growing


class ImportPage(Page):
    """Files, then the plan with its findings, then one button that writes all or nothing."""

    name: ClassVar[str] = "import"
    files_wanted = Signal()

    def __init__(self, hub: Hub) -> None:
        """Build the frame; a plan comes with `show_plan`."""
        super().__init__(hub)
        self._plan: ImportPlan | None = None
        self._rest: ImportPlan | None = None
        self._stopping: tuple[Path, ...] = ()
        self._paths: Sequence[Path] = ()
        self._sheet = ""
        self._model: RowModel[Found] = RowModel(finding_columns(), lambda f: f.place, haystack)
        self._build()
        hub.busy.connect(self._busy)
        hub.day_changed.connect(self._leave)

    def title(self) -> str:
        """Heading."""
        return _("Import")

    def refresh(self) -> None:
        """A plan is a value: it is made by `plan`, never read again by itself."""
        if self._plan is None:
            self._show_door()

    def restyle(self) -> None:
        """Another look."""
        self._model.restyle()
        self._table.restyle()

    def plan(self, paths: Sequence[Path]) -> None:
        """Plan the import of files on the worker: nothing is written, the plan before is gone."""
        self._leave()
        self._paths = tuple(paths)
        names = ", ".join(path.name for path in self._paths)
        answers = self.hub.answers
        self.hub.run_job(
            self,
            _("Reading {names}").format(names=names),
            lambda desk, report: _planned(desk, paths, report),
            lambda found: self._take(found, answers),
            writes=False,
        )

    def show_plan(self, plan: ImportPlan, rest: ImportPlan) -> None:
        """Show a plan; `rest` is what is left of it without its refused rows."""
        self._plan, self._rest = plan, rest
        self._sheet = ""
        self._steps.show_step(1)
        self._cards_of(plan)
        self._choose_sheet("")
        self._show_foot()
        self._places.setCurrentWidget(self._plan_place)
        self.say(self._sentence(plan))

    def focus_order(self) -> Sequence[QWidget]:
        """Findings, then the foot."""
        return [self._table, self._write]

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        self._steps = StepBar(theme, [_("Files"), _("Plan"), _("Result")])
        self._files = Text(theme, "", "caption", tone="muted")
        bar = Card(theme)
        bar.setLayout(row([self._steps, 16, (held(row([None, self._files])), 1)], (16, 9, 16, 9)))
        self._door = Empty(
            theme,
            "done",
            _("Choose the files to import"),
            _(
                "CSV or XLSX, several at once and in any order. "
                "You see the plan with all findings before anything is written."
            ),
        ).offer(_("Choose files…"), self.files_wanted.emit)
        door = Card(theme)
        door.setLayout(column([self._door]))
        self._result_layout = QVBoxLayout()
        result = Card(theme)
        result.setLayout(self._result_layout)
        self._plan_place = self._build_plan()
        self._places = QStackedWidget()
        self._door_place, self._result_place = door, result
        for place in (door, self._plan_place, result):
            self._places.addWidget(place)
        self.setLayout(column([bar, 12, (self._places, 1)], (24, 2, 24, 14)))

    def _build_plan(self) -> QWidget:
        theme = self.theme
        self._cards = QGridLayout()
        self._cards.setSpacing(12)
        self._kinds = Choices(
            theme,
            [
                ("all", _("All")),
                ("error", _("Errors")),
                ("warning", _("Warnings")),
                ("info", _("Notes")),
            ],
            _("Kind of finding"),
        )
        self._kinds.chosen.connect(lambda _key: self._filter())
        self._which = Text(theme, "", "caption", 600)
        copy = Button(theme, _("Copy list"), "quiet", "copy")
        copy.clicked.connect(self._copy)
        self._table = Table(theme, self._model, _("Findings of the plan"))
        self._nothing = Empty(
            theme, "ready", _("No findings"), _("Every row of these sheets was understood.")
        )
        self._hidden = Empty(
            theme, "done", _("None of this kind"), _("Other findings stand under All.")
        )
        self._finding_places = QStackedWidget()
        for place in (self._table, self._nothing, self._hidden):
            self._finding_places.addWidget(place)
        card = Card(theme)
        head = row([self._kinds, 12, self._which, None, copy], (14, 9, 10, 9))
        card.setLayout(column([head, Rule(theme), (self._finding_places, 1)], (1, 1, 1, 8)))
        return held(column([self._cards, 12, (card, 1), 12, self._build_foot()]))

    def _build_foot(self) -> Card:
        theme = self.theme
        self._foot_what = Text(theme, "", weight=500, wrap=True)
        self._foot_why = Text(theme, "", "caption", tone="muted", wrap=True)
        back = Button(theme, _("Back"))
        back.clicked.connect(self._leave)
        self._drop = Button(theme, _("Leave out"))
        self._drop.clicked.connect(self._leave_files_out)
        self._write = Button(theme, _("Import"), "primary")
        self._write.clicked.connect(self._apply)
        foot = Card(theme)
        words = column([self._foot_what, self._foot_why], spacing=1)
        foot.setLayout(row([(words, 1), 16, back, 8, self._drop, 8, self._write], (16, 10, 14, 10)))
        return foot

    # ------------------------------------------------------------------ the plan

    def _take(self, found: object, answers: Answers) -> None:
        """Show what was planned, unless day or workspace changed meanwhile."""
        if answers is self.hub.answers:
            self.show_plan(*found)  # type: ignore[misc]

    def _cards_of(self, plan: ImportPlan) -> None:
        clear(self._cards)
        for place, counts in enumerate(plan.plan):
            card = SheetCard(self.theme, counts, self.hub.formats)
            card.chosen_changed.connect(self._choose_sheet)
            self._cards.addWidget(card, place // _CARD_COLUMNS, place % _CARD_COLUMNS)
        for place in range(max(_FEWEST_CARDS, min(_CARD_COLUMNS, len(plan.plan)))):
            self._cards.setColumnStretch(place, 1)
        self._files.setText(self._files_words(plan))

    def _files_words(self, plan: ImportPlan) -> str:
        names = ", ".join(path.name for path in self._paths)
        rows = sum(c.new + c.changed + c.same + c.removed + c.rejected for c in plan.plan)
        sheets = n_("{count} sheet", "{count} sheets", len(plan.plan))
        return f"{names} · {sheets} · " + n_("{count} row", "{count} rows", rows)

    def _choose_sheet(self, sheet: str) -> None:
        self._sheet = "" if sheet == self._sheet else sheet
        for place in range(self._cards.count()):
            item = self._cards.itemAt(place)
            card = item.widget() if item else None
            if isinstance(card, SheetCard):
                card.set_chosen(chosen=card.sheet == self._sheet)
        self._which.setText(self._sheet)
        self._filter()

    def _filter(self) -> None:
        if self._plan is None:
            return
        names = [path.name for path in self._paths]
        findings = in_order([*self._plan.findings, *(self._rest.left_with if self._rest else ())])
        found = [found_at(place, finding, names) for place, finding in enumerate(findings)]
        of_sheet = [f for f in found if not self._sheet or f.sheet == self._sheet]
        counts = {"all": str(len(of_sheet))}
        for severity in Severity:
            counts[severity.value] = str(sum(1 for f in of_sheet if f.finding.severity is severity))
        self._kinds.show_counts(counts)
        kind = self._kinds.key
        shown = [f for f in of_sheet if kind in ("all", f.finding.severity.value)]
        self._model.show(shown)
        place: QWidget = self._table
        if not shown:
            place = self._hidden if found else self._nothing
        self._finding_places.setCurrentWidget(place)

    def _show_foot(self) -> None:
        if self._plan is None or self._rest is None:
            return
        foot = foot_of(self._plan, self._rest, self._paths)
        self._stopping = foot.stopping
        self._foot_what.setText(_("Nothing is written yet.") + " " + foot.says)
        self._foot_why.setText(
            _("A backup is made first. All rows go in together; one undo takes them all out again.")
        )
        names = [path.name for path in foot.stopping]
        word = _("Leave out {name}").format(name=names[0]) if len(names) == 1 else ""
        files = n_("Leave out {count} file", "Leave out {count} files", len(names))
        self._drop.setText(word or files)
        self._drop.setVisible(bool(names))
        self._write.setText(foot.word)
        for button in (self._drop, self._write):
            button.updateGeometry()
        self._write.setEnabled(foot.can_write and not self.hub.is_writing)

    def _sentence(self, plan: ImportPlan) -> str:
        """Only what there is; of nothing at all it says so."""
        new, changed, removed, same, rejected = (_sum(plan, what) for what in _COUNTED)
        parts = [
            (new, n_("{count} row would be new", "{count} rows would be new", new)),
            (changed, n_("{count} would change", "{count} would change", changed)),
            (removed, n_("{count} would be removed", "{count} would be removed", removed)),
            (same, n_("{count} is the same", "{count} are the same", same)),
            (rejected, n_("{count} is refused", "{count} are refused", rejected)),
        ]
        said = [words for count, words in parts if count]
        return (", ".join(said) if said else _("No row was found in these files")) + "."

    # ------------------------------------------------------------------ deeds

    def _apply(self) -> None:
        rest = self._rest
        if rest is None:
            return
        self._write.setEnabled(False)
        self.hub.run_job(
            self,
            _("Importing"),
            lambda answers, report: answers.apply_plan(rest, report),
            lambda result: self._written(result, rest),
        )

    def _leave_files_out(self) -> None:
        """Plan again without the files that stop the import as a whole."""
        self.plan([path for path in self._paths if path not in self._stopping])

    def _written(self, result: object, rest: ImportPlan) -> None:
        rows, refused = written(rest), rest.left_out
        done = isinstance(result, Changes)
        what = (
            n_("{count} row is in.", "{count} rows are in.", rows)
            if done
            else _("Nothing was to be changed.")
        )
        left = (
            n_(
                " {count} row was left out.",
                " {count} rows were left out.",
                refused,
            )
            if refused
            else ""
        )
        self._plan = self._rest = None
        self._steps.show_step(2)
        clear(self._result_layout)
        words = what + left + " " + _("One undo takes them all out again.")
        empty = Empty(
            self.theme, "ready", _("The import is done") if done else _("Nothing to import"), words
        )
        empty.offer(_("See orders"), lambda: self.wants.emit(Place("orders")))
        self._result_layout.addWidget(empty)
        self._places.setCurrentWidget(self._result_place)
        self.say(what + left)
        undo: tuple[str, Callable[[], None]] | None = (_("Undo"), self.hub.undo) if done else None
        self.hub.note(Note("ready", what, left.strip(), undo))

    def _leave(self) -> None:
        """Forget the plan: it is of one moment of one workspace."""
        self._plan = self._rest = None
        self._show_door()

    def _show_door(self) -> None:
        self._steps.show_step(0)
        self._files.setText("")
        self._places.setCurrentWidget(self._door_place)
        self.say(_("Nothing is written before you have seen the plan."))

    def _busy(self, job: object) -> None:
        if job is None:
            self._show_foot()

    def _copy(self) -> None:
        lines = [f"{f.finding.where}\t{finding_sentence(f.finding)}" for f in self._model.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.hub.note(
            Note(
                "done",
                n_(
                    "{count} finding is on the clipboard.",
                    "{count} findings are on the clipboard.",
                    len(lines),
                ),
            )
        )


def _planned(
    answers: Answers, paths: Sequence[Path], report: Report
) -> tuple[ImportPlan, ImportPlan]:
    """The plan, and what is left of it without its refused rows."""
    plan = answers.plan_import(paths, report)
    return plan, answers.without_refused(plan)


def _sum(plan: ImportPlan, what: str) -> int:
    return sum(getattr(counts, what) for counts in plan.plan)
