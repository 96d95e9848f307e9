"""The search for cycles stands still inside, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from remanence.app.collector import paused


def test_it_is_off_inside_and_on_afterwards() -> None:
    with paused():
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="why"), paused():
        raise ValueError("why")
    assert gc.isenabled()


def test_it_stays_off_where_somebody_else_turned_it_off() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
