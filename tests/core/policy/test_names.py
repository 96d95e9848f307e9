"""Names of firms: distinctive words decide, forms of company, trade words and cities do not."""

from __future__ import annotations

import pytest

from remanence.core.policy.names import Likeness, likeness, nearest, spellings

SAME, PERHAPS, DIFFERENT = Likeness.SAME, Likeness.PERHAPS, Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Lafert SpA", "Lafert S.p.A.", SAME),
        ("LAFERT  S. p. A.", "Lafert S.p.A.", SAME),
        ("MP Materials", "MP Materials Corp.", SAME),
        ("Aerovironment Inc", "Aero Vironment", SAME),
        ("Vigo-Photonics", "Vigo Photonics S.A.", SAME),
        ("Tatra Truck a.s.", "TATRA TRUCKS a.s.", SAME),
        ("InPact S A", "InPACT S.A.", SAME),
        ("Société Générale", "Societe Generale SA", SAME),
        ("Ｌａｆｅｒｔ", "Lafert S.p.A.", SAME),
        ("USA Rare Earth", "USA Rare Earth, Inc.", SAME),
        ("Group W", "Group W", SAME),
        ("Lanyue, a.k.a. Skydio", "Skydio Inc.", SAME),
        ("Lanyue (formerly Skydio)", "Skydio Inc.", SAME),
        ("三菱材料", "三菱材料株式会社", SAME),
        ("宁波岚越磁业有限公司", "宁波岚越磁业股份有限公司", SAME),
        ("宁波 岚越 磁业（有限公司）", "宁波岚越磁业", SAME),
        ("Rheinmetall Defence GmbH", "Rheinmetall AG", PERHAPS),
        ("Rheinmettall AG", "Rheinmetall AG", PERHAPS),  # a slip of the pen
        ("Teng Xiang Magnesium", "Xinjiang Tengxiang Magnesium Products Co., Ltd.", PERHAPS),
        ("TDK Electronics AG", "TDK Corporation", PERHAPS),
        ("Mitsubishi Electric Corp", "Mitsubishi Materials Corporation", PERHAPS),
        ("General Dynamics Europe", "General Dynamics", PERHAPS),
        ("BRIGHT CORP", "7715 CORP.", DIFFERENT),
        ("Company", "The Company Ltd", DIFFERENT),
        ("Ningbo Yunlan Magnet Co., Ltd.", "Ningbo Jinhe Magnet Co., Ltd.", DIFFERENT),
        ("China Rare Earth Magnet", "USA Rare Earth, Inc.", DIFFERENT),
        ("Rare Earth Trading Co", "USA Rare Earth, Inc.", DIFFERENT),
        ("General Motors", "General Dynamics", DIFFERENT),
        ("MP Trading", "MP Materials Corp.", DIFFERENT),  # initials alone name nobody
        ("Global Magnetics", "Global Dimensions LLC", DIFFERENT),
        ("宁波岚越磁业有限公司", "宁波金禾磁业有限公司", DIFFERENT),
        ("杭州岚越磁业有限公司", "宁波岚越磁业有限公司", DIFFERENT),  # the city decides
        ("岚越", "Lanyue", DIFFERENT),
        ("", "Lafert", DIFFERENT),
        ("Co., Ltd.", "GmbH", DIFFERENT),
    ],
)
def test_likeness(left: str, right: str, expected: Likeness) -> None:
    assert likeness(spellings(left), spellings(right)) is expected
    assert likeness(spellings(right), spellings(left)) is expected


def test_a_name_may_hold_several() -> None:
    assert spellings("X Ltd, a.k.a. Y Co; Z", None, "X Ltd") == ("X Ltd", "Y Co", "Z")


def test_words_near_to_another() -> None:
    assert nearest("rheinmettall", ["rheinmetall", "lafert"]) == ["rheinmetall"]
    assert nearest("tdk", ["tdx"]) == []
