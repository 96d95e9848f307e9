"""Short lists in one cell: composition, line numbers, shares. Checked, and kept as written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from remanence.core.base.money import parse_amount, plain
from remanence.core.base.sentences import N_
from remanence.exchange.cells.numbers import LARGEST, TOO_LARGE
from remanence.exchange.cells.raw import Form, Number, Value
from remanence.exchange.cells.reading import Trouble, ValueType, brief

_ELEMENTS: Final = frozenset(
    """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se
    Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho
    Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U""".split()
)
_LINE: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_HUNDRED: Final = Decimal(100)

NOT_COMPOSITION = N_(
    "cell.not_a_composition",
    "{value} is not a composition: element and mass percent, as in Nd:29.5;Dy:1.2. {next}",
)
NOT_LINES = N_("cell.not_lines", "{value} is not a list of line numbers, as in 1;3.")
NOT_SHARES = N_("cell.not_shares", "{value} is not a list of shares, as in 1:40.00;3:60.00.")


class CompositionType(ValueType):
    """Mass percent by element."""

    wanted = "a composition"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002 - types share the call
        """The composition, blanks taken out.

        Raises:
            Trouble: no element, no number, one named twice, or over 100 percent.
        """
        shares: dict[str, Decimal] = {}
        for symbol, number in _pairs(text, NOT_COMPOSITION):
            if symbol not in _ELEMENTS:
                raise Trouble(NOT_COMPOSITION, value=brief(text), next=f"{symbol} is no element.")
            if symbol in shares:
                raise Trouble(NOT_COMPOSITION, value=brief(text), next=f"{symbol} stands twice.")
            shares[symbol] = _amount(number, text, NOT_COMPOSITION)
        if sum(shares.values()) > _HUNDRED:
            raise Trouble(NOT_COMPOSITION, value=brief(text), next="It sums to over 100.")
        return ";".join(f"{symbol}:{share:f}" for symbol, share in shares.items())


class LinesType(ValueType):
    """Numbers of lines."""

    wanted = "line numbers"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """The numbers, blanks taken out.

        Raises:
            Trouble: something that is no line number, or one twice.
        """
        numbers = [piece.strip() for piece in text.split(";") if piece.strip()]
        if not numbers or not all(map(_LINE.fullmatch, numbers)) or _repeats(numbers):
            raise Trouble(NOT_LINES, value=brief(text))
        return ";".join(numbers)

    def from_number(self, cell: Number, form: Form) -> Value:
        """One line, typed as a number."""
        return self.from_text(cell.text, form)


class SharesType(ValueType):
    """An amount for each line."""

    wanted = "shares"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """The shares, blanks taken out.

        Raises:
            Trouble: another form, a negative amount, or a line twice.
        """
        pairs = _pairs(text, NOT_SHARES)
        lines = [line for line, _ in pairs]
        if not all(map(_LINE.fullmatch, lines)) or _repeats(lines):
            raise Trouble(NOT_SHARES, value=brief(text))
        return ";".join(f"{line}:{_amount(number, text, NOT_SHARES):f}" for line, number in pairs)


def _pairs(text: str, code: str) -> list[tuple[str, str]]:
    pieces = [piece for piece in text.split(";") if piece.strip()]
    pairs = [
        (name.strip(), number.strip()) for name, _, number in (p.partition(":") for p in pieces)
    ]
    if not pairs or not all(name and number for name, number in pairs):
        raise Trouble(code, value=brief(text), next="")
    return pairs


def _amount(number: str, text: str, code: str) -> Decimal:
    try:
        amount = parse_amount(number)
    except ValueError:
        raise Trouble(code, value=brief(text), next=f"{brief(number)} is no number.") from None
    if amount < 0:
        raise Trouble(code, value=brief(text), next=f"{number} is below zero.")
    if amount > LARGEST:
        raise Trouble(TOO_LARGE, value=brief(number), bound=f"it must be {plain(LARGEST)} or less")
    return amount


def _repeats(pieces: list[str]) -> bool:
    return len(set(pieces)) < len(pieces)


COMPOSITION: Final = CompositionType()
LINES: Final = LinesType()
SHARES: Final = SharesType()
