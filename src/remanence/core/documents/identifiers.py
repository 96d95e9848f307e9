"""Numbers with a form of their own: containers, Chinese credit codes, EORI, VAT.

Blanks and dashes inside are fine; any other character more or less is not. What passes is well
formed: whether it was ever given to somebody, no check digit tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from remanence.core.policy.countries import EU_MEMBERS

KINDS: Final = ("container", "uscc", "eori", "vat")

_BLANKS: Final = re.compile(r"[\s\-]+")
_EORI: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{1,15}", re.ASCII)
_NOT_IN_USCC: Final = ("I", "O", "S", "V", "Z")
"""GB 32100 leaves them out: they read like digits and other letters."""
_BRITISH: Final = re.compile(r"\d{12}(\d{3})?", re.ASCII)
_VAT_COUNTRY: Final = {"EL": "gr", "GB": "gb", "XI": "gb"}


class Checked(NamedTuple):
    """The answer of `calc check`: `why` says what is wrong, or what was found in order."""

    valid: bool
    normalised: str | None
    why: str
    eu_customs: bool | None = None


def check(kind: str, value: str) -> Checked:
    """Check a number of one of `KINDS`.

    Raises:
        KeyError: another kind.
    """
    return _CHECKS[kind](_BLANKS.sub("", value).upper())


def container(number: str) -> Checked:
    """A container number by ISO 6346: owner, category, serial number, check digit."""
    from stdnum import iso6346

    if not re.fullmatch(r"[A-Z]{3}[UJZR]\d{7}", number, re.ASCII):
        return _wrong("a container number has four letters (the fourth U, J, Z or R) and 7 digits")
    wanted = iso6346.calc_check_digit(number[:-1])
    if wanted != number[-1]:
        return _wrong(f"the check digit is {number[-1]}, it should be {wanted}")
    return Checked(valid=True, normalised=number, why="form and check digit agree")


def uscc(number: str) -> Checked:
    """A Chinese unified social credit code: 18 characters, the last a check character."""
    from stdnum.cn import uscc as module

    form = "a credit code has 18 characters, the first 8 digits, the last a check character"
    unused = [letter for letter in _NOT_IN_USCC if letter in number]
    if unused:
        form = f"a credit code has no letters {', '.join(_NOT_IN_USCC)}; here is {unused[0]}"
    return _by_stdnum(module, number, form)


def eori(number: str) -> Checked:
    """An EORI number by its form: country and up to 15 letters or digits.

    `eu_customs` says whether customs of the Union takes it: member states and XI, not GB.
    """
    if not _EORI.fullmatch(number):
        return _wrong(
            "an EORI has two letters for the country and up to 15 letters or digits"
        )._replace(eu_customs=False)
    country = number[:2]
    union = country in EU_MEMBERS or country == "XI"
    if not union and country != "GB":
        why = f"{country} gives no EORI: member states of the EU, GB and XI do"
        return _wrong(why)._replace(eu_customs=False)
    if country in ("GB", "XI") and not _BRITISH.fullmatch(number[2:]):
        why = f"{country} is followed by 12 digits (or 15)"
        return _wrong(why)._replace(eu_customs=False)
    why = "the form is right" if union else "the form is right; customs of the EU does not take it"
    return Checked(valid=True, normalised=number, why=why, eu_customs=union)


def vat(number: str) -> Checked:
    """A VAT number of a member state, of GB or of XI, by its country's own rule."""
    from stdnum.util import get_cc_module

    number = number.replace(".", "")
    country = number[:2]
    code = _VAT_COUNTRY.get(country, country.lower())
    if country not in _VAT_COUNTRY and country not in EU_MEMBERS:
        return _wrong("it should begin with the country: a member state of the EU, GB or XI")
    found = _by_stdnum(
        get_cc_module(code, "vat"), number, f"it is not of the form that {country} gives"
    )
    if not found.valid or found.normalised is None:
        return found
    bare = found.normalised.removeprefix(country)
    return found._replace(normalised=("EL" if country == "GR" else country) + bare)


def _by_stdnum(module: Any, number: str, form: str) -> Checked:  # noqa: ANN401 - untyped library
    from stdnum import exceptions

    try:
        compact = module.validate(number)
    except exceptions.InvalidChecksum:
        return _wrong("the check digit does not agree with the rest")
    except exceptions.ValidationError:
        return _wrong(form)
    return Checked(valid=True, normalised=compact, why="form and check digit agree")


def _wrong(why: str) -> Checked:
    return Checked(valid=False, normalised=None, why=why)


_CHECKS: Final[dict[str, Callable[[str], Checked]]] = {
    "container": container,
    "uscc": uscc,
    "eori": eori,
    "vat": vat,
}
