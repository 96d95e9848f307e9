"""Files are old or whole, never half, whatever call fails."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from remanence.core.base import patience
from remanence.core.base.errors import DiskFull, FileMissing, MachineSaysNo, ReadOnly
from remanence.core.facts.business import Business
from remanence.store import disk
from remanence.store.creation import create

CALLS = ("open_new", "sync", "replace", "sync_folder")


def write(text: str) -> Callable[[BinaryIO], int]:
    return lambda file: file.write(text.encode())


def test_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    assert disk.write_atomic(target, write("old")) == 3
    disk.write_atomic(target, write("new"))
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == ["a.txt"]


@pytest.mark.parametrize("call", CALLS)
def test_a_failing_call_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = tmp_path / "a.txt"
    disk.write_atomic(target, write("old"))

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, call, fail)
    with pytest.raises(DiskFull, match=r"a\.txt"):
        disk.write_atomic(target, write("new"))
    assert target.read_text() == ("new" if call == "sync_folder" else "old")
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == ["a.txt"]


def test_an_interrupt_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    disk.write_atomic(target, write("old"))

    def interrupted(file: BinaryIO) -> None:
        file.write(b"ne")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        disk.write_atomic(target, interrupted)
    assert target.read_text() == "old"
    assert len(list(tmp_path.glob("*.tmp"))) == 0


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, ReadOnly),
        (errno.EROFS, ReadOnly),
        (errno.ENOENT, FileMissing),
        (errno.EIO, MachineSaysNo),
        (errno.EMFILE, MachineSaysNo),
    ],
)
def test_what_the_machine_says(tmp_path: Path, number: int, error: type[Exception]) -> None:
    with pytest.raises(error) as found, disk.machine(tmp_path):
        raise OSError(number, "reason")
    assert type(found.value) is error
    assert str(tmp_path) in str(found.value)


def hold_names(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[Path]:
    """Refuse to rename as Windows does while a scanner looks; the targets that were tried."""
    tries: list[Path] = []
    original = Path.replace

    def replace(self: Path, to: Path) -> Path:
        tries.append(to)
        if len(tries) <= times:
            problem = PermissionError(13, "held")
            problem.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise problem
        return original(self, to)

    monkeypatch.setattr(Path, "replace", replace)
    return tries


def test_a_file_held_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_PAUSE", 0)
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("x")
    tries = hold_names(monkeypatch, times=5)
    disk.replace(source, target)
    assert len(tries) == 6
    assert target.read_text() == "x"


def test_a_workspace_made_aside_that_is_held_for_a_moment_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_PAUSE", 0)
    tries = hold_names(monkeypatch, times=5)
    create(tmp_path / "desk", Business(name="", country="US", currency="USD"))
    assert len(tries) == 6
    assert (tmp_path / "desk" / "workspace.db").is_file()


def test_no_permission_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        tries.append(missing_ok)
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(PermissionError):
        disk.remove(tmp_path / "a")
    assert tries == [True]


def test_a_folder_goes_with_all_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "a").write_text("x")
    disk.remove_folder(folder)
    assert not folder.exists()
    disk.remove_folder(folder)
