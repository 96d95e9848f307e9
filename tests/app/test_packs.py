"""Installed packs that were cut or altered, packs without rows, corrections that cannot be."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.desk import ROOT, Desk, codes

SHIPPED = ROOT / "resources" / "packs" / "cn-re-2026-11"
HEADINGS = "subject,code,value,reason,decided_on,decided_by,until\n"
Harm = Callable[[Path], None]


def install(desk: Desk, *harms: Harm, serial: int = 2, name: str = "zz") -> Path:
    """Lay a newer copy of the shipped pack into the home folder, and harm it."""
    folder = desk.around.home / "packs" / name
    shutil.copytree(SHIPPED, folder)
    head = folder / "pack.toml"
    said = head.read_text("utf-8").replace("serial = 1", f"serial = {serial}")
    head.write_text(said, "utf-8", newline="\n")
    for harm in harms:
        harm(folder)
    return folder


def emptied(name: str) -> Harm:
    """Leave the headings of a table."""

    def harm(folder: Path) -> None:
        path = folder / f"{name}.csv"
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])

    return harm


def renamed(folder: Path) -> None:
    (folder / "controls.csv").rename(folder / "x.csv")


def cut(folder: Path) -> None:
    path = folder / "controls.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))


def headless(folder: Path) -> None:
    (folder / "pack.toml").unlink()


def newer(folder: Path) -> None:
    head = folder / "pack.toml"
    head.write_text(head.read_text("utf-8").replace("schema = 1", "schema = 2"), "utf-8")


def signed_anew(folder: Path) -> None:
    """Make `pack.toml` right for the tables as they are."""
    head = folder / "pack.toml"
    text = head.read_text("utf-8")
    for name, entry in tomllib.loads(text)["files"].items():
        data = (folder / name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest != entry["sha256"]:
            before = f'sha256 = "{entry["sha256"]}"\nrows = {entry["rows"]}'
            after = f'sha256 = "{digest}"\nrows = {len(data.splitlines()) - 1}'
            text = text.replace(before, after)
    head.write_text(text, "utf-8", newline="\n")


def verdicts(desk: Desk) -> list[tuple[str, str, str]]:
    """What the orders are said to be, stage by stage."""
    found = []
    for order in ("PO-1", "PO-2"):
        for stage in ("place", "apply", "export", "clear"):
            done = desk.run("readiness", order, "--stage", stage, "--json")
            found.append((order, stage, done.json["verdict"]))
    return found


@pytest.mark.parametrize(
    ("harms", "part"),
    [
        ([emptied("documents"), renamed], "controls.csv: the file is missing"),
        ([cut], "controls.csv: it was cut or altered"),
        ([emptied("documents")], "documents.csv: it was cut or altered"),
        ([headless], "pack.toml cannot be read"),
        ([newer], "Update the program"),
    ],
)
def test_a_harmed_pack_is_not_used_and_it_is_said(desk: Desk, harms: list[Harm], part: str) -> None:
    before = verdicts(desk)
    assert {"not_ready", "unknown"} >= {verdict for _, stage, verdict in before if stage != "place"}
    folder = install(desk, *harms)
    assert verdicts(desk) == before
    said = desk.run("orders").err
    assert part in said
    assert str(folder) in said
    assert desk.run("orders", "--quiet").err == ""
    listed = desk.run("policy", "list", "--json")
    assert listed.code == 1
    first, last = listed.json
    assert (first["serial"], first["in_use"], first["findings"]) == (1, True, [])
    assert (last["folder"], last["in_use"]) == (str(folder), False)
    assert part in last["findings"][0]["message"]
    assert part in desk.run("policy", "list").out
    checked = desk.run("check", "--json")
    assert checked.code == 1
    assert checked.json["findings"][0]["code"] == "pack.not_used"


def test_a_sound_pack_that_is_newer_is_used(desk: Desk) -> None:
    install(desk)
    install(desk, cut, serial=3, name="zzz")
    lines = desk.run("policy", "list", "--json").json
    assert [(line["serial"], line["in_use"]) for line in lines] == [
        (2, True),
        (1, False),
        (3, False),
    ]


@pytest.mark.parametrize("table", ["controls", "documents", "documents-field-agreement", "parties"])
def test_a_pack_without_rows_of_what_decides_makes_nothing_ready(desk: Desk, table: str) -> None:
    install(desk, emptied(table), signed_anew)
    assert desk.run("policy", "list", "--json").json[0]["serial"] == 2
    found = verdicts(desk)
    assert {verdict for _, _, verdict in found} <= {"unknown", "not_ready"}
    done = desk.run("readiness", "PO-1", "--stage", "place", "--json").json
    (one,) = (one for one in done["requirements"] if one["id"] == "pack-tables")
    assert one["state"] == "unknown"
    assert table in str(one["why"])


@pytest.fixture
def shipped(desk: Desk, tmp_path: Path) -> Path:
    """Give the desk resources of its own and the folder of its one pack."""
    resources = tmp_path / "resources"
    shutil.copytree(SHIPPED, resources / "packs" / SHIPPED.name)
    desk.around = desk.around._replace(resources=resources)
    return resources / "packs" / SHIPPED.name


def test_a_harmed_pack_of_the_program_is_a_clear_sentence(desk: Desk, shipped: Path) -> None:
    cut(shipped)
    done = desk.run("readiness", "PO-1")
    assert done.code == 1
    assert "cn-re-2026-11, controls.csv: it was cut or altered" in done.err
    checked = desk.run("check", "--json")
    assert checked.code == 1
    assert "controls.csv" in checked.json["findings"][0]["message"]


# Corrections


def correct(desk: Desk, *rows: str) -> Any:
    return desk.plan({"decisions": HEADINGS + "".join(f"{row}\n" for row in rows)})


CLOCK = "pack row clocks/licence_decision"
DUTY = "pack row duties/US-MFN-85051100-ALL-NTR-0"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (f"{CLOCK},pack.value,soon,x,2026-11-24,Lin,", "soon"),
        (f"{CLOCK},pack.nosuch,x,x,2026-11-24,Lin,", "no column 'nosuch'"),
        (f"{CLOCK},pack.id,x,x,2026-11-24,Lin,", "kept for good"),
        (f"{CLOCK},pack.confidence,text,x,2026-11-24,Lin,", "at best reported"),
        (f"{DUTY},pack.rate_type,maybe,x,2026-11-24,Lin,", "rate_type"),
        ("pack row controls/A57-Ho,pack.effect,maybe,x,2026-11-24,Lin,", "pack.effect"),
        ("pack row documents/euc,pack.conditions,category is,x,2026-11-24,Lin,", "category is"),
        ("pack row documents/euc,instrument.seen,in_force,x,2026-11-24,Lin,", "names no row"),
    ],
)
def test_a_correction_that_cannot_be_carried_out_is_refused(
    desk: Desk, row: str, part: str
) -> None:
    plan = correct(desk, f"{CLOCK},pack.note,a good one,x,2026-11-24,Lin,", row)
    assert not plan.can_apply
    (found,) = plan.findings
    assert found.where == "decisions.csv, decisions, row 3, value"
    assert part in found.message


def test_corrections_that_are_right_together_are_taken(desk: Desk) -> None:
    row = "pack row controls/A57-Ho"
    plan = correct(
        desk,
        f"{row},pack.suspended_until,2027-01-10,x,2026-11-24,Lin,",
        f"{row},pack.suspended_from,2026-12-01,x,2026-11-24,Lin,",
    )
    assert plan.findings == []


def test_a_row_of_another_pack_is_told_and_kept(desk: Desk) -> None:
    plan = correct(desk, "pack row clocks/none,pack.value,60,x,2026-11-24,Lin,")
    assert plan.can_apply
    assert [found.code for found in plan.findings] == ["pack_row_unknown"]


def plant(desk: Desk, value: str) -> None:
    """Put a correction into the workspace that no import would take today."""
    desk.take({"decisions": HEADINGS + f"{CLOCK},pack.value,60,x,2026-11-24,Lin,\n"})
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        plain.execute("UPDATE decisions SET value = ?", (value,))
        plain.commit()


def test_what_stands_in_the_workspace_already_is_said(desk: Desk) -> None:
    plant(desk, "soon")
    done = desk.run("check", "--json")
    assert done.code == 1
    (found,) = (one for one in done.json["findings"] if one["code"] == "overlay.no_cell")
    assert found["where"] == f"decisions, {CLOCK}, pack.value"
    listed = desk.run("policy", "list", "--json")
    assert listed.code == 1
    assert listed.json[0]["findings"] == [found]
    same = correct(desk, f"{CLOCK},pack.value,soon,x,2026-11-24,Lin,")
    assert codes(same) == []  # nothing changes: a sheet that was written here can be read again
    assert [one.code for one in same.findings] == ["overlay.no_cell"]


def test_a_corrected_row_is_shown_as_it_stands_with_the_reason(desk: Desk) -> None:
    desk.take(
        {
            "decisions": HEADINGS
            + f"{CLOCK},pack.value,60,read the notice,2026-11-24,Lin,\n"
            + "pack row controls/A62,instrument.seen,suspended,seen,2026-11-24,Lin,\n"
        }
    )
    row = desk.run("policy", "show", "clocks/licence_decision", "--json").json
    assert (row["value"], row["confidence"]) == ("60", "recalled")
    (one,) = row["corrections"]
    assert (one["code"], one["value"], one["shipped"]) == ("pack.value", "60", "45")
    assert one["reason"] == "read the notice"
    rows = desk.run("policy", "show", "clocks", "--json").json["rows"]
    assert [len(each["corrections"]) for each in rows] == [1] + [0] * 10
    said = desk.run("policy", "show", "clocks/licence_decision").out
    assert "value is '60' (the pack says '45'), decided on 2026-11-24 by Lin: read the" in said
    rules = desk.run("policy", "on", "2026-11-24", "--json").json
    (rule,) = (rule for rule in rules if rule["corrections"])
    assert (rule["id"], rule["status"]) == ("A62", "not_in_force")
    assert (
        "A62 corrected: instrument.seen is 'suspended'"
        in desk.run("policy", "on", "2026-11-24").out
    )


def test_the_days_of_the_ministry_are_those_of_the_pack(desk: Desk) -> None:
    desk.take(
        {
            "decisions": HEADINGS + f"{CLOCK},pack.value,12,x,2026-11-01,Lin,\n",
            "licences": "licence_ref,supplier_code,order_number,kind,transport_mode,line_no,"
            "control_code,product_code,quantity,unit\nL-1,S1,PO-1,single,air,1,1C902.d,P2,500,pcs\n",
            "licence_events": "licence_ref,date,state\nL-1,2026-11-10,filed\n"
            "L-1,2026-11-12,accepted\n",
        }
    )
    rows = desk.run("today", "--json").json
    assert any(", 12 Chinese working days end 2026-11-30" in row["why"] for row in rows)
    found = desk.run("readiness", "PO-1", "--stage", "export", "--json").json["findings"]
    (mode,) = (one["message"] for one in found if one["code"] == "licence.order_mode_differs")
    assert mode.endswith("the supplier files again (12 working days).")
