"""Versions, places, and what SQLite's refusals mean."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path, PureWindowsPath

import pytest

from remanence.core.base.errors import (
    AppError,
    DiskFull,
    FileMissing,
    MachineSaysNo,
    ReadOnly,
    StoreBusy,
    StoreDamaged,
)
from remanence.store import engine, places


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 9), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 50, 4), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 53, 4), True),
    ],
)
def test_which_engine_may_keep_a_log(version: tuple[int, ...], safe: bool) -> None:
    assert engine.is_wal_safe(version) is safe


def test_a_network_share_gets_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_wal_safe", lambda _version: True)
    assert engine.safety(tmp_path) == ("wal", "full")
    monkeypatch.setattr(engine, "is_remote", lambda _folder: True)
    assert engine.safety(tmp_path) == ("delete", "extra")


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/x /mnt/share nfs4 rw 0 0
//pc/y /mnt/my\\040pc cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "remote"),
    [
        ("/somewhere/me", False),
        ("/mnt/share/desk", True),
        ("/mnt/my pc/desk", True),
        ("/mnt/share/local/desk", False),
        ("/mnt/shared", False),
    ],
)
def test_remote_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, remote: bool
) -> None:
    listed = tmp_path / "mounts"
    listed.write_text(MOUNTS)
    monkeypatch.setattr(places, "_MOUNTS", listed)
    assert places.is_remote(Path(place)) is remote


@pytest.mark.parametrize(
    ("system", "place", "remote"),
    [
        ("darwin", "Volumes/share/desk", True),
        ("darwin", "Volumes/Macintosh HD/Users/me/desk", False),
        ("darwin", "Users/me/desk", False),
        ("freebsd", "Users/me/desk", True),
    ],
)
def test_where_it_cannot_be_known_it_counts_as_remote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, place: str, remote: bool
) -> None:
    (tmp_path / "Volumes" / "share").mkdir(parents=True)
    (tmp_path / "Volumes" / "Macintosh HD").symlink_to(tmp_path)
    monkeypatch.setattr(places, "_VOLUMES", (tmp_path / "Volumes",))
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "no mounts")
    monkeypatch.setattr(sys, "platform", system)
    assert places.is_remote(tmp_path / place) is remote


@pytest.mark.parametrize(
    ("place", "synced"),
    [
        ("/Users/me/OneDrive - Firm/desk", True),
        ("/Users/me/Library/Mobile Documents/desk", True),
        ("/somewhere/me/Dropbox/x/desk.remanence", True),
        ("/somewhere/me/desk.remanence", False),
    ],
)
def test_synced_places(place: str, synced: bool) -> None:
    assert places.is_synced(Path(place)) is synced


def refusal(code: int) -> sqlite3.Error:
    problem = sqlite3.OperationalError("text")
    problem.sqlite_errorcode, problem.sqlite_errorname = code, "SQLITE_X"
    return problem


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_LOCKED, StoreBusy),
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_READONLY, ReadOnly),
        (sqlite3.SQLITE_READONLY_DIRECTORY, ReadOnly),
        (sqlite3.SQLITE_READONLY_DBMOVED, FileMissing),
        (sqlite3.SQLITE_CORRUPT, StoreDamaged),
        (sqlite3.SQLITE_NOTADB, StoreDamaged),
        (sqlite3.SQLITE_IOERR_FSYNC, engine.DiskFailed),
        (sqlite3.SQLITE_CANTOPEN, MachineSaysNo),
    ],
)
def test_refusals(tmp_path: Path, code: int, error: type[AppError]) -> None:
    with pytest.raises(AppError) as found, engine.translated(tmp_path):
        raise refusal(code)
    assert type(found.value) is error
    assert str(tmp_path) in str(found.value)


def test_what_is_gone_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileMissing), engine.translated(tmp_path / "gone"):
        raise refusal(sqlite3.SQLITE_CANTOPEN)


def test_no_memory(tmp_path: Path) -> None:
    with pytest.raises(MachineSaysNo, match="memory"), engine.translated(tmp_path):
        raise MemoryError


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE])
def test_bugs_stay_bugs(tmp_path: Path, code: int) -> None:
    with pytest.raises(sqlite3.OperationalError), engine.translated(tmp_path):
        raise refusal(code)


def test_addresses_name_exactly_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a?b%20#c.db"
    assert engine.address(path, "rw").endswith("/a%3Fb%2520%23c.db?mode=rw")
    share = PureWindowsPath("\\\\server\\share\\desk\\workspace.db")
    monkeypatch.setattr(PureWindowsPath, "absolute", lambda self: self, raising=False)
    assert engine.address(share, "ro") == "file:////server/share/desk/workspace.db?mode=ro"  # type: ignore[arg-type]
