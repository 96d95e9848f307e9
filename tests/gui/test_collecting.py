"""The search for reference cycles stays with the window's thread, and between deeds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt

from remanence.gui import collecting
from remanence.gui.collecting import Collecting


class Knot:
    """Something that only the search can free."""

    def __init__(self) -> None:
        """Hold itself."""
        self.me = self


@pytest.fixture
def owner(qapp: object) -> Iterator[QObject]:
    made = QObject()
    yield made
    gc.unfreeze()
    gc.enable()


def knotted() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_nothing_is_searched_by_itself_until_the_end(owner: QObject) -> None:
    search = Collecting(owner, lambda: True)
    assert not gc.isenabled()
    search.end()
    assert gc.isenabled()


def test_what_is_new_is_searched_when_it_is_worth_it(
    owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Collecting(owner, lambda: True)
    gc.collect()
    knot = knotted()
    search.collect_new()
    assert knot() is not None, "a handful of objects is not worth a search"
    monkeypatch.setattr(collecting, "_WORTH_IT", 0)
    search.collect_new()
    assert knot() is None


def test_nothing_is_searched_while_work_runs(
    owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "_WORTH_IT", 0)
    search = Collecting(owner, lambda: False)
    knot = knotted()
    search.collect_new()
    search.collect_all()
    assert knot() is not None


def test_a_window_behind_others_searches_everything(owner: QObject) -> None:
    search = Collecting(owner, lambda: True)
    knot = knotted()
    gc.freeze()
    search._state_changed(Qt.ApplicationState.ApplicationActive)
    assert knot() is not None
    search._state_changed(Qt.ApplicationState.ApplicationInactive)
    assert knot() is None
