"""Refused rows come back as they came, with the reason."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from remanence.core.base.errors import ExchangeError
from remanence.exchange.drafts import read_drafts
from remanence.exchange.rejects import Rejected, write_rejects
from tests.exchange.makers import ORDER, SUPPLIER, text_table


def refused(tmp_path: Path, **files: str) -> list[Rejected]:
    paths = []
    for name, content in files.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(content, encoding="utf-8", newline="")
        paths.append(path)
    drafts = [draft for found in read_drafts(paths).drafts.values() for draft in found]
    return [Rejected(draft, f"reason {number}") for number, draft in enumerate(drafts, 1)]


def test_a_csv_of_one_kind(tmp_path: Path) -> None:
    rows = text_table({**ORDER, "unit": " lb", "colour": "red", "notes": "'=x"})
    rejected = refused(tmp_path, orders=rows)
    out = tmp_path / "out.csv"
    assert write_rejects(out, rejected) == [out]
    assert out.read_bytes().decode() == (
        ",".join([*ORDER, "colour", "notes", "reason"])
        + "\r\nPO-1,2026-01-05,S1,1,P1,10, lb,2.50,USD,FOB,red,'=x,reason 1\r\n"
    )


def test_several_kinds_go_to_files_of_their_own(tmp_path: Path) -> None:
    rejected = refused(tmp_path, orders=text_table(ORDER), suppliers=text_table(SUPPLIER))
    written = write_rejects(tmp_path / "out.csv", rejected)
    assert [path.name for path in written] == ["out-orders.csv", "out-suppliers.csv"]
    write_rejects(tmp_path / "out.xlsx", rejected)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["orders", "suppliers"]
    assert [cell.value for cell in book["suppliers"][2]] == [
        "S1",
        "Example Magnetics",
        "CN",
        "reason 2",
    ]


def test_a_column_reason_of_their_own_is_kept_and_cells_beyond_too(tmp_path: Path) -> None:
    text = "subject,code,reason,decided_on\r\nworkspace,practice.limit,mine,2026-01-01,stray\r\n"
    out = tmp_path / "out.csv"
    write_rejects(out, refused(tmp_path, decisions=text))
    assert out.read_text(encoding="utf-8").splitlines() == [
        "subject,code,reason,decided_on,reason it was refused",
        "workspace,practice.limit,mine,2026-01-01,reason 1 [stray]",
    ]


def test_no_rows_no_file(tmp_path: Path) -> None:
    assert write_rejects(tmp_path / "out.csv", []) == []
    with pytest.raises(ExchangeError):
        write_rejects(tmp_path / "out.pdf", refused(tmp_path, orders=text_table(ORDER)))
