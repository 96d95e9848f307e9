"""Forms that are saved as one operation: Ctrl+Enter saves, Escape leaves, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from remanence.core.base.errors import AppError, Conflict
from remanence.core.base.findings import Severity
from remanence.gui.parts.button import Button
from remanence.gui.parts.form import Form
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.surface import clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital, error_sentence, finding_sentence

if TYPE_CHECKING:
    from remanence.app.entering import Entry
    from remanence.app.forms import Known
    from remanence.core.base.findings import Finding
    from remanence.gui.hub import Hub
    from remanence.gui.tokens import State


_MAP: Final = re.compile(r" [^.]* in a map\.$")
"""Advice for files, which have a map; a form has none."""


class Block(NamedTuple):
    """One record of a form.

    Attributes:
        kind: the KIND of its sheet.
        key: its key columns, which stay as they are.
        names: the columns that may be changed, in their sequence.
        texts: what stands in them.
        title: what the record is called.
        fresh: the record is new: its texts are suggestions, all of them are written.
    """

    kind: str
    key: Mapping[str, str]
    names: Sequence[str]
    texts: Mapping[str, str]
    title: str = ""
    fresh: bool = False


class Editor(QWidget):
    """Blocks with their forms, what hinders saving, and two buttons."""

    saved = Signal(object)
    left = Signal()
    label = "edit"

    def __init__(
        self, hub: Hub, blocks: Sequence[Block], note: str, now: Callable[[], Sequence[Block]]
    ) -> None:
        """Show the blocks; `note` names what is changed, `now` gives what stands at present."""
        super().__init__()
        self.hub, self.theme = hub, hub.theme
        self._warned = False
        self._note, self._now = note, now
        self._known: dict[str, Sequence[Known]] = {}
        self.blocks = list(blocks)
        self.forms = [self._form(block) for block in blocks]
        self._says = column([], spacing=6)
        self.save_button = Button(self.theme, _("Save"), "primary", name=_("Save (Ctrl+Enter)"))
        self.leave_button = Button(self.theme, _("Leave"), name=_("Leave without saving (Esc)"))
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.leave)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.build()
        foot = row([self.save_button, 8, self.leave_button, None])
        self.setLayout(column([self.body, held(self._says), 8, foot]))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def event(self, event: QEvent) -> bool:
        """Escape is the form's while the focus is in it, not the page's around it."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def build(self) -> None:
        """Put the forms below each other."""
        for block, form in zip(self.blocks, self.forms, strict=True):
            if block.title:
                self.body.addWidget(Text(self.theme, block.title, "caption", 600))
                self.body.addSpacing(6)
            self.body.addWidget(form)
            self.body.addSpacing(14)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(form.changes() for form in self.forms)

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self.forms[0].boxes.values()), None) if self.forms else None
        if first:
            first.line.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Leave; with unsaved words only when asked twice."""
        if self.is_dirty and not self._asked_to_leave():
            return
        self.left.emit()

    def save(self) -> None:
        """Write what was changed as one operation."""
        self._write(anyway=False)

    def _asked_to_leave(self) -> bool:
        if self._warned:
            return True
        self._warned = True
        words = _("What you typed is not saved. Escape again leaves it.")
        self._say("attention", words)
        return False

    def _form(self, block: Block) -> Form:
        fields = {one.name: one for one in self.hub.answers.form_fields(block.kind)}
        shown = [fields[name] for name in block.names]
        return Form(self.theme, shown, self._records, block.texts, fresh=block.fresh)

    def _records(self, kind: str) -> Sequence[Known]:
        if kind not in self._known:
            found = self.hub.try_now(lambda answers: answers.known_records(kind)) if kind else ()
            self._known[kind] = found or ()
        return self._known[kind]

    # ------------------------------------------------------------------ what is written

    def lacks_something(self) -> bool:
        """Whether a new record lacks what it needs, which is said at its fields."""
        lacking = False
        for block, form in zip(self.blocks, self.forms, strict=True):
            if block.fresh and (problems := form.lacking()):
                form.show_problems(problems)
                lacking = True
        return lacking

    def note(self) -> str:
        """What is changed, for the history."""
        return self._note

    def entries(self) -> list[Entry]:
        """The cells that were changed, record by record."""
        from remanence.app.entering import Entry

        return [Entry(block.kind, {**block.key, **form.changes()}) for block, form in self._changed]

    def was(self) -> list[Entry]:
        """The same cells as they were shown."""
        from remanence.app.entering import Entry

        return [
            Entry(block.kind, {**block.key, **{name: form.shown[name] for name in form.changes()}})
            for block, form in self._changed
            if not block.fresh
        ]

    def form_of(self, row: int, name: str) -> int | None:
        """The place of the form that a finding about a row and column of the entries concerns."""
        written = [form for _block, form in self._changed]
        if row < len(written) and name in written[row].boxes:
            return self.forms.index(written[row])
        return None

    @property
    def _changed(self) -> list[tuple[Block, Form]]:
        pairs = zip(self.blocks, self.forms, strict=True)
        return [(block, form) for block, form in pairs if form.changes()]

    # ------------------------------------------------------------------ writing

    def _write(self, *, anyway: bool) -> None:
        from remanence.app.entering import Breaks, Refused

        self._clear()
        if not self._may_write():
            return
        entries, was = self.entries(), self.was()
        if not entries:
            self.left.emit()
            return
        try:
            changes = self.hub.answers.enter(
                entries, label=self.label, note=self.note(), was=was, anyway=anyway
            )
        except Refused as error:
            self._refused(error.findings)
        except Breaks as error:
            self._breaks(error.broken)
        except Conflict:
            self._conflict()
        except AppError as error:
            self._say("blocked", error_sentence(error))
        else:
            self.saved.emit(changes)
            self.hub.changed.emit(changes)

    def _may_write(self) -> bool:
        """Whether nothing else is being written and nothing that is needed is empty."""
        if self.hub.is_writing:
            self._say("attention", _("Something is being written. Save again when it is done."))
            return False
        return not self.lacks_something()

    def _refused(self, findings: Sequence[Finding]) -> None:
        """Each finding at its field; what names no field stands above the buttons."""
        problems: list[dict[str, str]] = [{} for _form in self.forms]
        for found in findings:
            if found.severity is not Severity.ERROR:
                continue
            place = self.form_of(*place_of(found.where))
            if place is None:
                self._say("blocked", finding_words(found))
            else:
                name = place_of(found.where)[1]
                problems[place].setdefault(name, finding_words(found))
        for form, said in zip(self.forms, problems, strict=True):
            form.show_problems(said)

    def _breaks(self, broken: Sequence[str]) -> None:
        for words in broken:
            self._say("blocked", capital(words))
        button = Button(self.theme, _("Change anyway"))
        button.clicked.connect(lambda: self._write(anyway=True))
        self._says.addLayout(row([24, button, None]))

    def _conflict(self) -> None:
        """What stands now beside what was typed; saving again writes what was typed."""
        for block, form in zip(self._now(), self.forms, strict=False):
            form.rebase(block.texts)
        words = _("Somebody changed this meanwhile. Save again to write what you typed.")
        self._say("attention", words)

    def _say(self, state: State, words: str) -> None:
        text = Text(self.theme, words, weight=500, wrap=True)
        self._says.addLayout(row([column([1, Mark(self.theme, state, 16), None]), 8, (text, 1)]))

    def _clear(self) -> None:
        self._warned = False
        clear(self._says)
        for form in self.forms:
            form.show_problems({})


def place_of(where: str) -> tuple[int, str]:
    """Which form and which column a finding speaks of: `entry, orders, row 3, quantity`."""
    parts = [part.strip() for part in where.split(",")]
    row_of = next((part for part in parts if part.startswith("row ")), "")
    figures = row_of.removeprefix("row ").split(" ")[0]
    place = int(figures) - 1 if figures.isdigit() else 0
    return max(0, place), parts[-1]


def finding_words(found: Finding) -> str:
    """What a finding says, without the place that the field shows already."""
    words = _MAP.sub("", finding_sentence(found))
    return words.removeprefix(f"{found.where}: ").removeprefix(f"{found.where} ")
