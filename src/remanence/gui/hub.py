"""The hub: the open workspace, its answers, its jobs, and the one signal of what changed.

Pages ask `hub.answers`, write through `hub.run_operation` or `hub.run_job`, and listen to
`hub.changed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from remanence.core.base.changes import Changes
from remanence.core.base.errors import AppError, StoreBusy
from remanence.gui.formats import Formats
from remanence.gui.jobs import USUAL, WAITED_FOR, Job, Report, Worker
from remanence.gui.kept import Kept
from remanence.gui.words import _, choose, error_sentence, split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from remanence.gui.answers import Answers
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

T = TypeVar("T")


class Note(NamedTuple):
    """A message for the bar: what happened, what next, at most one thing to do about it.

    Attributes:
        state: blocked for errors, attention for warnings, done for plain news.
        what: one sentence.
        next: what to do, or what it means.
        action: word of a button and what it does.
    """

    state: State
    what: str
    next: str = ""
    action: tuple[str, Callable[[], None]] | None = None


class Hub(QObject):
    """What pages share.

    Attributes:
        answers: the questions of the open workspace.
        theme: colours and fonts.
        formats: how values are written.
        jobs: the worker.
        kept: what the window remembers between runs.
    """

    changed = Signal(object)
    noted = Signal(object)
    busy = Signal(object)
    day_changed = Signal()
    language_changed = Signal()

    def __init__(
        self, answers: Answers, theme: Theme, jobs: Worker, kept: Kept | None = None
    ) -> None:
        """Serve an open workspace."""
        super().__init__()
        self.answers = answers
        self.theme = theme
        self.jobs = jobs
        self.kept = kept or Kept()
        self.formats = Formats(answers.workspace.today)
        self.as_of_another_day = False
        self._writing = 0

    @property
    def today(self) -> date:
        """The day of all verdicts."""
        return self.answers.workspace.today

    @property
    def is_writing(self) -> bool:
        """Whether a job writes now: actions that write wait."""
        return self._writing > 0

    def switch(self, answers: Answers) -> None:
        """Serve another workspace, or the same on another day."""
        self.answers = answers
        self.formats = Formats(answers.workspace.today)
        self.day_changed.emit()

    def as_of(self, day: date, real_today: date) -> None:
        """Ask everything as of another day."""
        self.as_of_another_day = day != real_today
        self.switch(self.answers.on(day))

    def speak(self, language: str | None) -> None:
        """Another language from now on, that of the system if none is named; it is remembered."""
        self.kept.put("language", language)
        choose(self.answers.workspace.around.resources, language)
        self.formats = Formats(self.today)
        self.language_changed.emit()

    # ------------------------------------------------------------------ asking

    def ask(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Answers], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
        *,
        waited_for: bool = False,
    ) -> Job:
        """Ask on the worker; `done` gets the answer here unless the day or workspace changed.

        What is `waited_for` does not stand behind long work; it only reads. A failure goes to the
        bar, and to `failed` for a page that has nothing else to show.
        """
        answers = self.answers

        def deliver(result: object) -> None:
            if self.answers is answers:
                done(result)  # type: ignore[arg-type]

        def give_up(error: AppError) -> None:
            self.fail(error)
            if failed:
                failed(error)

        priority = WAITED_FOR if waited_for else USUAL
        job = Job(owner, title, lambda _report: work(answers), priority=priority)
        job.on(deliver, give_up)
        self.jobs.start(job)
        return job

    def try_now(self, work: Callable[[Answers], T]) -> T | None:
        """Ask here and now (reads of a few milliseconds); a failure goes to the bar."""
        try:
            return work(self.answers)
        except AppError as error:
            self.fail(error)
            return None

    # ------------------------------------------------------------------ writing

    def run_operation(self, work: Callable[[Answers], Changes]) -> Changes | None:
        """A write of one row, here and now; a busy store makes it a job instead."""
        try:
            changes = work(self.answers)
        except StoreBusy:
            self.run_job(self, _("waiting for another program"), lambda a, _report: work(a))
            return None
        except AppError as error:
            self.fail(error)
            return None
        self.changed.emit(changes)
        return changes

    def run_job(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Answers, Report], object],
        done: Callable[[object], None] | None = None,
        *,
        writes: bool = True,
    ) -> Job:
        """Long work on the worker, with progress in the bar; `changed` goes out before `done`.

        While it `writes`, actions that write wait.
        """
        answers = self.answers
        job = Job(owner, title, lambda report: work(answers, report)).on(
            lambda result: self._written(result, done), self.fail
        )
        self._writing += writes
        job.ended.connect(lambda _result: self._ended(writes=writes))
        self.busy.emit(job)
        self.jobs.start(job)
        return job

    def undo(self) -> None:
        """Take the last operation back, on the worker: it may be an import."""
        self.run_job(self, _("undoing"), lambda answers, report: answers.undo(report))

    def redo(self) -> None:
        """Bring the last undone operation back."""
        self.run_job(self, _("redoing"), lambda answers, report: answers.redo(report))

    def fail(self, error: AppError) -> None:
        """Say in the bar what failed, why, and what next."""
        what, following = split_sentences(error_sentence(error))
        self.noted.emit(Note("blocked", what, following))

    def note(self, note: Note) -> None:
        """Say something in the bar."""
        self.noted.emit(note)

    def _written(self, result: object, done: Callable[[object], None] | None) -> None:
        if isinstance(result, Changes):
            self.changed.emit(result)
        if done:
            done(result)

    def _ended(self, *, writes: bool) -> None:
        self._writing -= writes
        self.busy.emit(None)
