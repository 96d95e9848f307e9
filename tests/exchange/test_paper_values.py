"""Values on papers: read in one way or not at all; where two differ, neither is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from remanence.exchange.papers import read_paper
from tests.exchange.paper_makers import form, said


@pytest.mark.parametrize(
    ("label", "text", "value"),
    [
        ("Invoice date", "2026年11月22日", "2026-11-22"),
        ("Date", "2026.2.18", "2026-02-18"),
        ("Date", "19，MAR.  2026", "2026-03-19"),
        ("Date", "FEB.10 ,2026", "2026-02-10"),
        ("Date", "22nd November 2026", "2026-11-22"),
        ("日期", "2026/11/22", "2026-11-22"),
        ("Date", "22/11/2026", "2026-11-22"),
        ("Date", "03/05/2026", None),
        ("Date", "05/05/2026", "2026-05-05"),
        ("Date", "20I5-03-05", None),
        ("Date", "2026-02-30", None),
        ("Date", "05-Mar-26", None),
        ("Valid until", "2027-05-17", "2027-05-17"),
        ("Net weight", "1.25 MT", "1250.00"),
        ("Net weight", "712,5 kg", None),
        ("Net weight", "712.5", None),
        ("Net weight", "2 tons", None),
        ("Net weight (kg)", "712.5", "712.5"),
        ("N.W.:", "712.5 KGS.", "712.5"),
        ("净重（千克）", "712.5", "712.5"),
        ("Net weight", "0 kg", None),
        ("Net weight (kg)", "712.5 lbs", None),
        ("Gross Wt", "2204.6 lbs", "999.989738902"),
        ("Quantity", "12,000 pcs", "12000"),
        ("Quantity", "12000", None),
        ("Quantity", "12000.5 pcs", None),
        ("Q'ty (PCS)", "12,000", "12000"),
        ("Cartons", "33", "33"),
        ("No. of packages", "33 CTNS", "33"),
        ("件数", "68箱", "68"),
        ("Packages", "33 and a bag", None),
        ("Total amount", "USD108,000.00", "108000.00"),
        ("Amount", "US$ 1,000.50", "1000.50"),
        ("Amount", "€ 99.00", "99.00"),
        ("Amount", "$ 99.00", None),
        ("Amount", "99.00", None),
        ("Amount", "(350.00) USD", None),
        ("Amount (USD)", "99.00 EUR", None),
        ("总金额", "56160.00 美元", "56160.00"),
        ("HS code", "8505.11.1000", "8505111000"),
        ("H.S. Code", "8505", None),
        ("Consignee", "TO ORDER OF SHIPPER", None),
        ("Consignee", "SAME AS ABOVE", None),
        ("End user", "Lumen Creek Sensors, Inc.", "Lumen Creek Sensors, Inc."),
        ("Country of origin", "P.R. CHINA", "CN"),
        ("原产国", "中国", "CN"),
        ("Origin", "Viet Nam", "VN"),
        ("Origin", "South Korea", "KR"),
        ("Origin", "Ningbo", None),
        ("Mode of transport", "BY SEA", "sea"),
        ("运输方式", "空运", "air"),
        ("Transport", "sea and air", None),
        ("Price terms", "CIF HAMBURG", "CIF"),
        ("Terms", "C&F Hamburg", "CFR"),
        ("Terms", "FOB value 100", None),
        ("Terms", "T/T 30 days", None),
        ("Field at 2.1 m", "0.0021 Gauss", "0.0021"),
        ("Magnetic field at 7 ft", "0.21 µT", "0.0021"),
        ("4.6米处磁场", "0.0012 G", "0.0012"),
        ("Field at 2.1 m", "< 0.00525 G", None),
        ("Field at 2.1 m", "0.42 A/m", None),
        ("Limit at 2.1 m", "0.00525 gauss", None),
        ("Field 2.1 mT at surface", "0.5 G", None),
        ("Invoice no.", "IN-77", "IN-77"),
        ("发票号", "IN-77", "IN-77"),
        ("Invoice no.", "see below", None),
        ("Invoice no.", "IN-77-", None),
        ("Contract no.", "C-5544", None),
        ("Delivery date", "2026-11-22", None),
    ],
)
def test_a_value_is_read_in_one_way_or_not_at_all(
    tmp_path: Path, label: str, text: str, value: str | None
) -> None:
    beside = said(form(tmp_path, (label, text)))
    assert next(iter(beside.values()), None) == value
    assert said(form(tmp_path, (f"{label.rstrip(':')}: {text}",))) == beside


def test_a_label_in_two_languages_must_mean_one_thing(tmp_path: Path) -> None:
    assert said(form(tmp_path, ("Date 日期", "2026-11-22"))) == {"issued_on": "2026-11-22"}
    assert said(form(tmp_path, ("Date 装船日期", "2026-11-22"))) == {}
    assert said(form(tmp_path, ("Date 某日", "2026-11-22"))) == {}


def test_the_number_of_another_paper_is_not_this_ones(tmp_path: Path) -> None:
    rows = (("Invoice no.", "IN-77"), ("B/L no.", "NGL-9"), ("Licence no.", "2026-D-1"))
    assert said(form(tmp_path, *rows, title="BILL OF LADING")) == {"number": "NGL-9"}
    assert said(form(tmp_path, *rows, title="CERTIFICATE OF ORIGIN")) == {}
    assert said(form(tmp_path, *rows, title="PACKING LIST")) == {"number": "IN-77"}
    assert said(form(tmp_path, *rows, title="Something")) == {}


def test_two_values_for_one_thing_are_said_and_neither_is_proposed(tmp_path: Path) -> None:
    read = read_paper(form(tmp_path, ("Net weight", "5 kg"), ("净重", "6 kg")))
    assert read.proposals == []
    assert [found.message for found in read.findings] == [
        "5 and 6 both stand for net_weight_kg. Look which is right; none was proposed."
    ]


def test_the_same_value_written_in_two_ways_is_one(tmp_path: Path) -> None:
    rows = (("Net weight", "1,250 KGS"), ("净重", "1.25 MT"), ("HS code", "850511"))
    path = form(tmp_path, *rows, ("Goods of HS 8505111000",))
    assert said(path) == {"net_weight_kg": "1250.00", "hs_code": "8505111000"}


def test_a_sum_beats_its_parts(tmp_path: Path) -> None:
    path = form(tmp_path, ("Net weight", "5 kg"), ("Net weight", "6 kg"), ("Total N.W.", "11 kg"))
    assert said(path) == {"net_weight_kg": "11"}


def test_net_over_gross_is_said_and_neither_is_proposed(tmp_path: Path) -> None:
    read = read_paper(form(tmp_path, ("Net weight", "9 kg"), ("Gross weight", "8 kg")))
    assert read.proposals == []
    assert [found.code for found in read.findings] == ["paper.net_over_gross"]
