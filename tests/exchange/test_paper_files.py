"""Files of papers: pages of PDFs good and bad, files that are none, programs that are refused."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.papers import (
    ProgramRefused,
    Proposal,
    propose,
    read_paper,
    refuse_programs,
    shown_name,
)
from tests.exchange.paper_makers import bomb, form, lines, locked_trailer, pairs, said, write_pdf

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "papers"
INVOICE = (
    ("COMMERCIAL INVOICE", ""),
    ("Invoice no.", "IN-77"),
    ("Date", "2026-11-22"),
    ("Net weight", "1,250 KGS"),
)
READ = {"number": "IN-77", "issued_on": "2026-11-22", "net_weight_kg": "1250"}


# -- PDF


def test_a_page_is_read_by_the_places_of_its_words(tmp_path: Path) -> None:
    assert said(write_pdf(tmp_path / "a.pdf", pairs(*INVOICE))) == READ


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [
        (90, b"0 1 -1 0 842 0"),
        (180, b"-1 0 0 -1 595 842"),
        (270, b"0 -1 1 0 0 595"),
        (0, b"0 1 -1 0 842 0"),
    ],
)
def test_a_page_that_lies_on_its_side_is_read(tmp_path: Path, turn: int, matrix: bytes) -> None:
    turned = b"q " + matrix + b" cm " + pairs(*INVOICE) + b" Q"
    assert said(write_pdf(tmp_path / "a.pdf", turned, page=f"/Rotate {turn}")) == READ


def test_a_stamp_that_stands_aslant_is_left_out(tmp_path: Path) -> None:
    stamp = b" q 0.7 0.7 -0.7 0.7 200 -400 cm " + pairs(("Net weight", "7 kg")) + b" Q"
    assert said(write_pdf(tmp_path / "a.pdf", pairs(*INVOICE) + stamp)) == READ


def test_letters_printed_twice_for_bold_type_count_once(tmp_path: Path) -> None:
    twice = pairs(*INVOICE) + b" q 1 0 0 1 0.4 0 cm " + pairs(*INVOICE) + b" Q"
    assert said(write_pdf(tmp_path / "a.pdf", twice)) == READ


def test_a_table_on_a_page_is_read_under_its_headings(tmp_path: Path) -> None:
    content = lines(
        (56, 60, "PACKING LIST"),
        (56, 100, "Description"), (200, 100, "Cartons"), (300, 100, "N.W. \\(KGS\\)"),
        (56, 120, "Block 40x20x10"), (225, 120, "10"), (330, 120, "720.50"),
        (56, 140, "Ring"), (230, 140, "5"), (335, 140, "20.50"),
        (56, 160, "TOTAL"), (225, 160, "15"), (330, 160, "741.00"),
    )  # fmt: skip
    expected = {"net_weight_kg": "741.00", "packages": "15"}
    assert said(write_pdf(tmp_path / "a.pdf", content)) == expected


def test_a_name_is_not_taken_from_the_neighbouring_column(tmp_path: Path) -> None:
    def boxes(*right: str) -> dict[str, str]:
        left = ("Consignee", "Example Drives Inc.", "1200 Sample Parkway")
        cells = [(56, 60 + 14 * at, text) for at, text in enumerate(left)]
        cells += [(300, 60 + 14 * at, text) for at, text in enumerate(right)]
        return said(write_pdf(tmp_path / "a.pdf", lines(*cells)))

    name = {"consignee": "Example Drives Inc."}
    assert boxes() == name
    assert boxes("Port of loading", "Ningbo") == name
    assert boxes("Terms of payment 30 days net") == name
    assert boxes("Some words of the other box") == {}


def test_a_value_stands_on_the_page_that_it_is_said_for(tmp_path: Path) -> None:
    second = pairs(("Invoice no.", "IN-77"), ("Gross weight", "1,300 KGS"))
    path = write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), second)
    pages = {one.field: one.page for one in propose(path)}
    assert pages == {"number": 1, "issued_on": 1, "net_weight_kg": 1, "gross_weight_kg": 2}


def test_a_page_with_another_title_is_another_paper(tmp_path: Path) -> None:
    packing = pairs(("PACKING LIST", ""), ("Packing list no.", "PL-9"))
    numbers = propose(write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), packing))
    assert Proposal("number", "IN-77", 1) in numbers
    assert Proposal("number", "PL-9", 2) in numbers


def _notes(path: Path) -> list[str]:
    read = read_paper(path)
    assert read.proposals == []
    return [found.code for found in read.findings]


def test_a_scan_gives_nothing_and_says_so(tmp_path: Path) -> None:
    assert _notes(write_pdf(tmp_path / "a.pdf", b"0 0 300 300 re f")) == ["paper.no_text"]


def test_a_pdf_with_a_password_gives_nothing_and_says_so(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), trailer=locked_trailer())
    assert _notes(path) == ["paper.locked"]


@pytest.mark.parametrize("length", [5, 100, 500])
def test_a_pdf_that_is_cut_off_gives_nothing_and_says_so(tmp_path: Path, length: int) -> None:
    path = write_pdf(tmp_path / "a.pdf", pairs(*INVOICE))
    path.write_bytes(path.read_bytes()[:length])
    assert _notes(path) == ["paper.damaged"]


def test_a_font_that_does_not_say_its_letters_gives_nothing(tmp_path: Path) -> None:
    names = b" ".join(b"/a%d" % code for code in range(32, 127))
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/CharProcs << >> /Encoding << /Type /Encoding /Differences [32 " + names + b"] >> "
        b"/FirstChar 32 /LastChar 126 /Widths [" + b"500 " * 95 + b"] >>"
    )
    assert _notes(write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), font=font)) == [
        "paper.text_unreadable"
    ]


def test_a_long_pdf_is_read_from_its_beginning(tmp_path: Path) -> None:
    pages = [b""] * 20 + [pairs(*INVOICE)]
    assert _notes(write_pdf(tmp_path / "a.pdf", *pages)) == ["paper.long"]


def test_after_its_time_no_further_page_is_begun(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), pairs(("Gross weight", "1,300 KGS")))
    read = read_paper(path, seconds=0)
    assert {one.page for one in read.proposals} == {1}
    assert [found.code for found in read.findings] == ["paper.long"]


def test_a_page_that_unpacks_to_far_more_is_no_trap(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", bomb(100), packed=True)
    begun = time.monotonic()
    assert _notes(path) == ["paper.no_text"]
    assert time.monotonic() - begun < 8


def test_a_script_in_a_pdf_is_not_run(tmp_path: Path) -> None:
    script = f"<< /S /JavaScript /JS (this.saveAs('{tmp_path}/out')) >>"
    path = write_pdf(tmp_path / "a.pdf", pairs(*INVOICE), extra={"OpenAction": script})
    assert said(path) == READ
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


# -- files that are no papers


def test_a_workbook_that_is_cut_off_gives_nothing_and_no_error(tmp_path: Path) -> None:
    path = form(tmp_path, ("Net weight", "5 kg"))
    path.write_bytes(path.read_bytes()[:-40])
    read = read_paper(path)
    assert read.proposals == []
    assert [found.severity for found in read.findings] == [Severity.INFO]


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04"]
)
def test_other_files_give_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert propose(path) == []


def test_a_file_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    assert propose(tmp_path / "gone.pdf") == []


def _zip(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01",
        b"\xcf\xfa\xed\xfe\x07\x00",
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
        b"#!/bin/sh\necho hello\n",
        b"\xef\xbb\xbf@echo off\r\nstart\r\n",
        b"[InternetShortcut]\r\nURL=x\r\n",
        b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60),
        b"ITSF\x03\x00\x00\x00" + bytes(60),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "_VBA_PROJECT".encode("utf-16-le"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes.fromhex("84100c0000000000c000000000000046"),
    ],
)
def test_a_program_under_a_papers_name_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(content)
    with pytest.raises(ProgramRefused) as refused:
        refuse_programs(path)
    assert str(refused.value).startswith("invoice.pdf is ")
    assert refused.value.exit_code == 1


@pytest.mark.parametrize(
    "entry",
    ["xl/vbaProject.bin", "word/vbaProject.bin", "xl/macrosheets/a.xml", "A.class", "a.exe"],
)
def test_an_archive_with_a_program_in_it_is_refused(tmp_path: Path, entry: str) -> None:
    with pytest.raises(ProgramRefused):
        refuse_programs(_zip(tmp_path / "invoice.xlsx", "[Content_Types].xml", entry))


@pytest.mark.parametrize(
    "name", ["a.exe", "a.pdf.EXE", "a.lnk", "a.js", "a.xlsm", "a.exe.", "a\u202efdp.exe", "a.scr "]
)
def test_a_programs_name_is_refused_whatever_it_holds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(ProgramRefused):
        refuse_programs(path)


def test_papers_and_pictures_are_taken(tmp_path: Path) -> None:
    plain = {
        "a.txt": b"MZ is a town\n",
        "a.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
        "a.jpg": b"\xff\xd8\xff\xe0" + bytes(20),
        "a.eml": b"From: a\r\nTo: b\r\n\r\nhello",
        "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "no extension": b"hello",
    }
    for name, content in plain.items():
        (tmp_path / name).write_bytes(content)
    for path in [*SAMPLE.iterdir(), *tmp_path.iterdir(), _zip(tmp_path / "a.zip", "a.pdf")]:
        refuse_programs(path)
    assert len(list(tmp_path.iterdir())) == len(plain) + 1


def test_control_marks_of_a_name_are_shown() -> None:
    assert shown_name("invoice\u202efdp.exe") == "invoice[U+202E]fdp.exe"
    assert shown_name("a\tb\x00c\u200b") == "a[U+0009]b[U+0000]c[U+200B]"
    assert shown_name("发票 Müller.pdf") == "发票 Müller.pdf"
