"""Work beside the window: two workers, results handed back on the window's thread.

A worker runs plain functions that return frozen values. Results come through a queued signal to
a relay that lives on the window's thread, and are dropped when their owner is gone. No nested
event loop, no thread class of our own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from remanence.core.base.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
Report = Callable[[int, int], None]
"""Says how much is done, of how much; raises `Cancelled` when the work shall end."""

PRELOADED: Final = ("sqlalchemy", "sqlmodel", "openpyxl", "pandas", "pyqtgraph")

WAITED_FOR: Final = 1
"""Somebody looks at an empty place until this is answered."""
USUAL: Final = 0
SPARE: Final = -1
"""Only while nothing else waits."""


class Cancelled(Exception):
    """The user ended a job; whatever it had begun is rolled back by its own transaction."""


class Job(QObject):
    """One piece of work and what shall happen when it ends.

    Attributes:
        title: what is being done, in words, for the line of progress.
        priority: of the jobs that wait, the one with the highest is next.
    """

    progressed = Signal(object)
    ended = Signal(object)
    _came = Signal(object)

    def __init__(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Report], object],
        *,
        priority: int = USUAL,
    ) -> None:
        """Prepare; `start` of `Jobs` runs it."""
        super().__init__()
        self.title = title
        self.priority = priority
        self._owner = owner
        self._work = work
        self._done: Callable[[object], None] | None = None
        self._failed: Callable[[AppError], None] | None = None
        self._cancel = threading.Event()
        self._came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def on(
        self,
        done: Callable[[object], None] | None,
        failed: Callable[[AppError], None] | None,
    ) -> Job:
        """Name what to call with the result, or with the failure."""
        self._done, self._failed = done, failed
        return self

    def cancel(self) -> None:
        """Ask the work to end at its next report."""
        self._cancel.set()

    def run(self) -> object:
        """Do the work here and give the result or the failure as a value."""
        try:
            return self._work(self.report)
        except (AppError, Cancelled) as stopped:
            return stopped
        except Exception as bug:  # noqa: BLE001 - handed over as a value, raised there
            _to_log(self.title)
            return bug

    def report(self, done: int, total: int) -> None:
        """Called by the work between its parts."""
        if self._cancel.is_set():
            raise Cancelled
        self.progressed.emit((done, total))

    def deliver(self, result: object) -> None:
        """Send the result to the window's thread."""
        self._came.emit(result)

    def hand_over(self, result: object) -> None:
        """On the window's thread: call what was named, unless its owner is gone."""
        self._hand_over(result)

    def _hand_over(self, result: object) -> None:
        self.ended.emit(result)
        if not isValid(self._owner) or isinstance(result, Cancelled):
            return
        if isinstance(result, AppError):
            if self._failed:
                self._failed(result)
        elif isinstance(result, Exception):
            raise result
        elif self._done:
            self._done(result)


class Worker(Protocol):
    """What runs jobs: the real worker, or its twin in tests."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""

    def start(self, job: Job) -> None:
        """Run the job; its result comes later, on the window's thread."""

    def stop(self) -> None:
        """Let running work end and take no more."""


class _Run(QRunnable):
    """One job on the worker's thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Work, then send the result over."""
        result = self._job.run()
        if isValid(self._job):
            self._job.deliver(result)


class Jobs(QObject):
    """The workers of the window: one for all that writes or may take long, one for short questions.

    Each is a pool of one thread, so jobs never write at the same time. A question that somebody
    waits for only reads, and does not stand behind Today of a large desk.
    """

    def __init__(self, *, held: bool = False) -> None:
        """Begin at once, or with the first frame (`release`): a worker would make it late."""
        super().__init__()
        self._held = held
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._short = QThreadPool(self)
        self._short.setMaxThreadCount(1)
        self._running: list[Job] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._running

    def start(self, job: Job) -> None:
        """Put the job in the queue."""
        self._running.append(job)
        job.ended.connect(lambda _result: self._running.remove(job))
        if not self._held:
            self._begin(job)

    def release(self) -> None:
        """Begin with what was put in the queue so far."""
        if self._held:
            self._held = False
            for job in self._running:
                self._begin(job)

    def stop(self) -> None:
        """Cancel what waits and runs, and wait until the worker stands still."""
        for job in list(self._running):
            job.cancel()
        for pool in (self._pool, self._short):
            pool.clear()
            pool.waitForDone()

    def _begin(self, job: Job) -> None:
        pool = self._short if job.priority == WAITED_FOR else self._pool
        pool.start(_Run(job), job.priority)


class InlineJobs:
    """The twin for tests: work is done at once, or kept until `run_all` if `held`."""

    def __init__(self, *, held: bool = False) -> None:
        """Run at once unless `held`."""
        self.held = held
        self.waiting: list[Job] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing is kept."""
        return not self.waiting

    def start(self, job: Job) -> None:
        """Run the job here and now, or keep it."""
        self.waiting.append(job)
        if not self.held:
            self.run_all()

    def run_all(self) -> None:
        """Run what was kept."""
        while self.waiting:
            job = self.waiting.pop(0)
            job.hand_over(job.run())

    def stop(self) -> None:
        """Forget what waits."""
        self.waiting.clear()


def _to_log(title: str) -> None:
    import logging  # only a bug needs it; the first frame does not

    logging.getLogger(__name__).error("the job %s failed", title)


def preloading(owner: QObject, title: str, modules: Sequence[str] = PRELOADED) -> list[Job]:
    """Jobs that import heavy libraries, so that the first need of them is not felt.

    One library a job, and only while nothing else waits: a question never waits behind all of them.
    """
    from importlib import import_module

    def importing(name: str) -> Job:
        return Job(owner, title, lambda _report: import_module(name), priority=SPARE)

    return [importing(name) for name in modules]
