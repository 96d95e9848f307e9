"""Every writing command on a machine that fails at its n-th call: nothing or all, then all."""

from __future__ import annotations

import errno
import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pytest

from remanence.store import disk, door, files, writing
from tests.desk import BASE, Desk, Done, run
from tests.faults.failing import READING, Machine, failing, is_write

PAPERS = "document_type,order_number,file\ninvoice,PO-1,invoice.pdf\npacking,PO-1,packing.pdf\n"
CHANGED = BASE["orders"].replace("310.00", "312.50").replace("0.50,USD", "0.55,USD")


def _papers(desk: Desk) -> None:
    desk.sheet("invoice.pdf", "%PDF-1.4 invoice")
    desk.sheet("packing.pdf", "%PDF-1.4 packing")


def _changes(desk: Desk) -> None:
    """A second import that adds, changes and brings papers."""
    _papers(desk)
    desk.sheets({"orders": CHANGED, "documents": PAPERS})


def _imported_twice(desk: Desk) -> None:
    desk.take({"orders": CHANGED})


def _undone(desk: Desk) -> None:
    desk.take({"orders": CHANGED})
    assert desk.run("undo").code == 0


def _backed_up(desk: Desk) -> None:
    _papers(desk)
    desk.take({"documents": PAPERS})
    (desk.folder / "out").mkdir()
    assert desk.run("backup", "--to", str(desk.folder / "kept.zip")).code == 0


def _papers_taken(desk: Desk) -> None:
    _papers(desk)
    desk.take({"documents": PAPERS})


def _old_targets(desk: Desk) -> None:
    """Files that an export would take the place of."""
    _papers_taken(desk)
    for name in ("out.xlsx", "out.csv"):
        (desk.folder / name).write_text("old", "utf-8")


def _orphans(desk: Desk) -> None:
    """Posted rows of an order that is gone."""
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain, plain:
        plain.execute("UPDATE order_status SET order_id = 999 WHERE number = 'PO-2'")


class Deed(NamedTuple):
    """A command that writes: what must be there, its words, and what it makes beside."""

    name: str
    prepare: Callable[[Desk], None]
    words: Callable[[Path], list[str]]
    makes: tuple[str, ...] = ()


DEEDS = [
    Deed(
        "import",
        _changes,
        lambda at: ["import", str(at / "orders.csv"), str(at / "documents.csv"), "--apply"],
    ),
    Deed("undo", _imported_twice, lambda at: ["undo"]),
    Deed("redo", _undone, lambda at: ["redo"]),
    Deed(
        "attach",
        _papers,
        lambda at: ["attach", str(at / "invoice.pdf"), "--order", "PO-1", "--type", "invoice"],
    ),
    Deed("backup", lambda desk: None, lambda at: ["backup"]),
    Deed(
        "backup to", _papers_taken, lambda at: ["backup", "--to", str(at / "out.zip")], ("out.zip",)
    ),
    Deed(
        "restore",
        _backed_up,
        lambda at: ["restore", str(at / "kept.zip"), "--to", str(at / "again")],
        ("again.remanence",),
    ),
    Deed("repair", _orphans, lambda at: ["check", "--repair"]),
    Deed(
        "export xlsx",
        _old_targets,
        lambda at: ["export", "orders", "--to", str(at / "out.xlsx")],
        ("out.xlsx",),
    ),
    Deed(
        "export csv",
        _old_targets,
        lambda at: ["export", "orders", "--to", str(at / "out.csv")],
        ("out.csv",),
    ),
    Deed(
        "export all",
        _backed_up,
        lambda at: ["export", "--all", "--to", str(at / "out" / "all.xlsx")],
        ("out/all.xlsx",),
    ),
    Deed(
        "new",
        lambda desk: None,
        lambda at: ["new", str(at / "second"), "--currency", "USD", "--country", "US"],
        ("second.remanence",),
    ),
]


def made_beside(desk: Desk, deed: Deed) -> str:
    """Digest of what the command makes outside the workspace."""
    digest = hashlib.sha256()
    for name in deed.makes:
        target = desk.folder / name
        paths = sorted(target.rglob("*")) if target.is_dir() else [target]
        for path in paths:
            digest.update(str(path.relative_to(desk.folder)).encode())
            digest.update(path.read_bytes() if path.is_file() else b"absent")
    return digest.hexdigest()


def leftovers(desk: Desk) -> list[str]:
    """Temporary names that were not cleared away."""
    return [
        path.name
        for path in desk.folder.rglob("*")
        if path.name.startswith((".remanence-", ".out."))
    ]


def copied(desk: Desk, to: Path) -> Desk:
    """The same desk, workspace and all, in another folder."""
    shutil.copytree(desk.folder, to)
    other = Desk.__new__(Desk)
    other.folder = to
    other.around = desk.around._replace(home=to / "home")
    other.path = to / desk.path.name
    return other


def perform(desk: Desk, deed: Deed) -> Done:
    words = ["--workspace", str(desk.path), "--json", *deed.words(desk.folder)]
    return run(words, desk.around)


class Undisturbed(NamedTuple):
    """What a command calls and leaves where nothing fails."""

    calls: list[str]
    state: str


def undisturbed(desk: Desk, deed: Deed, folder: Path) -> Undisturbed:
    other = copied(desk, folder)
    with failing(Machine(spared=other.around.home)) as machine:
        done = perform(other, deed)
    assert done.code == 0, done
    assert made_beside(other, deed) != made_beside(desk, deed) or not deed.makes
    return Undisturbed(machine.calls, other.state())


def fail_at(desk: Desk, deed: Deed, machine: Machine, expected: Undisturbed) -> None:
    """Run the command on a copy and a machine that fails; judge what it leaves; run it again."""
    other = copied(desk, desk.folder.with_name("failing"))
    before = other.state(), made_beside(other, deed)
    machine.spared = other.around.home
    with failing(machine):
        done = perform(other, deed)
    assert machine.has_failed, f"{machine.at} of {len(machine.calls)}"
    call = machine.calls[machine.at - 1]
    said = f"{call!r} (call {machine.at}, lasting {machine.lasting}) gave {done}"
    report = other.around.home / "last-error.txt"
    assert not report.exists(), said + report.read_text("utf-8")
    if done.code == 0:  # something else served: all of it must be there
        assert call.startswith((*READING, "fsync folder", "BEGIN")), said
    else:
        assert done.code == 3, said
        assert set(done.json) == {"error"}, said
        assert other.state() == before[0], said
        if call.startswith("fsync folder") and made_beside(other, deed) != before[1]:
            assert_whole(other, deed)  # it is in its place, but not told to the disk yet
        else:
            assert made_beside(other, deed) == before[1], said
        assert leftovers(other) == [], said
        again = perform(other, deed)
        assert again.code == 0, f"{said}, then {again}"
    if call != "PRAGMA optimize":  # statistics, which no answer hangs on
        assert other.state() == expected.state, said
    cleared(other.folder)


def assert_whole(desk: Desk, deed: Deed) -> None:
    """A zip or workbook that was put in its place is complete."""
    for name in deed.makes:
        with zipfile.ZipFile(desk.folder / name) as archive:
            assert archive.testzip() is None


def cleared(folder: Path) -> None:
    """Take a folder away (by whole paths: the watch over tests judges each)."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.fixture(params=DEEDS, ids=[deed.name for deed in DEEDS])
def deed(request: pytest.FixtureRequest) -> Deed:
    found = request.param
    assert isinstance(found, Deed)
    return found


@pytest.fixture
def desk(tmp_path: Path, deed: Deed) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    deed.prepare(made)
    return made


def fail_at_every_write(desk: Desk, deed: Deed) -> None:
    """The loop of this file: once only and from there on, by turns."""
    expected = undisturbed(desk, deed, desk.folder.with_name("counted"))
    places = [place for place, call in enumerate(expected.calls, 1) if is_write(call)]
    assert len(places) > 3
    for place in places:
        fail_at(desk, deed, Machine(place, lasting=bool(place % 2)), expected)


def test_every_write_may_fail(desk: Desk, deed: Deed) -> None:
    fail_at_every_write(desk, deed)


@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("lasting", [False, True])
def test_every_call_may_fail(desk: Desk, deed: Deed, number: int, lasting: bool) -> None:
    expected = undisturbed(desk, deed, desk.folder.with_name("counted"))
    for place in range(1, len(expected.calls) + 1):
        fail_at(desk, deed, Machine(place, lasting, number), expected)


# --------------------------------------------------------------- does the loop catch faults


def _commits_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.Txn.insert

    def insert(self: writing.Txn, *args: Any, **options: Any) -> int:
        first = real(self, *args, **options)
        self._connection.commit()
        self._connection.execute("BEGIN IMMEDIATE")
        return first

    monkeypatch.setattr(writing.Txn, "insert", insert)


def _says_done_before_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    real = door._end

    def end(connection: sqlite3.Connection, how: str, *, strictly: bool = False) -> None:
        with suppress(sqlite3.Error):
            real(connection, how, strictly=strictly)

    monkeypatch.setattr(door, "_end", end)


def _leaves_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def keep_with(txn: writing.Txn, store: door.Store, source: Path) -> str:
        return files.keep(store, source)

    monkeypatch.setattr(files, "keep_with", keep_with)


def _writes_half(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_atomic(path: Path, writer: Callable[[BinaryIO], Any]) -> Any:
        with suppress(OSError), disk.open_new(path) as file:
            return writer(file)
        return []

    monkeypatch.setattr(disk, "write_atomic", write_atomic)


@pytest.mark.parametrize(
    ("name", "plant"),
    [
        ("import", _commits_on_the_way),
        ("undo", _says_done_before_the_commit),
        ("import", _leaves_the_file),
        ("backup to", _writes_half),
    ],
)
def test_a_planted_fault_is_caught(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    desk = Desk(tmp_path / "desk")
    desk.take(BASE)
    deed = next(deed for deed in DEEDS if deed.name == name)
    deed.prepare(desk)
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        fail_at_every_write(desk, deed)
