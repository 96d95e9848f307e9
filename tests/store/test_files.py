"""Attached files: by their content, kept as long as anything names them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from remanence.core.base.errors import DiskFull, FileMissing, ReadOnly
from remanence.store import backup, disk, files
from remanence.store.door import Store
from remanence.store.history import undo
from tests.store.desk import AT, fill


def attach(store: Store, path: Path, order: int) -> str:
    digest = files.keep(store, path)
    with store.write("attach", source="test", at=AT) as txn:
        names = ("document_type", "order_id", "file", "file_digest")
        txn.insert("documents", names, [("euc", order, path.name, digest)])
    return digest


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "end user.pdf"
    path.write_bytes(b"%PDF-1.7 signed")
    return path


def test_kept_under_its_digest(store: Store, paper: Path) -> None:
    digest = files.keep(store, paper)
    assert digest == hashlib.sha256(paper.read_bytes()).hexdigest()
    assert files.path_of(store, digest).read_bytes() == paper.read_bytes()
    assert files.keep(store, paper) == digest
    assert [path.name for path in files.folder_of(store.folder).iterdir()] == [digest]


def test_a_damaged_copy_is_written_again(store: Store, paper: Path) -> None:
    digest = files.keep(store, paper)
    files.path_of(store, digest).write_bytes(b"broken")
    files.keep(store, paper)
    assert files.path_of(store, digest).read_bytes() == paper.read_bytes()


def test_what_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        files.keep(store, tmp_path / "nowhere.pdf")
    with pytest.raises(FileMissing):
        files.keep(store, tmp_path)


def test_a_file_that_changes_meanwhile(
    store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "digest_of", lambda _path: "0" * 64)
    with pytest.raises(FileMissing, match="changed while"):
        files.keep(store, paper)
    assert list(files.folder_of(store.folder).iterdir()) == []


def test_no_room(store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "sync", fail)
    with pytest.raises(DiskFull):
        files.keep(store, paper)
    assert list(files.folder_of(store.folder).iterdir()) == []


def test_read_only(folder: Path, paper: Path) -> None:
    store = Store.open(folder, read_only=True)
    with pytest.raises(ReadOnly):
        files.keep(store, paper)
    store.close()


NOW = 1_800_000_000.0


def sweep(store: Store) -> list[str]:
    with store.read() as reader:
        return files.sweep(store.folder, reader, backup.digests(store.folder), NOW)


def grow_old(store: Store, hours: float = 25) -> None:
    for path in files.folder_of(store.folder).iterdir():
        os.utime(path, (NOW - hours * 3600, NOW - hours * 3600))


def test_what_is_named_stays(store: Store, paper: Path) -> None:
    ids = fill(store)
    digest = attach(store, paper, ids.order)
    grow_old(store)
    assert sweep(store) == []
    undo(store, None, AT)  # a redo would name it again
    assert sweep(store) == []
    assert files.path_of(store, digest).is_file()


def test_what_nothing_names_goes_after_a_day(store: Store, paper: Path) -> None:
    digest = files.keep(store, paper)
    mine = files.folder_of(store.folder) / "notes.txt"
    mine.write_text("put here by a person")
    grow_old(store, hours=23)
    assert sweep(store) == []
    grow_old(store)
    assert sweep(store) == [digest]
    assert [path.name for path in files.folder_of(store.folder).iterdir()] == ["notes.txt"]


def test_what_a_backup_names_stays(store: Store, paper: Path, folder: Path) -> None:
    ids = fill(store)
    digest = attach(store, paper, ids.order)
    backup.make(folder, "manual", at=AT)
    assert backup.digests(folder) == {digest}
    with closing(sqlite3.connect(store.database)) as connection:
        connection.execute("DELETE FROM documents")  # and no history names it
        connection.commit()
    grow_old(store)
    assert sweep(store) == []
    backup.kept(folder)[0].path.unlink()
    assert sweep(store) == [digest]
