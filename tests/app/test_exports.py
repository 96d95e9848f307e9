"""Sheets out with the papers beside them: what comes back, and what never gets lost in silence."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from remanence.app.exports import Exported, export_sheets
from remanence.app.imports.plan import ImportPlan, plan_import
from remanence.core.base import patience
from remanence.core.base.errors import MachineSaysNo
from remanence.exchange import workbook
from remanence.store import files, sheets
from tests.desk import BASE, Desk

HEAD = "document_type,order_number,file\n"
INVOICE, OTHER = "%PDF-1.4 first", "%PDF-1.4 second"


@pytest.fixture
def laden(desk: Desk) -> Desk:
    """Give a desk whose two orders each have a paper called `inv.pdf`, with other bytes."""
    for order, text in (("PO-1", INVOICE), ("PO-2", OTHER)):
        desk.sheet("inv.pdf", text)
        desk.take({"documents": f"{HEAD}invoice,{order},inv.pdf\n"})
    (desk.folder / "out").mkdir()
    return desk


def exported(desk: Desk, name: str = "documents.csv") -> Exported:
    with closing(desk.open()) as workspace:
        return export_sheets(workspace, ["documents"], desk.folder / "out" / name, all_kinds=False)


def planned(desk: Desk, path: Path) -> ImportPlan:
    with closing(desk.open()) as workspace:
        return plan_import(workspace, [path])


def names(desk: Desk) -> list[object]:
    with closing(desk.open()) as workspace, workspace.store.read() as reader:
        at = sheets.SHEET_COLUMNS["documents"].index("file")
        return [row[at] for row in sheets.sheet_rows(reader, "documents")]


def kept(desk: Desk, text: str) -> Path:
    """The stored file with that content."""
    return next(p for p in (desk.path / "files").iterdir() if p.read_text("utf-8") == text)


def test_papers_of_one_name_come_back_under_it(laden: Desk, tmp_path: Path) -> None:
    answer = exported(laden)
    assert (answer.papers, answer.findings) == (2, [])
    out = list((laden.folder / "out").rglob("inv.pdf"))
    assert sorted(path.read_text("utf-8") for path in out) == [INVOICE, OTHER]
    again = planned(laden, answer.file)
    assert (again.plan[0].same, again.plan[0].changed, again.findings) == (2, 0, [])
    fresh = Desk(tmp_path / "fresh")
    fresh.take(BASE)
    done = fresh.run("import", str(answer.file), "--apply")
    assert done.code == 0, done
    assert names(fresh) == names(laden) == ["inv.pdf", "inv.pdf"]


def test_a_paper_never_takes_the_place_of_a_file_that_lies_there(laden: Desk) -> None:
    own = laden.folder / "out" / "inv.pdf"
    own.write_text("my own", "utf-8")
    answer = exported(laden)
    assert own.read_text("utf-8") == "my own"
    assert planned(laden, answer.file).plan[0].same == 2


def test_a_paper_with_the_name_of_the_sheet_is_kept_apart(desk: Desk) -> None:
    desk.sheet("documents.xlsx", "not a sheet")
    desk.take({"documents": f"{HEAD}invoice,PO-1,documents.xlsx\n"})
    (desk.folder / "out").mkdir()
    answer = exported(desk, "documents.xlsx")
    assert answer.file.read_bytes()[:2] == b"PK"
    assert planned(desk, answer.file).plan[0].same == 1


@pytest.mark.parametrize("fate", ["missing", "altered"])
def test_a_paper_that_is_gone_or_altered_is_named_and_not_written(laden: Desk, fate: str) -> None:
    path = kept(laden, OTHER)
    path.chmod(0o644)
    if fate == "missing":
        path.unlink()
    else:
        path.write_text("forged", "utf-8")
    answer = exported(laden)
    assert answer.papers == 1
    (found,) = answer.findings
    assert (found.severity, found.code) == ("warning", f"export_paper_{fate}")
    assert found.where == "documents.csv, documents, row 3, inv.pdf"
    out = list((laden.folder / "out").rglob("inv.pdf"))
    assert [p.read_text("utf-8") for p in out] == [INVOICE]
    assert answer.file.read_text("utf-8").count("inv.pdf") == 2
    assert planned(laden, answer.file).plan[0].same == 2


def test_a_failed_export_leaves_nothing(laden: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MachineSaysNo("x", what="no.")

    monkeypatch.setattr(workbook, "write", fail)
    with pytest.raises(MachineSaysNo):
        exported(laden)
    assert list((laden.folder / "out").iterdir()) == []


def test_no_export_into_the_workspace(laden: Desk) -> None:
    before = laden.state()
    done = laden.run("export", "fx", "--to", str(laden.path / "fx.csv"), "--json")
    assert (done.code, done.json["error"]["code"]) == (3, "machine_says_no")
    assert laden.state() == before
    assert not (laden.path / "fx.csv").exists()


def test_a_program_is_no_paper(desk: Desk) -> None:
    desk.sheet("tool.exe", "anything")
    (desk.folder / "inv.pdf").write_bytes(b"MZ\x90\0\3\0\0\0")
    text = f"{HEAD}invoice,PO-1,tool.exe\npacking,PO-1,inv.pdf\n"
    plan = desk.plan({"documents": text})
    assert [(found.where, found.code) for found in plan.findings] == [
        ("documents.csv, documents, row 2, file", "paper_file_program"),
        ("documents.csv, documents, row 3, file", "paper_file_program"),
    ]
    assert "inv.pdf is a program for Windows" in plan.findings[1].message
    assert files.folder_of(desk.path).is_dir()


def test_a_sheet_that_is_open_elsewhere_stays_and_the_other_name_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = desk.folder / "s.xlsx"
    first = desk.run("export", "suppliers", "--to", str(target), "--json").json
    assert (first["file"], first["findings"]) == (str(target), [])
    before, replace = target.read_bytes(), Path.replace

    def held(self: Path, to: Path) -> Path:
        if to == target:
            problem = PermissionError(13, "held")
            problem.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise problem
        return replace(self, to)

    monkeypatch.setattr(patience, "_PAUSE", 0)
    monkeypatch.setattr(Path, "replace", held)
    again = desk.run("export", "suppliers", "--to", str(target), "--json").json
    assert again["file"] == str(desk.folder / "s (2).xlsx")
    assert [found["code"] for found in again["findings"]] == ["target_held_open"]
    assert Path(again["file"]).is_file()
    assert target.read_bytes() == before
