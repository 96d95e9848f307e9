"""Reference rates of the European Central Bank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.drafts import read_drafts
from tests.exchange.makers import package

HISTORY = """\
Date,USD,JPY,BGN,CNY,HRK,GBP,
2026-04-13,1.1684,186.75,N/A,7.9827,N/A,0.87058,
2026-04-10,1.1711,186.43,N/A,7.9967,N/A,0.87105,
2022-12-30,1.0666,140.66,1.9558,7.3582,7.5365,0.88693,
"""
DAILY = "Date, USD, JPY, CZK, HUF, CNY, \n13 April 2026, 1.1684, 186.75, 24.378, 366.90, 7.9827, \n"


def rates(path: Path) -> dict[tuple[str, str], Decimal]:
    reading = read_drafts([path])
    assert [f for f in reading.findings if f.severity is Severity.ERROR] == []
    assert all((d.cells["base"], d.cells["source"]) == ("EUR", "ECB") for d in reading.drafts["fx"])
    return {
        (str(d.cells["date"]), str(d.cells["quote"])): Decimal(str(d.cells["rate"]))
        for d in reading.drafts["fx"]
    }


def test_the_history(tmp_path: Path) -> None:
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text(HISTORY, encoding="utf-8")
    found = rates(path)
    assert len(found) == 4 + 4 + 6
    assert found["2026-04-13", "CNY"] == Decimal("7.9827")
    assert found["2022-12-30", "HRK"] == Decimal("7.5365")
    assert ("2026-04-13", "HRK") not in found


@pytest.mark.parametrize("kind", ["ecb", "fx"])
def test_its_kind_may_be_named(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(HISTORY, encoding="utf-8")
    assert len(read_drafts([path], as_kind=kind).drafts["fx"]) == 14


def test_few_currencies_are_enough_where_the_file_is_named_so(tmp_path: Path) -> None:
    text = "Date, USD, CNY, \n13 April 2026, 1.1684, 7.9827, \n"
    path = tmp_path / "eurofxref.csv"
    path.write_text(text, encoding="utf-8")
    assert len(rates(path)) == 2
    other = tmp_path / "bank.csv"
    other.write_text(text, encoding="utf-8")
    assert not read_drafts([other]).drafts.get("fx")
    assert len(read_drafts([other], as_kind="ecb").drafts["fx"]) == 2


def test_another_file_under_its_name_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("supplier_code,name,country\nS1,Example,CN\n", encoding="utf-8")
    reading = read_drafts([path], as_kind="ecb")
    assert [f.code for f in reading.findings] == ["ecb.not_the_bank"]


def test_its_zip(tmp_path: Path) -> None:
    path = package(tmp_path / "eurofxref-hist.zip", {"eurofxref-hist.csv": HISTORY})
    assert len(rates(path)) == 14


def test_the_daily_file(tmp_path: Path) -> None:
    path = tmp_path / "download.csv"
    path.write_text(DAILY, encoding="utf-8")
    found = rates(path)
    assert found["2026-04-13", "HUF"] == Decimal("366.90")
    assert len(found) == 5


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (("1.1711", "1,1711"), "ecb.row_shifted", "fx, row 3"),
        (("1.1711,", ""), "ecb.row_shifted", "fx, row 3"),
        (("1.1711", "x"), "cell.not_a_number", "fx, row 3, USD"),
        (("1.1711", "0"), "cell.too_small", "fx, row 3, USD"),
        (("2026-04-10", "10/04/2026"), "cell.date_against_map", "fx, row 3, Date"),
        (("2026-04-10", "2026-04-31"), "cell.no_such_date", "fx, row 3, Date"),
    ],
)
def test_what_is_no_rate_is_a_finding(
    tmp_path: Path, change: tuple[str, str], code: str, where: str
) -> None:
    path = tmp_path / "ecb.csv"
    path.write_text(HISTORY.replace(*change), encoding="utf-8")
    reading = read_drafts([path])
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.where) for f in errors] == [(code, f"ecb.csv, {where}")]


def test_a_currency_that_nobody_knows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ecb.csv"
    path.write_text(HISTORY.replace("JPY", "QQQ"), encoding="utf-8")
    reading = read_drafts([path])
    assert [f.code for f in reading.findings] == ["ecb.currency_unknown"]
    assert len(reading.drafts["fx"]) == 11


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("typeCode,freqCode,reporterCode,cmdCode,primaryValue", "UN Comtrade"),
        ("Classification,Year,Trade Flow Code,Reporter Code,Partner Code,Commodity Code", "old"),
        ("DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,OBS_VALUE", "SDMX"),
        ("HTS Number,Indent,Description,General Rate of Duty", "tariff schedule"),
        ("Entry Summary Number,Entry Date,HTS Number - Full", "ES-003"),
        ("Source List,Entity Number,SDN Type,Programs,Name", "restricted parties"),
        ("Name\tStreet_Address\tEffective_Date\tStandard_Order", "denied persons"),
        ("COUNTRY,NAME,ADDRESS,,,,,", "unverified"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_known_files_are_named(tmp_path: Path, head: str, what: str, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(f"{head}\nT\u00fcrkiye\n".encode(encoding))
    (finding,) = read_drafts([path]).findings
    assert finding.code == "file.foreign_not_read"
    assert what in finding.message
