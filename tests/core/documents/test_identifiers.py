from __future__ import annotations

import pytest

from remanence.core.documents.identifiers import check


@pytest.mark.parametrize(
    ("kind", "value", "normalised"),
    [
        ("container", "CSQU3054383", "CSQU3054383"),
        ("container", "EXMU1204040", "EXMU1204040"),  # remainder 10 counts as 0
        ("container", "exmu 120404-0", "EXMU1204040"),
        ("uscc", "91110000600037341l", "91110000600037341L"),
        ("vat", "DE136695976", "DE136695976"),
        ("vat", "GB 980 7806 84", "GB980780684"),
        ("vat", "XI980780684", "XI980780684"),
        ("vat", "FR 40 303 265 045", "FR40303265045"),
        ("vat", "GR094259216", "EL094259216"),
        ("vat", "EL094259216", "EL094259216"),
        ("vat", "NL4495445B01", "NL004495445B01"),
        ("vat", "IE6433435F", "IE6433435F"),
    ],
)
def test_good_numbers(kind: str, value: str, normalised: str) -> None:
    found = check(kind, value)
    assert (found.valid, found.normalised) == (True, normalised)


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("container", "EXMU1204040X", "four letters"),
        ("container", "EXMA1204040", "fourth"),
        ("container", "CSQU3054384", "it should be 3"),
        ("container", "", "four letters"),
        ("uscc", "91110000600037342L", "check"),
        ("uscc", "123", "18 characters"),
        ("vat", "DE136695977", "check digit"),
        ("vat", "DE1", "form"),
        ("vat", "CHE116281710", "begin with the country"),
        ("eori", "D1234", "two letters"),
        ("eori", "DE1234567890123456", "up to 15"),
        ("eori", "CN123", "gives no EORI"),
        ("eori", "GB12345", "12 digits"),
        ("eori", "XI12345", "12 digits"),
    ],
)
def test_bad_numbers_say_why(kind: str, value: str, why: str) -> None:
    found = check(kind, value)
    assert not found.valid
    assert found.normalised is None
    assert why in found.why


@pytest.mark.parametrize(
    ("value", "union"),
    [
        ("GB123456789000", False),
        ("XI123456789000", True),
        ("DE1234567", True),
        ("PL525000000000000", True),
    ],
)
def test_customs_of_the_union_takes_members_and_northern_ireland(value: str, union: bool) -> None:
    found = check("eori", value)
    assert (found.valid, found.eu_customs) == (True, union)


def test_another_kind_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        check("iban", "x")
