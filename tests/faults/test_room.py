"""No room on the disk, no right to write: exit 3, the state before, and with room it works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from remanence.store import engine
from tests.desk import BASE, Desk, run
from tests.faults.outside import Ended, outside, start
from tests.faults.test_kills import big_order

LIMITED = """
import resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from remanence.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
MOUNT = shutil.which("mount") or "mount"
UMOUNT = shutil.which("umount") or "umount"
WRITING = [
    ["import", "{sheet}", "--apply"],
    ["undo"],
    ["backup"],
    ["check", "--repair"],
    ["attach", "{sheet}", "--order", "PO-1", "--type", "invoice"],
]
ASKING = [["orders"], ["today"], ["check"], ["history"], ["licences"], ["order", "PO-1"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def apply_words(desk: Desk) -> list[str]:
    sheet = desk.sheet("orders", big_order())
    return ["--workspace", str(desk.path), "import", str(sheet), "--apply", "--json"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit on Windows")
@pytest.mark.parametrize("more", [-100_000, 0, 4096, 150_000])
def test_no_file_may_grow(desk: Desk, more: int) -> None:
    """The copy for the backup, the journal or the database itself reaches the limit."""
    before = outside(desk.path)
    limit = str((desk.path / "workspace.db").stat().st_size + more)
    done = Ended(start(desk.around.home, limit, *apply_words(desk), program=("-c", LIMITED)))
    assert done.code == 3, done
    assert set(done.json) == {"error"}
    assert outside(desk.path) == before
    assert run(apply_words(desk), desk.around).code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, where the machine lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only the administrator of a Linux machine can make a small disk")
    words = [MOUNT, "-t", "tmpfs", "-o", "size=1600k", "tmpfs", str(place)]
    if subprocess.run(words, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine mounts nothing")
    yield place
    subprocess.run([UMOUNT, "--lazy", str(place)], check=True)


@pytest.mark.processes
def test_full_disk(small_disk: Path) -> None:
    desk = Desk(small_disk / "desk")
    desk.take(BASE)
    words = apply_words(desk)
    filler = small_disk / "filler"
    for left in (0, 40_000, 200_000, 400_000):
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        filler.write_bytes(b"x" * max(0, free - left))
        before = outside(desk.path)
        done = run(words, desk.around)
        assert done.code == 3, done
        assert done.json["error"]["code"] == "disk_full"
        assert outside(desk.path) == before
        filler.unlink()
    for old in (desk.path / "backups").glob("*.db"):
        old.unlink()
    assert run(words, desk.around).code == 0


@pytest.mark.processes
def test_disk_that_cannot_be_written(small_disk: Path) -> None:
    desk = Desk(small_disk / "desk")
    desk.take(BASE)
    sheet = desk.sheet("orders", BASE["orders"].replace("310.00", "312.50"))
    subprocess.run([MOUNT, "-o", "remount,ro", str(small_disk)], check=True)
    assert_asks_and_refuses(desk, sheet)


def test_workspace_that_cannot_be_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where the machine only says so: no administrator is kept out by rights of files."""
    sheet = desk.sheet("orders", BASE["orders"].replace("310.00", "312.50"))
    monkeypatch.setattr(engine, "is_writable", lambda folder: False)
    assert_asks_and_refuses(desk, sheet)


def assert_asks_and_refuses(desk: Desk, sheet: Path) -> None:
    before = (desk.path / "workspace.db").read_bytes()
    for words in ASKING:
        done = desk.run("--json", *words)
        assert done.code == 0, (words, done)
    assert desk.run("--json", "readiness", "PO-1").code == 1
    assert desk.run("--json", "import", str(sheet)).code == 0
    for words in WRITING:
        done = desk.run("--json", *(word.format(sheet=sheet) for word in words))
        if words == ["check", "--repair"]:  # nothing to mend
            assert done.code == 0, done
            continue
        if words == ["backup"] and os.access(desk.path / "backups", os.W_OK):
            continue  # a copy may be put beside a database that nobody may write
        assert done.code == 3, (words, done)
        assert done.json["error"]["code"] == "read_only", words
    assert (desk.path / "workspace.db").read_bytes() == before
