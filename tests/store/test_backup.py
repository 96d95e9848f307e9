"""A backup counts only when it was opened and checked; restored it gives the same data."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from remanence.core.base.errors import (
    AppError,
    DiskFull,
    FileMissing,
    MachineSaysNo,
    ReadOnly,
    StoreDamaged,
    StoreTooNew,
)
from remanence.store import backup, copies, disk, files
from remanence.store.backup import Backup, too_many
from remanence.store.door import Store
from remanence.store.history import operations
from remanence.store.restore import restore
from tests.store.desk import AT, bytes_of, everything, fill, kept_rows


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "euc.pdf"
    path.write_bytes(b"%PDF-1.7 signed" * 1000)
    return path


@pytest.fixture
def filled(store: Store, paper: Path) -> Store:
    ids = fill(store)
    digest = files.keep(store, paper)
    with store.write("attach", source="test", at=AT) as txn:
        names = ("document_type", "order_id", "file", "file_digest")
        txn.insert("documents", names, [("euc", ids.order, "euc.pdf", digest)])
    return store


def edit(store: Store, code: str) -> None:
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("suppliers", ("supplier_code", "name", "country"), [(code, "x", "CN")])


def made(filled: Store, kind: str, tmp_path: Path) -> Path:
    if kind == "file":
        return backup.make(filled.folder, "manual", at=AT)
    target = tmp_path / "carried.zip"
    assert backup.write_zip(filled, target, at=AT) == []
    return target


@pytest.mark.parametrize("kind", ["file", "zip"])
def test_restored_it_is_the_same(filled: Store, kind: str, tmp_path: Path) -> None:
    source = made(filled, kind, tmp_path)
    expected = kept_rows(filled)
    target = tmp_path / "again.remanence"
    assert restore(source, target, at=AT, by="test") == []
    with closing(Store.open(target)) as again:
        assert kept_rows(again) == expected
        with again.read() as reader:
            lines = operations(reader)
            (digest,) = files.named(reader)
        assert (lines[0].label, lines[0].note, lines[0].source) == ("restore", source.name, "test")
        assert files.digest_of(files.path_of(again, digest)) == digest
        edit(again, "S7")
    assert sorted(path.name for path in target.iterdir()) == ["backups", "files", "workspace.db"]


def test_a_backup_says_what_it_is(filled: Store) -> None:
    path = backup.before(filled, "import", at="2026-11-24T09:00:00.123456+00:00")
    (kept,) = backup.kept(filled.folder)
    assert kept == Backup(path, 1, filled.newest_operation(), "import", "20261124T090000")
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert copies.verify(path).rows["orders"] == 3


def test_nothing_done_since_needs_no_other(filled: Store) -> None:
    first = backup.before(filled, "import", at=AT)
    assert backup.before(filled, "import", at=AT) == first
    edit(filled, "S7")
    second = backup.before(filled, "import", at=AT)
    assert [one.path for one in backup.kept(filled.folder)] == [second, first]


def test_one_a_day_if_something_was_done(store: Store) -> None:
    backup.daily(store, at=AT)
    assert backup.kept(store.folder) == []  # nothing to lose yet
    fill(store)
    backup.daily(store, at=AT)
    edit(store, "S7")
    backup.daily(store, at=AT)
    (first,) = backup.kept(store.folder)
    backup.daily(store, at="2026-11-25T00:00:00+00:00")
    backup.daily(store, at="2026-11-26T00:00:00+00:00")  # nothing since
    second, again = backup.kept(store.folder)
    assert again == first
    assert (second.reason, second.at) == ("daily", "20261125T000000")


def test_a_workspace_that_was_moved_gets_none(store: Store, folder: Path) -> None:
    fill(store)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(FileMissing):
        backup.daily(store, at=AT)
    assert not folder.exists()


def test_taken_while_another_writes(filled: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE suppliers SET name = 'half way'")
        path = backup.make(filled.folder, "manual", at=AT)
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(
            "SELECT count(*) FROM suppliers WHERE name = 'half way'"
        ).fetchone() == (0,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_read_only_workspace_takes_none(folder: Path) -> None:
    with closing(Store.open(folder, read_only=True)) as store, pytest.raises(ReadOnly):
        backup.before(store, "import", at=AT)


@pytest.mark.parametrize("call", ["open_new", "sync", "replace", "sync_folder"])
@pytest.mark.parametrize("kind", ["file", "zip"])
def test_no_room_leaves_no_half(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, call: str
) -> None:
    target = tmp_path / "carried.zip"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, call, fail)
    with pytest.raises(DiskFull):
        made(filled, kind, tmp_path)
    left = [path.name for path in filled.folder.rglob("*") if path.name.startswith(disk.TEMPORARY)]
    assert left == []
    assert not list(tmp_path.glob(f"{disk.TEMPORARY}*"))
    assert not target.exists()
    if call != "sync_folder":
        assert backup.kept(filled.folder) == []


def test_a_zip_takes_the_place_of_no_file(filled: Store, tmp_path: Path) -> None:
    target = tmp_path / "carried.zip"
    target.write_text("somebody's own")
    with pytest.raises(MachineSaysNo):
        backup.write_zip(filled, target, at=AT)
    assert target.read_text() == "somebody's own"


def test_a_damaged_source_gives_no_backup_and_thins_nothing(filled: Store) -> None:
    for number in range(3):
        edit(filled, f"T{number}")
        backup.make(filled.folder, "manual", at=AT)
    with closing(sqlite3.connect(filled.database)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM suppliers WHERE supplier_code = 'S1'")
        connection.commit()
    with pytest.raises(StoreDamaged, match="references"):
        backup.make(filled.folder, "manual", at=AT)
    assert len(backup.kept(filled.folder)) == 3


def numbered(*sequences: int) -> list[Backup]:
    return [Backup(Path(str(one)), one, one, "x", "") for one in sorted(sequences, reverse=True)]


def test_thinning_keeps_the_newest_and_some_old_ones() -> None:
    kept: list[int] = []
    for sequence in range(1, 201):
        kept.append(sequence)
        gone = {one.sequence for one in too_many(numbered(*kept))}
        assert sequence not in gone
        kept = [one for one in kept if one not in gone]
        assert kept[-10:] == list(range(max(1, sequence - 9), sequence + 1))
    assert len(kept) < 18
    assert kept[0] <= 100
    assert too_many([]) == []


def test_thinning_removes_files(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_KEPT_ALL", 2)
    for number in range(8):
        edit(filled, f"T{number}")
        backup.make(filled.folder, "manual", at=AT)
    found = [one.sequence for one in backup.kept(filled.folder)]
    assert found[:2] == [8, 7]
    assert len(found) < 8


# --------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_an_existing_target_is_refused(filled: Store, tmp_path: Path, kind: str) -> None:
    source = made(filled, "file", tmp_path)
    target = tmp_path / "there"
    target.mkdir() if kind == "folder" else target.write_text("mine")
    before = bytes_of(tmp_path)
    with pytest.raises(MachineSaysNo, match="there already") as found:
        restore(source, target, at=AT)
    assert found.value.exit_code == 3
    assert bytes_of(tmp_path) == before


def test_no_such_backup(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        restore(tmp_path / "nowhere.db", tmp_path / "again", at=AT)
    with pytest.raises(FileMissing):
        restore(tmp_path, tmp_path / "again", at=AT)
    assert not (tmp_path / "again").exists()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, len(content), 97):
        content[place] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other(path: Path) -> None:
    path.write_text("supplier_code,name\n")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("kind", ["file", "zip"])
@pytest.mark.parametrize("damage", [flip, cut, other, empty])
def test_a_damaged_backup_makes_nothing(
    filled: Store, tmp_path: Path, kind: str, damage: Callable[[Path], None]
) -> None:
    source = made(filled, kind, tmp_path)
    damage(source)
    before = everything(filled.folder)
    with pytest.raises(StoreDamaged) as found:
        restore(source, tmp_path / "again", at=AT)
    assert str(source) in str(found.value)
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(f"{disk.TEMPORARY}*"))
    assert everything(filled.folder) == before


def test_a_newer_backup_is_refused(filled: Store, tmp_path: Path) -> None:
    source = made(filled, "file", tmp_path)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreTooNew):
        restore(source, tmp_path / "again", at=AT)


def rewritten(source: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    source.write_bytes(content.getvalue())


def listed(entries: dict[str, bytes], name: str, data: bytes) -> None:
    about = json.loads(entries["manifest.json"])
    about["files"][name] = "0" * 64
    entries["manifest.json"] = json.dumps(about).encode()
    entries[name] = data


HOSTILE: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a path that leads out": lambda entries: listed(entries, "../evil.txt", b"x"),
    "an absolute path": lambda entries: listed(entries, "/tmp/evil.txt", b"x"),  # noqa: S108
    "a program": lambda entries: listed(entries, "files/evil.exe", b"x"),
    "more than is listed": lambda entries: entries.update({"evil.txt": b"x"}),
    "less than is listed": lambda entries: entries.pop(
        next(n for n in entries if n.startswith("files/"))
    ),
    "another list": lambda entries: entries.update({"manifest.json": b"[]"}),
    "no list": lambda entries: entries.pop("manifest.json"),
    "a list that is no text": lambda entries: entries.update({"manifest.json": b"\xff\xfe{"}),
    "an altered file": lambda entries: entries.update(
        {next(name for name in entries if name.startswith("files/")): b"forged"}
    ),
    "another database": lambda entries: entries.update({"workspace.db": b"SQLite format 3\x00"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_makes_nothing(filled: Store, tmp_path: Path, kind: str) -> None:
    source = made(filled, "zip", tmp_path)
    rewritten(source, HOSTILE[kind])
    with pytest.raises(AppError):
        restore(source, tmp_path / "again", at=AT)
    assert not (tmp_path / "again").exists()
    assert not (tmp_path.parent / "evil.txt").exists()
    assert not list(tmp_path.glob(f"{disk.TEMPORARY}*"))


@pytest.mark.parametrize("kind", ["file", "zip"])
def test_a_missing_attached_file_is_said(filled: Store, tmp_path: Path, kind: str) -> None:
    source = made(filled, "file", tmp_path)
    with filled.read() as reader:
        (digest,) = files.named(reader)
    files.path_of(filled, digest).unlink()
    if kind == "zip":
        assert backup.write_zip(filled, tmp_path / "carried.zip", at=AT) == [digest]
        source = tmp_path / "carried.zip"
    assert restore(source, tmp_path / "again", at=AT) == [digest]


def test_nobody_knows_what_an_unreadable_backup_names(filled: Store, tmp_path: Path) -> None:
    made(filled, "file", tmp_path)
    second = filled.folder / "backups" / "000009_1_manual_.db"
    shutil.copy(__file__, second)
    with pytest.raises(StoreDamaged):
        backup.digests(filled.folder)


@pytest.mark.parametrize("call", ["open_new", "sync", "sync_folder"])
def test_no_room_while_restoring_leaves_nothing(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    source = made(filled, "zip", tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, call, fail)
    with pytest.raises(DiskFull):
        restore(source, tmp_path / "again", at=AT)
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(f"{disk.TEMPORARY}*"))
