"""Real processes killed in the middle of their work: the state before or after, never between."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.desk import BASE, Desk
from tests.faults.outside import Ended, copy_of, outside, start

LINES = 1500
DYING = ("-m", "tests.faults.dying")
PAPERS = "document_type,order_number,file\ninvoice,PO-1,invoice.pdf\npacking,BIG-7,packing.pdf\n"


def big_order() -> str:
    """Orders enough for a kill to hit the writing of them."""
    head = BASE["orders"].splitlines()[0]
    rows = [
        f"BIG-{number // 10},2026-09-01,S1,{number % 10 + 1},P1,{number + 1},pcs,0.50,USD,FOB,sea,,"
        for number in range(LINES)
    ]
    return "\n".join([head, *rows]) + "\n"


class Victim:
    """A workspace, the import that will be killed, and the two states that may come of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk(folder / "desk")
        self.desk.take(BASE)
        self.desk.sheet("invoice.pdf", "%PDF-1.4 invoice")
        self.desk.sheet("packing.pdf", "%PDF-1.4 packing")
        sheets = self.desk.sheets({"orders": big_order(), "documents": PAPERS})
        self.words = ["import", *map(str, sheets), "--apply", "--json", "--today", "2026-11-24"]
        self.before = outside(self.desk.path)
        self.seconds = 0.0
        undisturbed = self.copy("undisturbed")
        began = time.monotonic()
        done = Ended(start(self.home, *self.named(undisturbed)))
        self.seconds = time.monotonic() - began
        assert done.code == 0, done
        self.after = outside(undisturbed)
        assert self.after != self.before

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def copy(self, name: str) -> Path:
        return copy_of(self.desk.path, self.folder / name)

    def named(self, workspace: Path) -> list[str]:
        return ["--workspace", str(workspace), *self.words]

    def judge(self, workspace: Path) -> bool:
        """Whether a kill left the state after; then the same command must end well."""
        left = outside(workspace)
        assert left in (self.before, self.after), "something in between"
        again = Ended(start(self.home, *self.named(workspace)))
        assert again.code == 0, again
        assert outside(workspace) == self.after
        return left == self.after


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    folder = tmp_path_factory.mktemp("victim")
    (folder / "home").mkdir()
    return Victim(folder)


def kill_at(victim: Victim, workspace: Path, seconds: float) -> None:
    process = start(victim.home, *victim.named(workspace))
    time.sleep(seconds)
    process.kill()
    done = Ended(process)
    if done.code == 0:  # acknowledged before the kill came
        assert done.json["applied"] is True
        assert outside(workspace) == victim.after


def calls(victim: Victim, workspace: Path) -> int:
    words = ["-1", *victim.named(workspace)]
    done = Ended(start(victim.home, *words, program=DYING))
    assert done.code == 0, done
    return int(done.err.rpartition("calls ")[2])


def die_at(victim: Victim, workspace: Path, number: int) -> None:
    words = [str(number), *victim.named(workspace)]
    done = Ended(start(victim.home, *words, program=DYING))
    assert done.code < 0, done


@pytest.mark.parametrize("part", [0.35, 0.6, 0.85])
def test_killed_at_some_moment(victim: Victim, part: float) -> None:
    workspace = victim.copy(f"moment {part}")
    kill_at(victim, workspace, part * victim.seconds)
    victim.judge(workspace)


def test_killed_before_a_write(victim: Victim) -> None:
    count = calls(victim, victim.copy("counted"))
    assert count > 20
    for number in (count // 3, count - 8, count - 1):
        workspace = victim.copy(f"write {number}")
        die_at(victim, workspace, number)
        victim.judge(workspace)


@pytest.mark.slow
def test_killed_before_every_write(victim: Victim) -> None:
    count = calls(victim, victim.copy("all counted"))
    for number in range(1, count + 1):
        workspace = victim.copy(f"every {number}")
        die_at(victim, workspace, number)
        die_at(victim, workspace, max(1, number // 2))  # and once more, while it recovers
        victim.judge(workspace)


@pytest.mark.slow
def test_killed_hundreds_of_times(victim: Victim) -> None:
    chance = random.Random(20261124)  # noqa: S311 - moments, no secrets
    seen = set()
    for number in range(300):
        workspace = victim.copy(f"kill {number}")
        kill_at(victim, workspace, chance.uniform(0.2, 1.1) * victim.seconds)
        seen.add(victim.judge(workspace))
    assert seen == {True, False}
