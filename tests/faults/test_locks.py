"""Two programs on one workspace: each import wholly in, or refused as locked; no update is lost."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import BASE, Desk
from tests.faults.outside import Ended, outside, start

HEAD = BASE["orders"].splitlines()[0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def rows_of(name: str, count: int) -> str:
    rows = [
        f"{name}-{number},2026-09-01,S1,1,P1,{number + 1},pcs,0.50,USD,FOB,sea,,"
        for number in range(count)
    ]
    return "\n".join([HEAD, *rows]) + "\n"


def orders_of(desk: Desk, name: str) -> int:
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        found = plain.execute(
            "SELECT count(*) FROM orders WHERE order_number LIKE ?", (f"{name}-%",)
        ).fetchone()
    return int(found[0])


def together(desk: Desk, names: list[str], count: int) -> list[Ended]:
    """Import sheets at once, each by a process of its own."""
    running = []
    for name in names:
        sheet = desk.sheet(f"{name}.csv", rows_of(name, count))
        words = ["--workspace", str(desk.path), "import", str(sheet), "--as", "orders", "--apply"]
        running.append(start(desk.around.home, *words, "--json"))
    return [Ended(process) for process in running]


def assert_all_or_nothing(desk: Desk, names: list[str], count: int) -> None:
    for name, done in zip(names, together(desk, names, count), strict=True):
        assert done.code in (0, 3), done
        if done.code == 0:
            assert done.json["applied"] is True
            assert orders_of(desk, name) == count
        else:
            assert done.json["error"]["code"] == "workspace_locked"
            assert orders_of(desk, name) == 0
    outside(desk.path)


def test_two_imports_at_once(desk: Desk) -> None:
    assert_all_or_nothing(desk, ["A", "B"], 150)


@pytest.mark.slow
def test_four_imports_at_once_again_and_again(desk: Desk) -> None:
    for turn in range(10):
        assert_all_or_nothing(desk, [f"{letter}{turn}" for letter in "ABCD"], 200)


def test_both_change_the_same_price(desk: Desk) -> None:
    """The later one plans anew on what the earlier one wrote; neither change is lost."""
    running = []
    for name, old, new in (("A", "0.50,USD", "0.61,USD"), ("B", "310.00", "333.00")):
        row = next(row for row in BASE["orders"].splitlines() if old in row).replace(old, new)
        sheet = desk.sheet(f"{name}.csv", f"{HEAD}\n{row}\n")
        words = ["--workspace", str(desk.path), "import", str(sheet), "--as", "orders", "--apply"]
        running.append(start(desk.around.home, *words, "--json"))
    assert [Ended(process).code for process in running] == [0, 0]
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        prices = [row[0] for row in plain.execute("SELECT unit_price FROM order_lines ORDER BY id")]
    assert prices == ["0.61", "1.20", "333.00"]


def test_a_foreign_writer_is_waited_for(desk: Desk) -> None:
    before = desk.state()
    sheet = desk.sheet("A.csv", rows_of("A", 3))
    words = ["--workspace", str(desk.path), "import", str(sheet), "--as", "orders", "--apply"]
    with closing(sqlite3.connect(desk.path / "workspace.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        done = Ended(start(desk.around.home, *words, "--json"))
        waited = time.monotonic() - began
        other.execute("ROLLBACK")
    assert done.code == 3, done
    assert done.json["error"]["code"] == "workspace_locked"
    assert 9 < waited < 15
    assert desk.state() == before
    assert Ended(start(desk.around.home, *words)).code == 0


def test_who_only_asks_need_not_wait(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path / "workspace.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for command in (["orders"], ["today"], ["check"], ["import", str(desk.sheet("o", HEAD))]):
            began = time.monotonic()
            done = desk.run("--json", *command)
            assert time.monotonic() - began < 5
            assert done.code in (0, 1), done
        other.execute("ROLLBACK")


@pytest.mark.slow
def test_nobody_waits_forever_for_a_reader_that_is_kept_out(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path / "workspace.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        done = Ended(start(desk.around.home, "--workspace", str(desk.path), "orders", "--json"))
        assert time.monotonic() - began < 15
    assert done.code == 3, done
