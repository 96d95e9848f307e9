"""Where commands write: never over what somebody has; and what they cannot read is said as such."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from remanence.app import today as attention
from tests.desk import BASE, Desk

BAD = BASE["orders"].replace("1000,pcs", "many,pcs")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def refused(desk: Desk, *words: str, code: int) -> None:
    before = desk.state()
    done = desk.run(*words, "--json")
    assert done.code == code, done
    assert set(done.json) == {"error"}
    assert desk.state() == before


@pytest.mark.parametrize("name", ["workspace.db", "files/x.zip", "backups/x.zip", "new.zip"])
def test_no_backup_into_the_workspace(desk: Desk, name: str) -> None:
    refused(desk, "backup", "--to", str(desk.path / name), code=3)
    assert desk.run("check", "--json").code == 0
    assert name == "workspace.db" or not (desk.path / name).exists()


def test_no_backup_over_a_file(desk: Desk) -> None:
    target = desk.sheet("important.txt", "mine")
    refused(desk, "backup", "--to", str(target), code=3)
    assert target.read_text("utf-8") == "mine"


def test_refused_rows_never_take_the_place_of_what_is_read(desk: Desk) -> None:
    sheet = desk.sheet("orders", BAD)
    other = desk.sheet("other.csv", "mine")
    map_ = desk.sheet("map.toml", 'kind = "orders"\n')
    roundabout = desk.folder / "home" / ".." / "orders.csv"
    for target, code in ((sheet, 2), (roundabout, 2), (map_, 2), (other, 3)):
        words = ["import", str(sheet), "--map", str(map_), "--rejects", str(target)]
        refused(desk, *words, code=code)
    refused(desk, "import", str(sheet), "--rejects", str(desk.path / "r.csv"), code=3)
    assert (sheet.read_text("utf-8"), other.read_text("utf-8")) == (BAD, "mine")
    assert map_.read_text("utf-8") == 'kind = "orders"\n'


def test_nor_of_a_file_that_several_kinds_would_make(desk: Desk) -> None:
    suppliers = desk.sheet("suppliers", BASE["suppliers"].replace("CN,manu", "XX,manu"))
    mine = desk.sheet("out-suppliers.csv", "mine")
    words = ["import", str(desk.sheet("orders", BAD)), str(suppliers), "--rejects"]
    refused(desk, *words, str(desk.folder / "out.csv"), code=3)
    assert mine.read_text("utf-8") == "mine"
    assert not (desk.folder / "out-orders.csv").exists()


@pytest.mark.parametrize("command", ["import", "attach", "restore", "calc landed", "policy verify"])
def test_a_file_that_may_not_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    path = desk.sheet("orders", BASE["orders"])
    more = {"attach": ["--order", "PO-1", "--type", "po"], "restore": ["--to", "x"]}
    may, opened, read = os.access, Path.open, Path.read_bytes

    def access(named: Any, *rest: Any) -> bool:
        return Path(named) != path and may(named, *rest)

    def forbidden(really: Any) -> Any:
        def use(self: Path, *rest: Any, **options: Any) -> Any:
            if self == path:
                raise PermissionError(13, "Permission denied", str(path))
            return really(self, *rest, **options)

        return use

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(Path, "open", forbidden(opened))
    monkeypatch.setattr(Path, "read_bytes", forbidden(read))
    done = desk.run(*command.split(), str(path), *more.get(command, []), "--json")
    assert done.code != 2, done
    if command == "import":
        assert (done.code, done.json["error"]["code"]) == (3, "file_missing")


@pytest.mark.parametrize("as_json", [True, False])
def test_interrupted_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(attention, "attention", stop)
    done = desk.run("today", *(["--json"] if as_json else []))
    assert done.code == 130
    if as_json:
        assert done.json["error"]["code"] == "interrupted"
    else:
        assert (done.out, done.err.startswith("remanence: Interrupted.")) == ("", True)
