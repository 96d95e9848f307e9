"""Files that are not there, or no files at all; and which KIND a table is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from remanence.core.base.errors import FileMissing, WrongUse
from remanence.exchange.detect import kind_of
from remanence.exchange.drafts import read_drafts
from remanence.exchange.sheets import KINDS, SHEETS
from tests.exchange.makers import ORDER, SUPPLIER, orders, text_table


def test_absent_folder_pipe(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("no.csv", "folder.csv", "no/such.csv"):
        with pytest.raises(FileMissing) as told:
            read_drafts([tmp_path / name])
        assert told.value.exit_code == 3
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(FileMissing, match="not a plain file"):
            read_drafts([tmp_path / "pipe.csv"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(orders(), encoding="utf-8")
    path.chmod(0)
    with pytest.raises(FileMissing, match="may not be read"):
        read_drafts([path])


def test_an_unknown_kind_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="offers is no kind"):
        read_drafts([tmp_path / "x.csv"], as_kind="offers")


def test_files_carry_their_digest(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(orders(), encoding="utf-8")
    (file,) = read_drafts([path]).files
    assert file == (path, "orders.csv", hashlib.sha256(path.read_bytes()).hexdigest())


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"%PDF")
    (tmp_path / "suppliers.csv").write_text(text_table(SUPPLIER), encoding="utf-8")
    (tmp_path / "orders.csv").write_text(orders(unit="x"), encoding="utf-8")
    reading = read_drafts([tmp_path / name for name in ("bad.csv", "suppliers.csv", "orders.csv")])
    assert [f.code for f in reading.findings] == ["file.other_format", "cell.not_a_choice"]
    assert {kind: len(found) for kind, found in reading.drafts.items()} == {
        "suppliers": 1,
        "orders": 1,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_columns(kind: str) -> None:
    sheet = SHEETS[kind]
    assert kind_of(sheet.names, "", "export").kind == kind
    if not sheet.one_of:
        assert kind_of(sheet.required, "", "export").kind == kind or kind == "business"


@pytest.mark.parametrize(
    ("headings", "sheet", "stem", "kind"),
    [
        (("order_number",), "Orders", "x", "orders"),
        (("order_number",), "licence events", "x", "licence_events"),
        (("order_number", "quantity"), "", "orders", "orders"),
        (("order_number", "quantity"), "", "2026-10 orders", "orders"),
        (("licence_ref", "x"), "", "licence_events", "licence_events"),
        (tuple(SUPPLIER), "", "orders", "suppliers"),
        (tuple(ORDER), "Sheet1", "tracker", "orders"),
        (("a", "b"), "", "orders", ""),
        (("a", "b"), "", "reorders", ""),
        (("notes", "name"), "", "x", ""),
    ],
)
def test_kinds_by_name_then_headings(
    headings: tuple[str, ...], sheet: str, stem: str, kind: str
) -> None:
    assert kind_of(headings, sheet, stem).kind == kind


def test_a_sheet_of_mostly_known_columns_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(orders().replace("currency,", "curr,"), encoding="utf-8")
    found = [(f.severity, f.code) for f in read_drafts([path]).findings]
    assert ("error", "heading.missing") in found
