"""Making, opening, refusing, locking: what holds at the two doors."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from remanence.core.base.errors import (
    DiskFull,
    FileMissing,
    MachineSaysNo,
    ReadOnly,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
)
from remanence.core.facts.business import Business
from remanence.store import disk, engine, policy
from remanence.store.door import Store, create_store
from tests.store.conftest import BUSINESS
from tests.store.desk import AT, bytes_of, everything, fill, kept_rows

NAMES = [
    "plain.remanence",
    "what?.remanence",
    "50%20 off#1.remanence",
    'it\'s "quoted".remanence',
    "磁钢 与 氧化物.remanence",
    "ä" * 100 + ".remanence",
    "x" * 200,
]


def write_something(store: Store, code: str = "S9") -> None:
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("suppliers", ("supplier_code", "name", "country"), [(code, "Nine", "CN")])


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_folder_that_was_named(tmp_path: Path, journal: str, name: str) -> None:
    target = tmp_path / name
    create_store(target, BUSINESS)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == [name]
    names = sorted(path.name for path in target.iterdir())
    assert names == ["backups", "files", "workspace.db"]
    with closing(Store.open(target)) as store, store.read() as reader:
        assert policy.business(reader) == BUSINESS


def test_the_own_firm_is_written_outside_the_history(store: Store) -> None:
    with store.read() as reader:
        assert reader.rows("SELECT count(*) FROM operation") == [(0,)]
        assert reader.rows("SELECT id, op, vat_recoverable FROM business") == [(1, 0, 1)]


@pytest.mark.parametrize("kind", ["folder", "empty folder", "file", "dangling link"])
def test_an_existing_target_is_never_written_over(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "there"
    if kind == "file":
        target.write_text("mine")
    elif kind == "dangling link":
        target.symlink_to(tmp_path / "nowhere")
    else:
        target.mkdir()
        if kind == "folder":
            (target / "mine.txt").write_text("mine")
    before = bytes_of(tmp_path)
    with pytest.raises(MachineSaysNo, match="there already"):
        create_store(target, BUSINESS)
    assert bytes_of(tmp_path) == before
    assert not list(tmp_path.glob(f"{disk.TEMPORARY}*"))


def test_a_failure_while_making_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "sync_folder", refuse)
    with pytest.raises(DiskFull):
        create_store(tmp_path / "desk", BUSINESS)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


# ------------------------------------------------------------------------------------- refusing


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.execute("INSERT INTO song VALUES ('mine')")
        connection.commit()


def without_version(path: Path) -> None:
    foreign(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")


REFUSED: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "random": lambda path: path.write_bytes(os.urandom(8192)),
    "short": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "foreign": foreign,
    "no version": without_version,
    "absent": lambda _path: None,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_workspace_is_left_untouched(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "desk"
    target.mkdir()
    REFUSED[kind](target / "workspace.db")
    before = bytes_of(target)
    with pytest.raises(StoreDamaged, match="left untouched"):
        Store.open(target)
    assert bytes_of(target) == before


def test_damage_behind_the_header_is_said_at_opening(folder: Path) -> None:
    path = folder / "workspace.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=delete")
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'operation'"
        (page,) = connection.execute(sql).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="database is damaged"):
        Store.open(folder)
    path.rename(folder / "moved.db")  # nothing holds it open


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("a file")
    with pytest.raises(StoreDamaged, match="not the folder"):
        Store.open(tmp_path / "desk")


@pytest.mark.parametrize("versions", [["9999"], [], ["0001", "0000"]])
def test_a_strange_version_is_left_untouched(folder: Path, versions: list[str]) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.executemany(
            "INSERT INTO alembic_version VALUES (?)", [(one,) for one in versions]
        )
        connection.commit()
    before = bytes_of(folder)
    with pytest.raises(StoreTooNew if versions == ["9999"] else StoreDamaged):
        Store.open(folder)
    assert bytes_of(folder) == before


def test_a_newer_one_with_a_log_keeps_its_rows(folder: Path, tmp_path: Path) -> None:
    """A newer program was killed: its log is pending, and we may not fold it in."""
    source = sqlite3.connect(folder / "workspace.db")
    source.execute("PRAGMA journal_mode=wal")
    source.execute("UPDATE alembic_version SET version_num = '9999'")
    source.commit()
    copy = tmp_path / "killed"
    shutil.copytree(folder, copy)
    source.close()
    before = bytes_of(copy)
    with pytest.raises(StoreTooNew):
        Store.open(copy)
    after = bytes_of(copy)
    assert {name: after[name] for name in ("workspace.db", "workspace.db-wal")} == {
        name: before[name] for name in ("workspace.db", "workspace.db-wal")
    }


# ------------------------------------------------------------------------------------ two programs


@pytest.fixture
def other(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(folder / "workspace.db", isolation_level=None)
    yield connection
    connection.close()


def test_a_second_writer_is_told_after_the_wait(store: Store, other: sqlite3.Connection) -> None:
    before = kept_rows(store)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="locked by another program"):
        write_something(store)
    other.execute("ROLLBACK")
    assert kept_rows(store) == before
    write_something(store)


def test_reading_goes_on_while_another_writes(store: Store, other: sqlite3.Connection) -> None:
    fill(store)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE suppliers SET name = 'half way'")
    assert "half way" not in repr(kept_rows(store)["suppliers"])
    other.execute("ROLLBACK")


def test_a_snapshot_does_not_move(store: Store, journal: str) -> None:
    if journal == "delete":
        pytest.skip("there a reader holds writers off instead")
    with store.read() as reader:
        first = reader.rows("SELECT count(*) FROM suppliers")
        thread = threading.Thread(target=write_something, args=(store,))
        thread.start()
        thread.join()
        assert reader.rows("SELECT count(*) FROM suppliers") == first
    with store.read() as reader:
        assert reader.rows("SELECT count(*) FROM suppliers") != first


def test_a_thread_that_reads_may_not_wait_for_itself(store: Store) -> None:
    with store.read(), pytest.raises(RuntimeError, match="read through the transaction"):
        write_something(store)
    write_something(store)


def test_readings_nest(store: Store) -> None:
    with store.read() as outer, store.read() as inner:
        assert inner.rows("SELECT 1 AS one") == outer.rows("SELECT 1 AS one")
    with store.read() as reader:
        assert reader.rows("SELECT 1 AS one") == [(1,)]


def test_a_reader_cannot_write(store: Store) -> None:
    with store.read() as reader, pytest.raises(ReadOnly):
        reader.rows("DELETE FROM suppliers")


def test_threads_of_one_program_take_turns(store: Store) -> None:
    store.wait_seconds = 10
    threads = [
        threading.Thread(target=write_something, args=(store, f"S{number}")) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as reader:
        assert reader.rows("SELECT count(*) FROM suppliers") == [(8,)]
        assert reader.rows("SELECT count(DISTINCT id), count(*) FROM operation") == [(8, 8)]


def test_a_thread_that_holds_the_door_too_long(store: Store) -> None:
    told: list[str] = []
    with store.write("import", source="test", at=AT):
        thread = threading.Thread(target=_is_told, args=(store, told))
        thread.start()
        thread.join()
    assert told == ["workspace_locked"]


def _is_told(store: Store, told: list[str]) -> None:
    try:
        write_something(store)
    except StoreBusy as problem:
        told.append(problem.code)


def test_another_programs_work_is_seen_by_the_newest_operation(store: Store, folder: Path) -> None:
    known = store.newest_operation()
    with closing(Store.open(folder)) as second:
        write_something(second)
    assert store.newest_operation() > known


# --------------------------------------------------------------------------------- machine says no


def test_read_only_by_wish(folder: Path) -> None:
    before = bytes_of(folder)
    with closing(Store.open(folder, read_only=True)) as store:
        with store.read() as reader:
            assert policy.business(reader) == BUSINESS
        with pytest.raises(ReadOnly):
            write_something(store)
    assert bytes_of(folder) == before


def test_read_only_by_the_machine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_writable", lambda _folder: False)
    with closing(Store.open(folder)) as store:
        assert store.read_only
        with store.read() as reader:
            assert policy.business(reader) == BUSINESS
        with pytest.raises(ReadOnly):
            write_something(store)


def test_a_full_disk_leaves_the_state_before(store: Store, folder: Path) -> None:
    fill(store)
    before = everything(folder)
    writer = store._writing()
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count={pages + 1}")
    rows = [(f"S{number}", "x" * 500, "CN") for number in range(1000, 2000)]
    with (
        pytest.raises(DiskFull, match="No room left"),
        store.write("import", source="test", at=AT) as txn,
    ):
        txn.insert("suppliers", ("supplier_code", "name", "country"), rows)
    assert everything(folder) == before
    writer.execute("PRAGMA max_page_count=1073741823")
    with store.write("import", source="test", at=AT) as txn:
        txn.insert("suppliers", ("supplier_code", "name", "country"), rows)


def test_after_a_failing_disk_nothing_more_is_written(store: Store) -> None:
    problem = sqlite3.OperationalError("disk I/O error")
    problem.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    problem.sqlite_errorname = "SQLITE_IOERR_WRITE"
    with pytest.raises(engine.DiskFailed), store.write("edit", source="test", at=AT):
        raise problem
    with pytest.raises(MachineSaysNo, match="for reading only"):
        write_something(store)


@pytest.mark.parametrize("deed", ["moved", "replaced"])
def test_a_database_that_is_gone_is_noticed(
    store: Store, folder: Path, tmp_path: Path, deed: str
) -> None:
    write_something(store)
    moved = tmp_path / "moved"
    folder.rename(moved)
    if deed == "replaced":
        shutil.copytree(moved, folder)
    before = bytes_of(tmp_path)
    with pytest.raises(FileMissing, match="moved or replaced"):
        write_something(store, "S10")
    assert {k: v for k, v in bytes_of(tmp_path).items() if "shm" not in k} == {
        k: v for k, v in before.items() if "shm" not in k
    }


def test_any_exception_takes_all_back(store: Store, folder: Path) -> None:
    before = everything(folder)
    with pytest.raises(KeyboardInterrupt), store.write("import", source="test", at=AT) as txn:  # noqa: PT012
        txn.insert("suppliers", ("supplier_code", "name", "country"), [("S1", "One", "CN")])
        raise KeyboardInterrupt
    assert everything(folder) == before
    write_something(store)


# ------------------------------------------------------------------------------------- safety


def test_every_connection_is_safe(store: Store, folder: Path, journal: str) -> None:
    write_something(store)
    writer = store._writing()
    assert engine.pragma(writer, "journal_mode") == journal
    assert engine.pragma(writer, "synchronous") == {"wal": 2, "delete": 3}[journal]
    for connection in (writer, store._reading()):
        found = [engine.pragma(connection, name) for name in ("foreign_keys", "trusted_schema")]
        assert found == [1, 0]
    assert engine.pragma(writer, "secure_delete") == 1
    assert engine.pragma(writer, "cache_spill") == 0 or journal == "wal"


def test_the_journal_mode_follows_the_engine(
    folder: Path, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "delete" if journal == "wal" else "wal"
    monkeypatch.setattr(engine, "is_wal_safe", lambda _version: other == "wal")
    with closing(Store.open(folder)) as store:
        write_something(store)
        assert engine.pragma(store._writing(), "journal_mode") == other


def test_a_log_left_by_a_kill_is_folded_in(folder: Path, tmp_path: Path, journal: str) -> None:
    with closing(Store.open(folder)) as store:
        fill(store)
        expected = kept_rows(store)
        shutil.copytree(folder, tmp_path / "killed")
    with closing(Store.open(tmp_path / "killed")) as store:
        assert kept_rows(store) == expected


def test_reading_imports_no_heavy_library(folder: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from remanence.store import dossiers, history, posted, sheets
from remanence.store.door import Store
store = Store.open(Path({str(folder)!r}))
with store.read() as reader:
    dossiers.order_files(reader), sheets.sheet_rows(reader, "orders"), posted.order_rows(reader)
with store.write("edit", source="test", at="") as txn:
    txn.insert("suppliers", ("supplier_code", "name", "country"), [("S1", "One", "CN")])
history.undo(store, None, "")
store.close()
print([name for name in ("sqlalchemy", "sqlmodel", "alembic", "pydantic") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_empty_business_is_kept_as_it_is(tmp_path: Path) -> None:
    own = Business("名", "本", "DE", "EUR", "Str. 1", None, "DE1", None, vat_recoverable=False)
    create_store(tmp_path / "desk", own)
    with closing(Store.open(tmp_path / "desk")) as store, store.read() as reader:
        assert policy.business(reader) == own
