from __future__ import annotations

import pytest

from remanence.core.base.steps import Answer
from remanence.core.documents.names import among, same_company


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ningbo Hanyue Magnetics Co., Ltd.", "NINGBO HANYUE MAGNETICS CO LTD"),
        ("Société Aimants S.A.R.L.", "SOCIETE AIMANTS SARL"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("ＡＢＣ　Magnet　Ltd", "abc magnet"),
        ("宁波汉跃磁材有限公司", "宁波汉跃磁材股份有限公司"),
        ("Permag S.p.A.", "PERMAG SPA"),
        ("O'Neill Motors", "ONeill Motors, Inc"),
    ],
)
def test_the_same_firm_written_otherwise(left: str, right: str) -> None:
    assert same_company(left, right) is Answer.YES
    assert same_company(right, left) is Answer.YES


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hanyue Magnetics Ltd", "Hanyang Magnetics Ltd"),
        ("宁波汉跃磁材有限公司", "宁波汉洋磁材有限公司"),
    ],
)
def test_another_firm(left: str, right: str) -> None:
    assert same_company(left, right) is Answer.NO


def test_two_scripts_or_nothing_left_cannot_be_compared() -> None:
    assert same_company("宁波汉跃磁材有限公司", "Ningbo Hanyue") is Answer.UNKNOWN
    assert same_company("Co Ltd", "Hanyue") is Answer.UNKNOWN


def test_one_of_several() -> None:
    assert among("Hanyue Ltd", "Other | HANYUE LIMITED") is Answer.YES
    assert among("Hanyue Ltd", "Other | Another") is Answer.NO
    assert among("Hanyue Ltd", "Other | 汉跃") is Answer.UNKNOWN
