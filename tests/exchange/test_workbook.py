"""Writing: safe for spreadsheets, whole or not at all, templates that explain themselves."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pytest

from remanence.core.base.errors import (
    DiskFull,
    ExchangeError,
    FileMissing,
    MachineSaysNo,
    ReadOnly,
)
from remanence.exchange import workbook
from remanence.exchange.disk import write_file
from remanence.exchange.drafts import read_drafts
from remanence.exchange.pen import write_book
from remanence.exchange.sheets import GUIDE, KINDS, SHEETS

FX = ("fx", SHEETS["fx"].names, [[date(2026, 1, 2), "EUR", "USD", Decimal("1.10"), "=cmd|x"]])


def test_values_have_their_own_cell_types(tmp_path: Path) -> None:
    path = tmp_path / "fx.xlsx"
    workbook.write(path, [FX])
    row = openpyxl.load_workbook(path)["fx"][2]
    assert [cell.data_type for cell in row] == ["d", "s", "s", "n", "s"]
    assert row[3].number_format == "0.00"
    assert row[4].value == "'=cmd|x"


def test_long_numbers_are_text(tmp_path: Path) -> None:
    path = tmp_path / "fx.xlsx"
    rows = [
        [date(2026, 1, 2), "EUR", "USD", Decimal(number), "x"]
        for number in ("123456789.012345", "123456789.0123456", "0.0000000012345", "1E+3")
    ]
    workbook.write(path, [("fx", SHEETS["fx"].names, rows)])
    page = openpyxl.load_workbook(path)["fx"]
    assert [page.cell(row, 4).data_type for row in range(2, 6)] == ["n", "s", "n", "n"]
    assert [d.cells["rate"] for d in read_drafts([path]).drafts["fx"]] == [row[3] for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_templates_are_read_as_empty_sheets(tmp_path: Path, kind: str) -> None:
    for name in ("t.xlsx", "t.csv"):
        workbook.write_template(tmp_path / name, [kind])
        reading = read_drafts([tmp_path / name])
        assert [f.code for f in reading.findings] == ["sheet.no_rows"]
        assert reading.drafts == {kind: []}


def test_a_template_explains_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    workbook.write_template(path, KINDS)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [*KINDS, GUIDE]
    page = book["licence_events"]
    assert [cell.value for cell in page[1]] == [*SHEETS["licence_events"].names, "remove"]
    assert all(cell.comment is not None for cell in page[1])
    rules = {
        str(rule.sqref).split(":")[0]: str(rule.formula1)
        for rule in page.data_validations.dataValidation
    }
    assert rules["C2"].startswith('"not_required,to_assess,')
    assert max(map(len, rules.values())) <= 257  # a longer list is thrown away by spreadsheets
    explained = {(row[0].value, row[1].value) for row in book[GUIDE].iter_rows(min_row=2)}
    assert explained >= {(kind, name) for kind in KINDS for name in SHEETS[kind].names}


@pytest.mark.parametrize(
    ("name", "kinds"), [("t.csv", ["fx", "orders"]), ("t.ods", ["fx"]), ("t", ["fx"])]
)
def test_other_endings_and_several_in_a_csv_are_refused(
    tmp_path: Path, name: str, kinds: list[str]
) -> None:
    with pytest.raises(ExchangeError):
        workbook.write(tmp_path / name, [(kind, SHEETS[kind].names, []) for kind in kinds])
    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_is_not_cut(tmp_path: Path) -> None:
    row = [date(2026, 1, 2), "EUR", "USD", Decimal(1), "x" * 32_768]
    with pytest.raises(ExchangeError, match="row 2 of fx"):
        workbook.write(tmp_path / "fx.xlsx", [("fx", SHEETS["fx"].names, [row])])
    assert list(tmp_path.iterdir()) == []


def failing(number: int) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(number, os.strerror(number))

    return write


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, ReadOnly),
        (errno.EROFS, ReadOnly),
        (errno.EIO, MachineSaysNo),
    ],
)
def test_what_the_machine_refuses_leaves_the_old_file(
    tmp_path: Path, number: int, kind: type[MachineSaysNo]
) -> None:
    path = tmp_path / "fx.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(kind):
        write_file(path, failing(number))
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        workbook.write(tmp_path / "no" / "fx.csv", [FX])
    with pytest.raises(FileMissing):
        workbook.write(tmp_path / "no" / "fx.xlsx", [FX])


def test_a_bug_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def fill(_pen: object) -> None:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        write_book(tmp_path / "fx.xlsx", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its(tmp_path: Path) -> None:
    path = tmp_path / "fx.csv"
    workbook.write(path, [FX])
    (tmp_path / "usual").touch()
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    path.chmod(0o600)
    workbook.write(path, [FX])
    assert path.stat().st_mode & 0o777 == 0o600
