"""Commands that write, one after the other, as a clerk would: what they say and what they leave."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli import shapes
from tests.cli.shapes import misfits
from tests.desk import BASE, Desk, run

CHEAPER = BASE["orders"].replace("310.00", "299.00")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def ask(desk: Desk, *words: str, code: int = 0) -> Any:
    done = desk.run(*words, "--json")
    assert done.code == code, done
    return done.json


def price(desk: Desk) -> str:
    return str(ask(desk, "order", "PO-2")["orders"][0]["unit_price"])


def test_new(tmp_path: Path, desk: Desk) -> None:
    target = tmp_path / "second"
    words = ["new", str(target), "--currency", "EUR", "--country", "DE", "--company", "Große GmbH"]
    done = run([*words, "--json"], desk.around)
    assert done.code == 0, done
    assert done.json["workspace"] == f"{target}.remanence"
    named = ["-w", str(target)]
    assert run([*named, "orders", "--json"], desk.around).json == []
    assert run([*named, "history", "--json"], desk.around).json == []
    assert run([*named, "undo", "--json"], desk.around).code == 1
    out = tmp_path / "firm.csv"
    assert run([*named, "export", "business", "--to", str(out)], desk.around).code == 0
    with out.open(encoding="utf-8") as stream:
        (firm,) = csv.DictReader(stream)
    assert (firm["name"], firm["currency"], firm["country"]) == ("Große GmbH", "EUR", "DE")


def test_a_plan_is_shown_and_only_apply_writes(desk: Desk) -> None:
    before = desk.state()
    path = str(desk.sheet("orders", CHEAPER))
    plan = ask(desk, "import", path)
    assert list(misfits(plan, shapes.PLAN)) == []
    assert (plan["kind"], plan["applied"], plan["operation"]) == ("orders", False, None)
    assert plan["plan"] == [
        {"sheet": "orders", "new": 0, "changed": 1, "same": 2, "removed": 0, "rejected": 0}
    ]
    assert desk.state() == before
    applied = ask(desk, "import", path, "--apply")
    assert list(misfits(applied, shapes.PLAN)) == []
    assert (applied["applied"], applied["plan"]) == (True, plan["plan"])
    newest = ask(desk, "history")[0]
    assert (newest["id"], newest["records"]) == (applied["operation"], 1)
    assert price(desk) == "299.00"
    again = ask(desk, "import", path, "--apply")
    assert (again["applied"], again["operation"], again["plan"][0]["same"]) == (False, None, 3)


def test_undo_twice_and_redo(desk: Desk) -> None:
    empty_of_changes = price(desk)
    first = ask(desk, "history")[0]["id"]
    second = ask(desk, "import", str(desk.sheet("orders", CHEAPER)), "--apply")["operation"]
    undone = ask(desk, "undo")
    assert list(misfits(undone, shapes.UNDONE)) == []
    assert (undone["undid"], undone["changed"]) == (second, 1)
    assert price(desk) == empty_of_changes
    assert ask(desk, "undo")["undid"] == first
    assert ask(desk, "orders") == []
    assert ask(desk, "undo", code=1)["error"]["code"] == "conflict"
    assert ask(desk, "redo")["changed"] > 1
    assert price(desk) == empty_of_changes
    assert ask(desk, "redo")["changed"] == 1
    assert price(desk) == "299.00"
    assert ask(desk, "redo", code=1)["error"]["code"] == "conflict"
    lines = {line["id"]: line for line in ask(desk, "history")}
    assert [line["label"] for line in lines.values()] == [
        "redo",
        "redo",
        "undo",
        "undo",
        "import",
        "import",
    ]
    assert lines[first]["undone_by"] is None
    assert ask(desk, "history", "--order", "PO-2")[0]["label"] == "redo"


def test_undo_of_a_named_operation(desk: Desk) -> None:
    ask(desk, "import", str(desk.sheet("orders", CHEAPER)), "--apply")
    fx = "date,base,quote,rate\n2026-11-02,EUR,USD,1.15\n"
    other = ask(desk, "import", str(desk.sheet("fx", fx)), "--apply")["operation"]
    cheaper = ask(desk, "history")[1]["id"]
    assert ask(desk, "undo", str(cheaper))["undid"] == cheaper
    assert price(desk) == "310.00"
    assert ask(desk, "undo", str(cheaper), code=1)["error"]["code"] == "conflict"
    assert ask(desk, "undo")["undid"] == other
    first = ask(desk, "history")[-1]["id"]
    assert ask(desk, "undo", str(first))["undid"] == first


def test_rejects_come_back_with_a_reason(desk: Desk) -> None:
    path = desk.sheet("orders", BASE["orders"].replace("1000,pcs", "many,pcs"))
    target = desk.folder / "refused.csv"
    before = desk.state()
    done = ask(desk, "import", str(path), "--rejects", str(target), "--apply", code=1)
    assert (done["applied"], done["plan"][0]["rejected"]) == (False, 1)
    with target.open(encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["order_number"], row["quantity"]) == ("PO-1", "many")
    assert "many" in row["reason"]
    assert list(row)[-1] == "reason"
    assert desk.state() == before


def test_blank_clear_and_clear_blanks(desk: Desk) -> None:
    text = "product_code,name,category,unit,grade,material\nP1,,,,,<clear>\n"
    path = str(desk.sheet("products", text))
    plan = ask(desk, "import", path)
    assert [(one["code"], one["where"]) for one in plan["findings"]] == [
        ("value_removed", "products.csv, products, row 2, material")
    ]
    assert "NdFeB" in plan["findings"][0]["message"]
    text = text.replace("P1,,,,", "P1,Block,magnet,pcs,")
    both = ask(desk, "import", str(desk.sheet("products", text)), "--clear-blanks")
    assert {one["where"].rpartition(", ")[2] for one in both["findings"]} == {"material", "grade"}


def test_attach(desk: Desk) -> None:
    paper = desk.sheet("invoice 7.pdf", "%PDF-1.4 seven")
    done = ask(desk, "attach", str(paper), "--order", "PO-1", "--type", "invoice")
    assert list(misfits(done, shapes.ATTACHED)) == []
    assert (done["document"]["file"], done["document"]["state"]) == ("invoice 7.pdf", "received")
    kept = [path.read_bytes() for path in (desk.path / "files").iterdir()]
    assert kept == [paper.read_bytes()]
    papers = ask(desk, "order", "PO-1")["documents"]
    assert [row["file"] for row in papers] == ["invoice 7.pdf"]
    before = desk.state()
    ask(desk, "attach", str(paper), "--order", "PO-1", "--type", "invoice")
    assert desk.state() == before, "the same file again changes nothing"
    ask(desk, "undo")
    assert ask(desk, "order", "PO-1")["documents"] == []
    assert ask(desk, "check")["findings"][0]["severity"] != "error"


def test_backup_and_restore(desk: Desk) -> None:
    desk.sheet("invoice.pdf", "%PDF-1.4 x")
    documents = "document_type,order_number,file\ninvoice,PO-1,invoice.pdf\n"
    ask(desk, "import", str(desk.sheet("documents", documents)), "--apply")
    inside = Path(ask(desk, "backup")["backup"])
    assert inside.parent == desk.path / "backups"
    target = desk.folder / "kept.zip"
    assert ask(desk, "backup", "--to", str(target))["backup"] == str(target)
    orders = ask(desk, "orders")
    for place, source in enumerate((inside, target)):
        again = desk.folder / f"again {place}"
        done = ask(desk, "restore", str(source), "--to", str(again))
        assert done["workspace"] == f"{again}.remanence"
        named = run(["-w", str(again), "orders", "--json"], desk.around)
        assert named.json == orders
        history = run(["-w", str(again), "history", "--json"], desk.around).json
        assert [line["label"] for line in history[:2]] == ["restore", "import"]
        assert run(["-w", str(again), "check", "--json"], desk.around).code == 0
        out = desk.folder / f"out {place}"
        out.mkdir()
        words = ["-w", str(again), "export", "documents", "--to", str(out / "d.csv")]
        assert run(words, desk.around).code == 0
        assert (out / "invoice.pdf").read_text("utf-8") == "%PDF-1.4 x"


@pytest.mark.parametrize("place", [0.1, 0.4, 0.7, 0.95])
def test_a_damaged_backup_is_refused(desk: Desk, place: float) -> None:
    target = desk.folder / "kept.zip"
    ask(desk, "backup", "--to", str(target))
    data = bytearray(target.read_bytes())
    data[int(len(data) * place)] ^= 0xFF
    target.write_bytes(bytes(data))
    again = desk.folder / "again"
    failed = ask(desk, "restore", str(target), "--to", str(again), code=1)
    assert failed["error"]["code"] == "workspace_damaged"
    assert not list(desk.folder.glob("again*"))
    assert not list(desk.folder.glob(".remanence*"))


def test_check_finds_and_repairs(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain, plain:
        plain.execute("UPDATE order_status SET order_id = 999 WHERE number = 'PO-2'")
    found = ask(desk, "check")
    assert "posted_orphan" in [one["code"] for one in found["findings"]]
    mended = ask(desk, "check", "--repair")
    codes = [one["code"] for one in mended["findings"]]
    assert "repaired" in codes
    assert "posted_orphan" not in codes
    assert ask(desk, "history")[0]["label"] == "repair"


def test_export_of_papers_under_one_name(desk: Desk) -> None:
    """Two papers of one name lie in folders of their own; both come back."""
    for number in (1, 2):
        folder = desk.folder / f"mail {number}"
        folder.mkdir()
        paper = folder / "invoice.pdf"
        paper.write_text(f"%PDF-1.4 number {number}", "utf-8")
        ask(desk, "attach", str(paper), "--order", f"PO-{number}", "--type", "invoice")
    out = desk.folder / "out" / "all.xlsx"
    out.parent.mkdir()
    assert ask(desk, "export", "--all", "--to", str(out))["papers"] == 2
    second = Desk(desk.folder / "second")
    ask(second, "import", str(out), "--apply")
    for which in (desk, second):
        kept = sorted(path.read_text("utf-8") for path in (which.path / "files").iterdir())
        assert kept == ["%PDF-1.4 number 1", "%PDF-1.4 number 2"]
    assert not [path for path in out.parent.rglob("*") if path.name.startswith(".")]


def test_templates(desk: Desk) -> None:
    out = desk.folder / "templates.xlsx"
    done = ask(desk, "export", "--all", "--template", "--to", str(out))
    assert len(done["sheets"]) == 15
    assert zipfile.ZipFile(out).testzip() is None
    plan = ask(desk, "import", str(out))
    assert all(one["severity"] != "error" for one in plan["findings"])
    single = desk.folder / "orders.csv"
    ask(desk, "export", "orders", "--template", "--to", str(single))
    assert single.read_text("utf-8").startswith("order_number,order_date,")


def test_an_export_takes_the_place_of_an_older_one(desk: Desk) -> None:
    out = desk.folder / "out.csv"
    out.write_text("old", "utf-8")
    ask(desk, "export", "orders", "--to", str(out))
    assert len(out.read_text("utf-8").splitlines()) == 4
