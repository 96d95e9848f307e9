"""Reads the papers of all open orders: the most urgent first, the others while these are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.documents import PaperRow
    from remanence.core.base.errors import AppError
    from remanence.gui.hub import Hub

_FIRST: Final = 60  # orders: more than a window shows, read in a fraction of a second
_MOST: Final = 480  # about a second: what is asked meanwhile does not wait longer


class PaperReader(QObject):
    """`came` gives the rows to show and whether these are all; `failed` that reading ended."""

    came = Signal(object, bool)
    failed = Signal()

    def __init__(self, hub: Hub, parent: QObject) -> None:
        """Read through the hub."""
        super().__init__(parent)
        self._hub = hub
        self._round = 0
        self._shown: dict[str, PaperRow] = {}
        self.is_reading = False

    def start(self, shown: Sequence[PaperRow], first: str) -> None:
        """Read all anew.

        Args:
            shown: the rows seen now; each stays until it is read again.
            first: number of the order that is looked at: it is read before all others.
        """
        self._round += 1
        self.is_reading = True
        self._shown = {row.number: row for row in shown}
        this = self._round
        if first in self._shown:
            self._hub.ask(
                self,
                _("reading papers"),
                lambda answers: answers.paper_row(first),
                lambda row: self._one(this, first, row),
                waited_for=True,
            )
        self._hub.ask(
            self,
            _("reading papers"),
            lambda answers: answers.paper_orders(),
            lambda ids: self._read(this, list(ids), [], _FIRST),
            self._end,
        )

    def _one(self, this: int, number: str, row: PaperRow | None) -> None:
        if this == self._round and self.is_reading and row is not None:
            self._shown[number] = row
            self.came.emit(list(self._shown.values()), False)  # noqa: FBT003 - a signal

    def _read(self, this: int, ids: list[int], found: list[PaperRow], size: int) -> None:
        if this != self._round:
            return
        chunk, rest = ids[:size], ids[size:]
        if not chunk:
            self.is_reading = False
            self._shown = {}
            self.came.emit(found, True)  # noqa: FBT003 - a signal
            return
        if found:
            self.came.emit(self._with_old(found), False)  # noqa: FBT003 - a signal
        self._hub.ask(
            self,
            _("reading papers"),
            lambda answers: answers.paper_rows(chunk),
            lambda rows: self._read(this, rest, [*found, *rows], min(2 * size, _MOST)),
            self._end,
        )

    def _with_old(self, found: list[PaperRow]) -> list[PaperRow]:
        """What was read, then what was seen before and is not read again yet."""
        read = {row.number for row in found}
        return [*found, *(row for number, row in self._shown.items() if number not in read)]

    def _end(self, _error: AppError) -> None:
        self._round += 1
        self.is_reading = False
        self.failed.emit()
