"""The hub: the workspace that is open, its answers, its jobs, and the one signal that says what changed.

This is the only file of the window that calls functions of `remanence.app` by name. Pages ask
`hub.answers`, write through `hub.run_operation` or `hub.run_job`, and listen to `hub.changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from remanence.core.base.changes import Changes
from remanence.core.base.errors import AppError, StoreBusy
from remanence.gui.formats import Formats
from remanence.gui.jobs import Job, Report, Worker
from remanence.gui.theme import Theme
from remanence.gui.tokens import State
from remanence.gui.words import _, error_sentence, split_sentences

if TYPE_CHECKING:
    from remanence.app.costs import OrderCost
    from remanence.app.exposure import Exposure
    from remanence.app.history import Operation
    from remanence.app.imports.plan import ImportPlan
    from remanence.app.licences import LicenceRow
    from remanence.app.orders import OrderDetail, OrderRow
    from remanence.app.policy import Event
    from remanence.app.readiness import Readiness
    from remanence.app.suppliers import SupplierRow
    from remanence.app.today import Attention
    from remanence.app.trends import Trend
    from remanence.app.workspace import Workspace

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


class TrendQuestion(NamedTuple):
    """What a chart is asked for."""

    of: str = "material"
    by: str = "month"
    unit: str = "kg"


class Answers:
    """What the window asks of a workspace, each question one function of `app`.

    Imports stand inside: a page that is not opened costs nothing at the start.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Ask this workspace."""
        self.workspace = workspace

    def on(self, today: date) -> Answers:
        """The same workspace on another day."""
        return type(self)(self.workspace.as_of(today))

    def attention(self) -> Sequence[Attention]:
        """What needs somebody, most urgent first."""
        from remanence.app.today import attention

        return attention(self.workspace)

    def orders(self, limit: int | None = None) -> Sequence[OrderRow]:
        """The orders, or the first of them in the list's own order."""
        from remanence.app.orders import orders

        return orders(self.workspace, limit)

    def order(self, number: str) -> OrderDetail:
        """All that is known of one order."""
        from remanence.app.orders import order

        return order(self.workspace, number)

    def readiness(self, number: str, stage: str | None = None) -> Readiness:
        """Whether the order may go to a stage, and what is missing."""
        from remanence.app.readiness import readiness

        return readiness(self.workspace, number, stage)

    def licences(self) -> Sequence[LicenceRow]:
        """All licences with their clocks."""
        from remanence.app.licences import licences

        return licences(self.workspace)

    def cost(self, number: str, basis: str = "estimate,actual") -> OrderCost:
        """Landed cost of an order."""
        from remanence.app.costs import cost

        return cost(self.workspace, number, basis)

    def trend(self, question: TrendQuestion) -> Trend:
        """A series of landed cost."""
        from remanence.app.trends import trend

        return trend(self.workspace, question.of, question.by, unit=question.unit)

    def events(self) -> Sequence[Event]:
        """Dated events of policy and market."""
        from remanence.app.policy import events

        return events(self.workspace)

    def suppliers(self) -> Sequence[SupplierRow]:
        """Suppliers with their scorecards."""
        from remanence.app.suppliers import suppliers

        return suppliers(self.workspace)

    def exposure(self, by: str) -> Exposure:
        """Shares of spend and their concentration."""
        from remanence.app.exposure import exposure

        return exposure(self.workspace, by)

    def history(self) -> Sequence[Operation]:
        """Operations, the last one first."""
        from remanence.app.history import history

        return history(self.workspace)

    def undo(self) -> Changes:
        """Take the last operation back."""
        from remanence.app.history import undo

        return undo(self.workspace)

    def redo(self) -> Changes:
        """Bring the last undone operation back."""
        from remanence.app.history import redo

        return redo(self.workspace)

    def plan_import(self, paths: Sequence[Path], report: Report) -> ImportPlan:
        """What these files would do; nothing is written."""
        from remanence.app.imports.plan import plan_import

        return plan_import(self.workspace, paths, report=report)

    def without_refused(self, plan: ImportPlan) -> ImportPlan:
        """The plan with its refused rows left out."""
        return plan.without({id(draft) for draft, _why in plan.refused})

    def apply_plan(self, plan: ImportPlan) -> Changes | None:
        """Write a plan as one operation; None when it changes nothing."""
        from remanence.app.imports.apply import apply_plan

        return apply_plan(self.workspace, plan, source="window")


class Hub(QObject):
    """What pages share.

    Attributes:
        answers: the questions of the open workspace.
        theme: colours and fonts.
        formats: how values are written.
        jobs: the worker.
    """

    changed = Signal(object)
    noted = Signal(object)
    busy = Signal(object)
    day_changed = Signal()

    def __init__(self, answers: Answers, theme: Theme, jobs: Worker) -> None:
        """Serve an open workspace."""
        super().__init__()
        self.answers = answers
        self.theme = theme
        self.jobs = jobs
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

    # ------------------------------------------------------------------ asking

    def ask(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Answers], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
    ) -> Job:
        """Ask on the worker; `done` gets the answer here unless the day or workspace changed.

        A failure goes to the bar, and to `failed` for a page that has nothing else to show.
        """
        answers = self.answers

        def deliver(result: object) -> None:
            if self.answers is answers:
                done(result)  # type: ignore[arg-type]

        def give_up(error: AppError) -> None:
            self.fail(error)
            if failed:
                failed(error)

        job = Job(owner, title, lambda _report: work(answers)).on(deliver, give_up)
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
    ) -> Job:
        """A long write on the worker; `changed` goes out before `done` is called."""
        answers = self.answers
        job = Job(owner, title, lambda report: work(answers, report)).on(
            lambda result: self._written(result, done), self.fail
        )
        self._writing += 1
        job.ended.connect(self._ended)
        self.busy.emit(job)
        self.jobs.start(job)
        return job

    def undo(self) -> None:
        """Take the last operation back, on the worker: it may be an import."""
        self.run_job(self, _("undoing"), lambda answers, _report: answers.undo())

    def redo(self) -> None:
        """Bring the last undone operation back."""
        self.run_job(self, _("redoing"), lambda answers, _report: answers.redo())

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

    def _ended(self, _result: object) -> None:
        self._writing -= 1
        self.busy.emit(None)
