"""Keep it safe: the backup of the day, papers that are gone, places that do harm, reports."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from remanence.app import operation
from remanence.app.settings import last_workspace
from remanence.core.base.errors import DiskFull
from remanence.store import backup, disk, places
from tests.desk import Desk, run

MORE = "date,base,quote,rate\n2026-11-02,EUR,USD,1.15\n"


def on(desk: Desk, moment: str) -> None:
    """Set the clock."""
    desk.around = desk.around._replace(now=lambda: moment)


def reasons(desk: Desk) -> list[tuple[str, str]]:
    """The kept backups, oldest first: why, and on which day."""
    return [(one.reason, one.at[:8]) for one in reversed(backup.kept(desk.path))]


def attach(desk: Desk) -> str:
    """Attach a paper and give its digest."""
    paper = desk.sheet("inv.pdf", f"%PDF-1.4 {desk.around.now()}")
    done = desk.run("attach", str(paper), "--type", "invoice", "--order", "PO-1", "--json")
    assert done.code == 0, done
    return next(path.name for path in (desk.path / "files").iterdir())


# ------------------------------------------------------------------------------ the day's backup


def test_the_first_write_of_a_day_makes_one(desk: Desk) -> None:
    first = [("import", "20261124")]
    assert reasons(desk) == first
    attach(desk)
    assert reasons(desk) == first
    on(desk, "2026-11-25T08:00:00+00:00")
    attach(desk)
    assert reasons(desk) == [*first, ("daily", "20261125")]
    desk.run("undo")
    assert reasons(desk) == [*first, ("daily", "20261125")]
    on(desk, "2026-11-26T08:00:00+00:00")
    desk.run("redo")
    assert reasons(desk)[2:] == [("daily", "20261126")]


def test_where_nothing_was_done_since_the_newest_serves(desk: Desk) -> None:
    attach(desk)
    assert desk.run("backup").code == 0
    before = reasons(desk)
    on(desk, "2026-11-25T08:00:00+00:00")
    attach(desk)
    assert reasons(desk) == before
    on(desk, "2026-11-23T08:00:00+00:00")  # the clock was set back
    attach(desk)
    assert reasons(desk) == [*before, ("daily", "20261123")]


def test_without_room_for_it_nothing_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("backups")

    on(desk, "2026-11-25T08:00:00+00:00")
    paper = desk.sheet("inv.pdf", "%PDF-1.4")
    before = desk.state()
    monkeypatch.setattr(backup, "make", full)
    done = desk.run("attach", str(paper), "--type", "invoice", "--order", "PO-1", "--json")
    assert (done.code, done.json["error"]["code"]) == (3, "disk_full")
    assert desk.state() == before


# -------------------------------------------------------------------------- papers that are gone


def test_a_backup_says_which_papers_it_lacks(desk: Desk) -> None:
    digest = attach(desk)
    (desk.path / "files" / digest).unlink()
    done = desk.run("backup", "--to", str(desk.folder / "a.zip"))
    assert done.code == 0
    assert f"warning  a.zip: The attached file {digest} is missing" in done.out
    told = desk.run("backup", "--to", str(desk.folder / "b.zip"), "--json").json
    assert (told["missing_files"], told["findings"][0]["code"]) == ([digest], "backup_lacks_file")
    words = ["restore", str(desk.folder / "a.zip"), "--to"]
    done = run([*words, str(desk.folder / "r")], desk.around)
    assert f"warning  r.remanence: The attached file {digest} could not be restored" in done.out
    told = run([*words, str(desk.folder / "s"), "--json"], desk.around).json
    assert told["missing_files"] == [digest]
    assert [one["code"] for one in told["findings"]] == ["restored_without_file"]


def test_a_whole_backup_says_nothing(desk: Desk) -> None:
    attach(desk)
    told = desk.run("backup", "--to", str(desk.folder / "a.zip"), "--json").json
    assert (told["missing_files"], told["findings"]) == ([], [])
    assert desk.run("backup", "--json").json["findings"] == []


# ------------------------------------------------------------------------------------- its place


def test_a_synced_folder_is_said_when_made_and_when_first_opened(
    desk: Desk, tmp_path: Path
) -> None:
    synced, calm = tmp_path / "OneDrive" / "desk.remanence", desk.path
    words = ["new", str(synced), "--currency", "EUR", "--country", "DE"]
    assert "a sync program copies" in run(words, desk.around).err
    assert "sync" not in run(["-w", str(synced), "orders"], desk.around).err
    assert "sync" not in run(["-w", str(calm), "orders"], desk.around).err
    assert "a sync program copies" in run(["-w", str(synced), "orders"], desk.around).err
    run(["-w", str(calm), "orders"], desk.around)
    quiet = run(["-w", str(synced), "orders", "--json", "--quiet"], desk.around)
    assert (quiet.json, quiet.err) == ([], "")


def test_a_network_drive_is_said_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.around.home / "settings.toml").unlink()
    monkeypatch.setattr(places, "is_remote", lambda _folder: True)
    assert "network drive" in desk.run("orders").err
    assert desk.run("orders").err == ""


# ------------------------------------------------------------------------- settings and reports


def test_settings_are_old_or_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Desk(desk.folder / "other")
    other.around = desk.around
    monkeypatch.setattr(disk, "sync", lambda _file: (_ for _ in ()).throw(OSError(28, "full")))
    assert other.run("orders").code == 0
    assert last_workspace(desk.around.home) == str(desk.path)
    assert [path.name for path in desk.around.home.iterdir()] == ["settings.toml"]


def test_a_report_of_a_fault_holds_no_data(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        behind = sqlite3.IntegrityError("UNIQUE failed: Secret Magnets Ltd.")
        amount = "1234.56 for Secret Magnets Ltd."
        raise KeyError(amount) from behind

    monkeypatch.setattr(operation, "run", broken)
    monkeypatch.setenv("REMANENCE_DEBUG", "1")
    done = desk.run("import", str(desk.sheet("fx", MORE)), "--apply", "--json")
    assert done.code == 4
    assert (set(done.json), done.err) == ({"error"}, "")
    report = (desk.around.home / "last-error.txt").read_text("utf-8")
    assert "builtins.KeyError" in report
    assert "sqlite3.IntegrityError" in report
    assert "remanence.app.imports.apply:" in report
    assert [word for word in ("Secret", "1234", "UNIQUE", str(desk.folder)) if word in report] == []
    assert "Secret" not in done.out
