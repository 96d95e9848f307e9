"""Papers by order: marks of the grid, what differs between papers, and how a file looks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from remanence.app.documents import (
    OTHERS,
    PaperRow,
    comparison,
    paper_orders,
    paper_row,
    paper_rows,
    row_of,
)
from remanence.app.paper_states import Paper, set_state
from remanence.app.papers import attach
from remanence.app.preview import copy_to_open, preview
from remanence.app.workspace import Workspace
from remanence.core.base.errors import FileMissing, NotFound
from remanence.exchange.papers import ProgramRefused
from remanence.store import files
from tests.desk import BASE, Desk

DOCUMENTS = """document_type,order_number,number,state,quantity,net_weight_kg
po,PO-1,PO-1,accepted,,
invoice,PO-1,INV-1,received,,
euc,PO-1,EUC-1,requested,,
"""
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture(autouse=True)
def _own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    desk = Desk(tmp_path)
    orders = BASE["orders"].replace("currency,incoterm", "currency,incoterm,ready_on")
    orders = orders.replace("USD,FOB", "USD,FOB,2026-11-28")
    desk.take({**BASE, "orders": orders, "documents": DOCUMENTS})
    opened = desk.open()
    yield opened
    opened.close()


def paper_of(workspace: Workspace, number: str = "PO-1") -> PaperRow:
    found = paper_row(workspace, number)
    assert found is not None
    return found


def kept(workspace: Workspace, folder: Path, name: str, content: bytes) -> str:
    """Attach a file, and give its digest."""
    path = folder / name
    path.write_bytes(content)
    attached = attach(workspace, path, "packing", {"order_number": "PO-1"})
    return str(attached.document["file_digest"])


# ------------------------------------------------------------------ the grid


def test_each_paper_has_the_mark_of_its_state(workspace: Workspace) -> None:
    row = paper_of(workspace)
    assert row.mark("po") == "accepted"
    assert row.mark("euc") == "requested"
    assert row.mark("packing") in ("missing", "later")
    assert row.mark("nothing of this name") == "not_needed"


def test_a_paper_is_worth_nothing_because_its_file_exists(
    workspace: Workspace, tmp_path: Path
) -> None:
    kept(workspace, tmp_path, "pl.csv", b"a,b\n1,2\n")
    assert paper_of(workspace).mark("packing") == "received"


def test_a_waiver_does_not_look_like_an_acceptance(workspace: Workspace) -> None:
    need = paper_of(workspace).cells["packing"][0]
    set_state(workspace, need.paper, "waived", reason="Goods travel unpacked")
    assert paper_of(workspace).mark("packing") == "waived"
    set_state(workspace, need.paper, "accepted")
    assert paper_of(workspace).mark("packing") == "accepted"


def test_a_rejected_paper_is_wrong_and_the_worst_of_a_cell_shows(workspace: Workspace) -> None:
    row = paper_of(workspace)
    needs = [
        row.cells["po"][0]._replace(mark=mark)
        for mark in ("accepted", "waived", "missing", "later")
    ]
    made = row_of(*row[:5], {"po": needs, "euc": needs[:1]})
    assert (made.mark("po"), made.mark("euc")) == ("missing", "accepted")
    assert made.marks == {"accepted", "waived", "missing", "later"}
    assert made.wanted_on == needs[2].due_on
    set_state(workspace, row.cells["po"][0].paper, "rejected", reason="Another firm's order")
    assert paper_of(workspace).mark("po") == "rejected"


def test_orders_come_by_the_day_of_their_next_stage(workspace: Workspace) -> None:
    ids = paper_orders(workspace)
    rows = paper_rows(workspace, ids)
    assert [row.number for row in rows] == [r.number for r in sorted(rows, key=by_day)]
    assert [row.number for row in paper_rows(workspace, ids[::-1])] == [
        row.number for row in rows[::-1]
    ]
    assert all(row.stage_day is not None for row in rows)


def by_day(row: PaperRow) -> tuple[date, str]:
    return (row.stage_day or date.max, row.number)


def test_every_need_says_why_and_which_row_it_is(workspace: Workspace) -> None:
    row = paper_of(workspace)
    for needs in row.cells.values():
        for need in needs:
            assert bool(need.why) != (need.mark in ("accepted", "waived", "later")), need.title
            assert (
                need.is_licence
                or need.paper.document_type
                or need.mark
                in (
                    "unknown",
                    "accepted",
                )
            )
    assert row.cells["invoice"][0].paper == Paper("invoice", order_number="PO-1", number="INV-1")
    assert row.cells["packing"][0].paper == Paper("packing", order_number="PO-1")


def test_papers_without_a_column_stand_among_the_others(workspace: Workspace) -> None:
    row = paper_of(workspace)
    kinds = {need.document_type for needs in row.cells.values() for need in needs}
    others = {need.document_type for need in row.cells.get(OTHERS, ())}
    assert others < kinds
    assert not others & {"po", "euc", "invoice", "packing"}


def test_an_order_that_is_not_there_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        paper_row(workspace, "PO-99")
    with pytest.raises(NotFound):
        comparison(workspace, "PO-99")


# ------------------------------------------------------------------ the comparison

STATING = """document_type,order_number,number,state,net_weight_kg
po,PO-1,PO-1,accepted,13.6
invoice,PO-1,INV-1,received,12.0
packing,PO-1,PL-1,received,13.6
"""


@pytest.fixture
def stating(tmp_path: Path) -> Iterator[Workspace]:
    desk = Desk(tmp_path)
    desk.take({**BASE, "documents": STATING})
    opened = desk.open()
    yield opened
    opened.close()


def test_what_differs_is_marked_with_its_reference_and_said(stating: Workspace) -> None:
    found = comparison(stating, "PO-1")
    assert [paper.number for paper in found.papers] == ["PO-1", "INV-1", "PL-1"]
    weight = next(field for field in found.fields if "weight" in field.name)
    assert weight.values[0] == weight.values[2] != weight.values[1]
    assert weight.differs == {1}
    assert weight.reference == 0
    (sentence,) = found.differences
    assert "13.6" in sentence
    assert "12" in sentence


def test_papers_that_disagree_show_it_in_both_cells(stating: Workspace) -> None:
    row = paper_of(stating)
    assert row.mark("po") == "disagrees"
    assert row.mark("invoice") == "disagrees"
    assert row.mark("packing") == "received"
    assert "13.6" in row.cells["invoice"][0].why


def test_papers_that_state_nothing_are_not_compared(workspace: Workspace) -> None:
    found = comparison(workspace, "PO-1")
    assert not found.differences
    assert all(any(field.values) for field in found.fields)


# ------------------------------------------------------------------ how a file looks


def test_a_page_of_a_pdf_is_a_picture(workspace: Workspace, tmp_path: Path) -> None:
    digest = kept(workspace, tmp_path, "pl.pdf", PDF)
    picture = preview(workspace, "pl.pdf", digest, width=400).picture
    assert picture is not None
    assert (picture.width, picture.height, picture.page, picture.pages) == (400, 200, 1, 1)
    assert picture.data[:4] == b"\xff\xff\xff\xff"
    beyond = preview(workspace, "pl.pdf", digest, page=7, width=100_000).picture
    assert beyond is not None
    assert beyond.page == 1
    assert beyond.width <= 3_000


@pytest.mark.parametrize("name", ["pl.pdf", "pl.xlsx"])
def test_a_damaged_file_says_so(workspace: Workspace, tmp_path: Path, name: str) -> None:
    digest = kept(workspace, tmp_path, name, b"%PDF-1.4 cut in the midd")
    found = preview(workspace, name, digest)
    assert found.picture is None
    assert not found.rows
    assert "damaged" in found.note


def test_a_sheet_shows_its_first_rows(workspace: Workspace, tmp_path: Path) -> None:
    text = "box,kg\n" + "".join(f"{n},{n}.5\n" for n in range(900))
    digest = kept(workspace, tmp_path, "pl.csv", text.encode())
    rows = preview(workspace, "pl.csv", digest).rows
    assert rows[:2] == [["box", "kg"], ["0", "0.5"]]
    assert len(rows) == 40


def test_a_picture_is_handed_over_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    digest = kept(workspace, tmp_path, "scan.png", b"\x89PNG and so on")
    assert preview(workspace, "scan.png", digest).image == b"\x89PNG and so on"


def test_other_files_are_left_to_their_program(workspace: Workspace, tmp_path: Path) -> None:
    digest = kept(workspace, tmp_path, "letter.odt", b"some letter")
    assert "own program" in preview(workspace, "letter.odt", digest).note
    copy = copy_to_open(workspace, "letter.odt", digest)
    assert copy.name == "letter.odt"
    assert copy.read_bytes() == b"some letter"


def test_what_would_run_is_never_handed_to_the_system(workspace: Workspace, tmp_path: Path) -> None:
    digest = kept(workspace, tmp_path, "letter.odt", b"some letter")
    with pytest.raises(ProgramRefused):
        copy_to_open(workspace, "letter.bat", digest)


def test_a_file_that_is_gone_says_what_to_do(workspace: Workspace, tmp_path: Path) -> None:
    digest = kept(workspace, tmp_path, "pl.pdf", PDF)
    files.path_of(workspace.store, digest).unlink()
    with pytest.raises(FileMissing, match="attach it anew"):
        preview(workspace, "pl.pdf", digest)
    with pytest.raises(FileMissing, match="attach it anew"):
        copy_to_open(workspace, "pl.pdf", digest)
