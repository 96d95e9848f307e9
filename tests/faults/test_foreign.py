"""What is not a workspace of ours stays as it is, byte for byte: refused in one sentence."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import BASE, Desk, Done

COMMANDS = [
    ["orders"],
    ["today"],
    ["import", "{sheet}", "--apply"],
    ["undo"],
    ["history"],
    ["check"],
    ["check", "--repair"],
    ["backup"],
    ["export", "orders", "--to", "{out}"],
    ["policy", "on", "2026-11-24"],
]


def _database(desk: Desk) -> Path:
    return desk.path / "workspace.db"


def _sql(*statements: str) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        with closing(sqlite3.connect(_database(desk))) as plain, plain:
            for statement in statements:
                plain.execute(statement)

    return change


def _content(data: bytes) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        _database(desk).write_bytes(data)

    return change


def _other_program(desk: Desk) -> None:
    _database(desk).unlink()
    with closing(sqlite3.connect(_database(desk))) as plain, plain:
        plain.execute("PRAGMA application_id = 12345")
        plain.execute("CREATE TABLE orders (id INTEGER)")


def _no_application(desk: Desk) -> None:
    _database(desk).unlink()
    with closing(sqlite3.connect(_database(desk))) as plain, plain:
        plain.execute("CREATE TABLE notes (text TEXT)")


def _cut(desk: Desk) -> None:
    data = _database(desk).read_bytes()
    _database(desk).write_bytes(data[: len(data) // 2 // 4096 * 4096])


def _no_database(desk: Desk) -> None:
    _database(desk).rename(desk.path / "other.db")


def _damaged_beginning(desk: Desk) -> None:
    data = bytearray(_database(desk).read_bytes())
    data[100:4096] = random.Random(1).randbytes(3996)  # noqa: S311 - any bytes
    _database(desk).write_bytes(bytes(data))


def _file_in_place(desk: Desk) -> None:
    desk.path.rename(desk.path.with_name("moved"))
    desk.path.write_text("not a folder", "utf-8")


FOREIGN = {
    "newer": (_sql("UPDATE alembic_version SET version_num = '9999'"), "workspace_too_new"),
    "no version": (_sql("DELETE FROM alembic_version"), "workspace_damaged"),
    "two versions": (
        _sql("INSERT INTO alembic_version (version_num) VALUES ('0000')"),
        "workspace_damaged",
    ),
    "no version table": (_sql("DROP TABLE alembic_version"), "workspace_damaged"),
    "zero bytes": (_content(b""), "workspace_damaged"),
    "random bytes": (
        _content(random.Random(2).randbytes(50_000)),  # noqa: S311 - any bytes
        "workspace_damaged",
    ),
    "only a header": (_content(b"SQLite format 3\0"), "workspace_damaged"),
    "another program": (_other_program, "workspace_damaged"),
    "a database of nobody": (_no_application, "workspace_damaged"),
    "cut": (_cut, "workspace_damaged"),
    "damaged beginning": (_damaged_beginning, "workspace_damaged"),
    "no database": (_no_database, "workspace_damaged"),
    "a file in its place": (_file_in_place, "workspace_damaged"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def everything(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in paths
    }


def each_command(desk: Desk) -> list[tuple[str, Done]]:
    sheet = desk.sheet("orders", BASE["orders"].replace("310.00", "312.50"))
    out = desk.folder / "out.csv"
    return [
        (words[0], desk.run("--json", *(word.format(sheet=sheet, out=out) for word in words)))
        for words in COMMANDS
    ]


@pytest.mark.parametrize("name", FOREIGN)
def test_refused_and_untouched(desk: Desk, name: str) -> None:
    change, code = FOREIGN[name]
    change(desk)
    before = everything(desk.path)
    for command, done in each_command(desk):
        assert done.code == 1, (command, done)
        assert everything(desk.path) == before, command
        if command == "check" and "findings" in done.json:
            assert any(found["severity"] == "error" for found in done.json["findings"])
        else:
            assert done.json["error"]["code"] == code, (command, done)
    assert not (desk.folder / "out.csv").exists()


def test_absent(desk: Desk) -> None:
    desk.path.rename(desk.path.with_name("moved"))
    for command, done in each_command(desk):
        assert done.code == 3, (command, done)
        assert done.json["error"]["code"] == "file_missing"
    assert not desk.path.exists()


def test_unknown_triggers_and_views_are_findings_of_check(desk: Desk) -> None:
    _sql(
        "CREATE TRIGGER strange AFTER INSERT ON orders BEGIN DELETE FROM fx; END",
        "CREATE VIEW odd AS SELECT 1",
    )(desk)
    before = everything(desk.path)
    done = desk.run("--json", "check")
    assert done.code == 1
    assert [found["code"] for found in done.json["findings"]][:2] == ["object_unknown"] * 2
    assert everything(desk.path) == before


@pytest.mark.parametrize(
    "name", ["a?b", "100%", "a#b", "it's", "two words", "工作区", "n" * 200, "a%20b", "-dash"]
)
def test_any_name_of_a_folder_is_that_folder(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / "desk")
    target = tmp_path / f"{name}.remanence"
    done = desk.run("--json", "new", "--currency", "EUR", "--country", "DE", "--", str(target))
    assert done.code == 0, done
    assert (target / "workspace.db").is_file()
    desk.path = target
    desk.take(BASE)
    assert [row["number"] for row in desk.run("orders", "--json").json] != []
    assert {path.name for path in tmp_path.iterdir()} == {"desk", target.name}
    assert {path.name for path in target.iterdir()} == {"workspace.db", "files", "backups"}


@pytest.mark.parametrize("seed", range(12))
def test_bytes_flipped_anywhere(desk: Desk, seed: int) -> None:
    """No command ends in a traceback or changes what it could not read."""
    chance = random.Random(seed)  # noqa: S311 - places of damage
    data = bytearray(_database(desk).read_bytes())
    for _ in range(chance.choice([1, 20, 400])):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    _database(desk).write_bytes(bytes(data))
    for command, done in each_command(desk):
        assert done.code in (0, 1), (command, done)
        assert isinstance(done.json, dict | list)
