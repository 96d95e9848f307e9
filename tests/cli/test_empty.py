"""A workspace on its first day: every question has an answer, or says no in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from remanence.cli.main import build
from tests.cli.test_answers import QUESTIONS
from tests.desk import Desk

#: Questions about a record that is not there yet.
ABOUT_ONE = (
    ["order", "PO-1"],
    ["readiness", "PO-1"],
    ["cost", "PO-1"],
    ["licence", "L-1"],
    ["history", "--order", "PO-1"],
    ["policy", "show", "cn-re-2026-11"],
    ["policy", "show", "documents/none"],
    ["trend", "--of", "product"],
)
ALL = [*(words for words, _ in QUESTIONS), *ABOUT_ONE]
#: Commands that write, or that need a file.
NO_QUESTIONS = frozenset("new import export demo undo redo backup restore attach".split())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Make a new workspace."""
    return Desk(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("words", ALL, ids=[" ".join(words) for words in ALL])
def test_a_question_to_a_new_workspace(empty: Desk, words: list[str]) -> None:
    said, answer = empty.run(*words), empty.run(*words, "--json")
    assert said.code in (0, 1), said
    assert answer.code == said.code, answer
    assert answer.json is not None
    assert said.out or said.err.startswith("remanence: ") or answer.json == []
    assert not list(Path(empty.around.home).glob("last-error*"))


def test_every_question_is_put() -> None:
    app = build()
    names = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    assert names - NO_QUESTIONS == {words[0] for words in ALL} - {"policy"}


def test_shares_of_nothing(empty: Desk) -> None:
    assert empty.run("exposure").out == "No spend yet.\n"
    found = empty.run("exposure", "--json").json
    assert (found["hhi"], found["bands"]) == (None, {"2010": None, "2023": None})
