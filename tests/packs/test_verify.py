"""Every shipped pack is sound; a broken one has all its findings at once, each at its place."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remanence.core.base.errors import FileMissing
from remanence.core.base.findings import Severity
from remanence.packs import archive
from remanence.packs.archive import read_archive
from remanence.packs.files import TABLES, is_plain, rows_of
from remanence.packs.load import shipped
from remanence.packs.schema import MODELS, columns_of
from remanence.packs.verify import verify
from tests.packs.conftest import FIRST, SHIPPED, Change


def said(path: Path) -> list[tuple[str, str]]:
    return [(finding.where, finding.message) for finding in verify(path)]


@pytest.mark.parametrize("folder", shipped(SHIPPED), ids=lambda folder: folder.name)
def test_shipped_packs_are_sound(folder: Path) -> None:
    assert said(folder) == []


def test_a_model_for_each_table() -> None:
    assert set(MODELS) == set(TABLES)
    assert columns_of("air-magnet-limits")[:3] == ("id", "confidence", "source")
    assert "limit_A_per_m" in columns_of("air-magnet-limits")


BROKEN = [
    # table, old text, new text, place, part of the sentence
    ("controls", "category is metal;", "colour is metal;", "row 2, conditions", "'colour' is not"),
    ("controls", "dual_use_licence", "dual_use", "row 2, effect", "it must be"),
    (
        "controls",
        "2025-04-04,2025-04-04",
        "2025-04-04,04.04.2025",
        "row 2, effective_from",
        "a day",
    ),
    ("controls", "A55;A56;", "A55;A99;", "acts_on", "'a99' is no row of controls"),
    ("controls", ",text,text,", ",text,VERIFIED,", "row 2, confidence", "it must be"),
    ("controls", "A18-Sm-alloy,", "A18-Sm-metal,", "row 3, id", "stands in row 2 already"),
    ("controls", "has_any CN-CTRL,CN-ATT", "has_any CN-CTRL,XX", "conditions", "'xx' is no list"),
    ("documents", ",document,place,order,", ",paper,place,order,", "row 2, kind", "it must be"),
    ("documents", "order,place,always", "order,lace,always", "row 3, blocks", "'lace' is none of"),
    ("documents", ",place,0,", ",placed,0,", "row 2, deadline_from", "it must be"),
    ("documents", "IEEPA-FENT,", "IEEPA-FUNT,", "conditions", "'ieepa-funt' is no layer"),
    ("documents-field-agreement", ",end_user,name", ",enduser,name", "row 3, doc", "'enduser'"),
    ("duties", ",flat,2.1,", ",flat,,", "row 2", "needs its rate_pct"),
    ("duties", ",85051100,", ",8505.11,", "row 2, code_list", "no code of digits"),
    ("duties", ",MFN,customs,entry,", ",MNF,customs,entry,", "acts_on", "'mnf' is no layer of us"),
    ("duties", "25,485,USD", "25,485,", "", "needs its currency"),
    ("country-rules", "duty 100 down", "duty hundred down", ", round", "hundred"),
    ("country-rules", "tax:consumption tax, national", "tax:sales tax", "tax_base_parts", "topic"),
    ("calendar-cn", "2018-01-01,holiday", "2018-01-02,holiday", "row 2", "is a tue of 2018"),
    ("calendar-cn", "2018-02-11,2018-02-11", "2018-02-11,2018-02-18", "row 3", ""),
    ("parties", ",JP,2026-02-24", ",Japan,2026-02-24", "row 2, country", "no country"),
    (
        "quotas",
        "2016-total-national,2016,total,yes",
        "2016-total-national,2016,total,no",
        "row 2",
        "",
    ),
    ("quotas", "105000", "105,000", "row 2", "cells, the heading"),
    ("quotas", "105000", '"105,000"', "row 2, mining_t_reo", "a number with a decimal point"),
    ("materials", ",0.45,0.85,", ",0.95,0.85,", "", "below its start"),
    ("prices", ",USD,kg,", ",Dollar,kg,", "row 2, currency", "no currency"),
    ("clocks", ",45,", ",,", "row 2", "needs its number"),
    ("incoterms", ",seller,buyer,", ",vendor,buyer,", "row 2, export_packing", "neither seller"),
    ("air-magnet-limits", ",0.159,", ",,", "row 2", "all three units"),
    ("hs-codes", ",280530,6,", ",280530,8,", "row 2", "has 6 digits, not 8"),
    ("events", ",month,China", ",moon,China", "row 2, date_precision", "it must be"),
    ("events", ",CN,all,3,", ",CN,all,4,", "row 2, severity_1_3", "it must be"),
    ("technology-catalogue", "2008-11-01,2023-12-20", "2024-11-01,2023-12-20", "row 2", "ends"),
]


@pytest.mark.parametrize(("table", "old", "new", "place", "part"), BROKEN)
def test_a_broken_cell_is_found_at_its_place(
    copy: Path, change: Change, table: str, old: str, new: str, place: str, part: str
) -> None:
    change(table, old, new)
    found = said(copy)
    at = [(where, message) for where, message in found if where.startswith(f"{table}.csv, ")]
    assert [one for one in at if place in one[0] and part in one[1].casefold()], found
    assert "pack.toml" not in str(found)


def test_all_findings_of_all_tables_at_once(copy: Path, change: Change) -> None:
    change("controls", "category is metal;", "colour is metal;")
    change("controls", "dual_use_licence", "dual_use")
    change("quotas", "105000", '"105,000"')
    change("events", "2010-07-01,month", "2010-07-32,month")
    (copy / "stray.txt").write_text("x", encoding="utf-8")
    where = [finding.where for finding in verify(copy)]
    assert where == [
        "stray.txt",
        "controls.csv, row 2, effect",
        "controls.csv, row 2, conditions",
        "quotas.csv, row 2, mining_t_reo",
        "events.csv, row 2, date",
    ]
    assert {finding.severity for finding in verify(copy)} == {Severity.ERROR}


def test_a_row_changed_on_the_way(copy: Path) -> None:
    path = copy / "duties.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",flat,2.1,", ",flat,2.2,", 1), encoding="utf-8", newline="\n")
    digest = hashlib.sha256((copy / "duties.csv").read_bytes()).hexdigest()
    was = hashlib.sha256((FIRST / "duties.csv").read_bytes()).hexdigest()
    assert said(copy) == [
        (
            "duties.csv",
            "'duties.csv' is not the file that pack.toml was made for: "
            f"sha256 there is {was}, the file has {digest} and 123 rows.",
        )
    ]


def test_rows_and_files_are_counted(copy: Path, change: Change) -> None:
    change("clocks", (copy / "clocks.csv").read_text(encoding="utf-8").splitlines()[-1] + "\n", "")
    (copy / "events.csv").unlink()
    (copy / "extra.csv").write_text("id\n", encoding="utf-8")
    head = copy / "pack.toml"
    head.write_text(
        head.read_text(encoding="utf-8")
        + f'\n[files."other.csv"]\nsha256 = "{"0" * 64}"\nrows = 1\n',
        encoding="utf-8",
    )
    assert [message for _, message in said(copy)] == [
        "'extra.csv' is not listed in pack.toml.",
        "pack.toml lists 'events.csv', which is not there.",
        "pack.toml lists 'other.csv', which is not there.",
        "pack.toml says 11 rows of 'clocks.csv'; there are 10.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('id = "cn-re-2026-11"', 'id = "CN RE"', "small letters"),
        ('version = "2026.11.1"', 'version = "next"', "numbers with points"),
        ("serial = 1", "serial = 0", "serial"),
        ("serial = 1", 'serial = "1"', "serial"),
        ("schema = 1", "schema = 2", "of schema 2; this program knows 1"),
        ("as_of = 2026-11-25", "as_of = 2026", "as_of"),
        ("from = 2018-01-01", "from = 2018-01-01\nto = 2017-01-01", "before it begins"),
        ("serial = 1", "serial = 1\ncolour = 1", "colour"),
        ("serial = 1", "serial = ", "not TOML"),
        ("rows = 64", "rows = -1", "rows"),
        ('sha256 = "', 'sha256 = "x', "64 small hexadecimal"),
    ],
)
def test_a_wrong_head(copy: Path, old: str, new: str, part: str) -> None:
    head = copy / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (one,) = said(copy)
    assert part in one[1]


def test_without_a_head(copy: Path) -> None:
    (copy / "pack.toml").unlink()
    assert said(copy) == [("pack.toml", "A pack needs a file pack.toml; there is none.")]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"", "first column is id"),
        (b'id,title\n"a', "no sound CSV"),
        (b"id,id\n", "there twice"),
        (b"id,colour\n", "'colour' is unknown"),
        (b"title,id\n", "first column is id"),
    ],
)
def test_a_table_that_cannot_be_used(copy: Path, data: bytes, part: str) -> None:
    (copy / "clocks.csv").write_bytes(data)
    assert any(part in message for where, message in said(copy) if where == "clocks.csv")


# Archives


def packed(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.iterdir()):
            zipped.write(path, path.name)
    return target


def test_a_zip_is_read_like_a_folder(tmp_path: Path) -> None:
    path = packed(FIRST, tmp_path / "first.rpack")
    assert said(path) == []
    assert read_archive(path).files == read_archive(FIRST).files


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "/etc/passwd",
        "C:\\evil.csv",
        "a/b.csv",
        "con.csv",
        "nul",
        "events.csv:stream",
        "EVENTS2.csv",
        "späť.csv",
        "x\x07y.csv",
        "end.",
        " blank.csv",
    ],
)
def test_names_that_a_pack_may_not_have(tmp_path: Path, name: str) -> None:
    path = packed(FIRST, tmp_path / "bad.rpack")
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(zipfile.ZipInfo(name), "x")
    (finding,) = verify(path)
    assert finding.code == "pack.bad_name"
    assert finding.message.isprintable()
    assert not is_plain(name)


def test_two_names_that_are_one(tmp_path: Path) -> None:
    path = packed(FIRST, tmp_path / "bad.rpack")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("events.csv", "x")
    assert [finding.code for finding in verify(path)] == ["pack.same_name"]


def test_links_are_not_followed(copy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("id\n", encoding="utf-8")
    (copy / "link.csv").symlink_to(outside)
    assert [finding.code for finding in verify(copy)] == ["pack.not_a_file"]
    path = packed(FIRST, tmp_path / "bad.rpack")
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")
    assert [finding.code for finding in verify(path)] == ["pack.not_a_file"]


def test_a_folder_inside_is_no_file(copy: Path) -> None:
    (copy / "inner").mkdir()
    assert [finding.code for finding in verify(copy)] == ["pack.not_a_file"]


def test_limits_on_real_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(FIRST, tmp_path / "big.rpack")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("bomb.csv", b"\0" * 3_000_000)
    assert [finding.code for finding in verify(path)] == ["pack.too_dense"]
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    codes = [finding.code for finding in verify(path)]
    assert "pack.too_large" in codes
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert [finding.code for finding in read_archive(path).findings].count(
        "pack.too_many_files"
    ) == 1


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x03\x04" + b"\0" * 60])
def test_what_is_no_pack(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.rpack"
    path.write_bytes(data)
    (finding,) = verify(path)
    assert finding.code == "pack.not_a_pack"


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="no such pack"):
        verify(tmp_path / "none.rpack")


@given(st.data())
def test_a_damaged_zip_never_ends_in_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = packed_small(tmp_path_factory.getbasetemp() / "damaged.rpack")
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    archived = read_archive(path)
    assert archived.files or archived.findings


def packed_small(target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("pack.toml", 'id = "x"\n' * 20)
        zipped.writestr("events.csv", "id,date\n" * 20)
    return target


def test_rows_are_named_by_the_line_on_which_they_begin() -> None:
    found = list(rows_of('id,a\n1,"x\ny"\n2,\u2028z\n'))
    assert found == [(1, ["id", "a"]), (2, ["1", "x\ny"]), (4, ["2", "\u2028z"])]
