"""Attaching a file: it goes to its record, once, and can be taken back; programs never get in."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from remanence.app.papers import attach
from remanence.core.base.errors import ExchangeError, FileMissing, NotFound, WrongUse
from remanence.exchange.papers import ProgramRefused, Proposal
from tests.desk import Desk
from tests.exchange.paper_makers import pairs, write_pdf

SHIPMENTS = """shipment_ref,order_number,line_no,quantity
SH-1,PO-1,1,400
"""
LICENCES = """licence_ref,supplier_code,order_number
LIC-1,S1,PO-1
"""
DOCUMENTS = """document_type,order_number,number,state,quantity,unit
invoice,PO-1,,requested,1000,pcs
packing,PO-1,,waived,,
euc,PO-1,E-1,accepted,,
"""
PARENTS = [("order", "order_number", "PO-1"), ("shipment", "shipment_ref", "SH-1"),
           ("licence", "licence_ref", "LIC-1")]  # fmt: skip


@pytest.fixture
def laden(desk: Desk) -> Desk:
    """Make a desk with a shipment, a licence and three papers without a file."""
    desk.take({"shipments": SHIPMENTS, "licences": LICENCES, "documents": DOCUMENTS})
    return desk


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Write a small invoice."""
    content = pairs(("COMMERCIAL INVOICE", ""), ("Invoice no.", "IN-77"))
    return write_pdf(tmp_path / "invoice 77.pdf", content)


def _attach(desk: Desk, *words: str) -> Any:
    done = desk.run("attach", *words, "--json")
    assert done.code == 0, done.out
    return done.json


def _rows(desk: Desk) -> list[str]:
    """The documents as the sheet holds them, without the heading."""
    target = desk.folder / "out" / "documents.csv"
    target.parent.mkdir(exist_ok=True)
    assert desk.run("export", "documents", "--to", str(target)).code == 0
    return target.read_text("utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize(("option", "column", "key"), PARENTS)
def test_a_file_goes_to_its_record_with_what_it_says(
    laden: Desk, paper: Path, option: str, column: str, key: str
) -> None:
    answer = _attach(laden, str(paper), f"--{option}", key, "--type", "bl")
    document = answer["document"]
    assert (document[column], document["document_type"]) == (key, "bl")
    assert (document["state"], document["file"], document["number"]) == (
        "received", "invoice 77.pdf", None,
    )  # fmt: skip
    assert answer["proposals"] == [{"field": "number", "value": "IN-77", "page": 1}]
    assert answer["findings"] == []
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    assert document["file_digest"] == digest
    assert (laden.path / "files" / digest).read_bytes() == paper.read_bytes()


def test_a_paper_that_was_asked_for_takes_the_file(laden: Desk, paper: Path) -> None:
    before = len(_rows(laden))
    document = _attach(laden, str(paper), "--order", "PO-1", "--type", "invoice")["document"]
    assert (document["state"], document["quantity"]) == ("received", "1000")
    assert document["file"] == "invoice 77.pdf"
    assert len(_rows(laden)) == before


def test_an_accepted_paper_stays_accepted_and_a_waived_one_waived(laden: Desk, paper: Path) -> None:
    accepted = _attach(laden, str(paper), "--order", "PO-1", "--type", "euc")["document"]
    assert (accepted["number"], accepted["state"]) == ("E-1", "accepted")
    added = _attach(laden, str(paper), "--order", "PO-1", "--type", "packing")["document"]
    assert (added["number"], added["state"]) == ("invoice 77", "received")
    assert any(",waived," in row for row in _rows(laden))


def test_further_papers_of_a_type_get_numbers_of_their_own(
    laden: Desk, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "more" / paper.name
    other.parent.mkdir()
    write_pdf(other, pairs(("Gross weight", "5 kg")))
    third = write_pdf(tmp_path / "x.pdf", pairs(("Gross weight", "6 kg")))
    where = ("--shipment", "SH-1", "--type", "bl")
    documents = [_attach(laden, str(one), *where)["document"] for one in (third, paper, other)]
    assert [one["number"] for one in documents] == [None, "invoice 77", "invoice 77 (2)"]
    assert len({one["id"] for one in documents}) == 3


def test_the_same_file_again_changes_nothing(laden: Desk, paper: Path) -> None:
    where = (str(paper), "--order", "PO-1", "--type", "bl")
    first = _attach(laden, *where)
    state = laden.state()
    assert _attach(laden, *where) == first
    assert laden.state() == state


def test_a_file_can_belong_to_two_records(laden: Desk, paper: Path) -> None:
    one = _attach(laden, str(paper), "--order", "PO-1", "--type", "bl")["document"]
    other = _attach(laden, str(paper), "--shipment", "SH-1", "--type", "bl")["document"]
    assert one["file_digest"] == other["file_digest"]
    assert one["id"] != other["id"]
    assert len(list((laden.path / "files").iterdir())) == 1


@pytest.mark.parametrize("kind", ["invoice", "bl"])
def test_attaching_is_one_operation_that_undo_takes_back(
    laden: Desk, paper: Path, kind: str
) -> None:
    before = _rows(laden)
    _attach(laden, str(paper), "--order", "PO-1", "--type", kind)
    [newest, *_] = laden.run("history", "--json").json
    assert newest["label"] == "attach"
    assert "invoice 77.pdf to PO-1" in newest["what"]
    after = _rows(laden)
    assert after != before
    assert laden.run("undo").code == 0
    assert _rows(laden) == before
    assert laden.run("redo").code == 0
    assert _rows(laden) == after


def test_the_rest_of_the_desk_answers_at_once(laden: Desk, paper: Path) -> None:
    def papers() -> Any:
        rows = laden.run("readiness", "PO-1", "--json").json["requirements"]
        return {row["document_type"]: row["state"] for row in rows if row["document_type"]}

    assert papers()["invoice"] == "requested"
    _attach(laden, str(paper), "--order", "PO-1", "--type", "invoice")
    assert papers()["invoice"] == "received"


def test_a_scan_is_attached_and_said_to_be_one(laden: Desk, tmp_path: Path) -> None:
    scan = write_pdf(tmp_path / "scan.pdf", b"0 0 300 300 re f")
    answer = _attach(laden, str(scan), "--order", "PO-1", "--type", "bl")
    assert answer["proposals"] == []
    assert [found["code"] for found in answer["findings"]] == ["paper.no_text"]
    shown = laden.run("attach", str(scan), "--order", "PO-1", "--type", "bl")
    assert "Attached scan.pdf as bl." in shown.out
    assert "holds no text" in shown.out


@pytest.mark.parametrize(
    ("kind", "parents", "failure", "code"),
    [
        ("hymn", {"order_number": "PO-1"}, WrongUse, 2),
        ("bl", {"order_number": "PO-9"}, NotFound, 1),
        ("bl", {"shipment_ref": "SH-9"}, NotFound, 1),
        ("bl", {"licence_ref": "LIC-9"}, NotFound, 1),
        ("bl", {}, WrongUse, 2),
        ("bl", {"order_number": "PO-1", "shipment_ref": "SH-1"}, WrongUse, 2),
    ],
)
def test_what_is_not_known_is_refused_and_nothing_changes(
    laden: Desk, paper: Path, kind: str, parents: dict[str, str | None],
    failure: type[WrongUse | NotFound], code: int,
) -> None:  # fmt: skip
    state = laden.state()
    with closing(laden.open()) as workspace, pytest.raises(failure) as refused:
        attach(workspace, paper, kind, parents)
    assert refused.value.exit_code == code
    assert laden.state() == state


def test_files_that_cannot_be_attached_say_why(laden: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    program = tmp_path / "invoice\u202efdp.pdf"
    program.write_bytes(b"MZ\x90\x00\x03")
    cases = [
        (tmp_path / "gone.pdf", FileMissing, 3, "there is no such file"),
        (tmp_path, FileMissing, 3, "it is a folder"),
        (empty, ExchangeError, 1, "empty.pdf: the file is empty"),
        (program, ProgramRefused, 1, "invoice[U+202E]fdp.pdf is a program for Windows"),
    ]
    state = laden.state()
    with closing(laden.open()) as workspace:
        for path, failure, code, words in cases:
            with pytest.raises(failure) as refused:
                attach(workspace, path, "bl", {"order_number": "PO-1"})
            assert refused.value.exit_code == code
            assert words in str(refused.value)
    assert laden.state() == state


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file(laden: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    done = laden.run("attach", str(tmp_path / "pipe.pdf"), "--order", "PO-1", "--type", "bl")
    assert done.code == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\u202efdp.pdf", "a[U+202E]fdp.pdf"),
        ("http:a.pdf", "http_a.pdf"),
        ("~a\\b?.pdf ", "_a_b_.pdf"),
        ("=1+1.pdf", "=1+1.pdf"),
    ],
)
def test_a_name_is_kept_so_that_it_comes_back_from_an_export(
    laden: Desk, tmp_path: Path, name: str, kept: str
) -> None:
    path = write_pdf(tmp_path / name, pairs(("Gross weight", "5 kg")))
    document = _attach(laden, str(path), "--order", "PO-1", "--type", "bl")["document"]
    assert document["file"] == kept
    _rows(laden)
    assert (laden.folder / "out" / kept).read_bytes() == path.read_bytes()
    done = laden.run("import", str(laden.folder / "out" / "documents.csv"), "--json")
    assert [row for row in done.json["plan"] if row["sheet"] == "documents"] == [
        {"sheet": "documents", "new": 0, "changed": 0, "same": 4, "removed": 0, "rejected": 0}
    ]


def test_the_window_gets_the_same_answer(laden: Desk, paper: Path) -> None:
    with closing(laden.open()) as workspace:
        done = attach(workspace, paper, "bl", {"order_number": "PO-1"})
    assert done.document["file"] == "invoice 77.pdf"
    assert done.proposals == [Proposal("number", "IN-77", 1)]
