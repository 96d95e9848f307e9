"""Text and codes: verbatim, never guessed into numbers or dates, made safe on the way out."""

from __future__ import annotations

import re
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.cells.numbers import cell_number
from remanence.exchange.cells.raw import Form, Number, Value
from remanence.exchange.cells.reading import Doubt, Trouble, ValueType, brief

KEPT_DIGITS: Final = 15
"""Digits of a number that a spreadsheet keeps."""

_GUARDED: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HIDDEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SHOWN_EXPONENT: Final = re.compile(r"\d(\.\d+)?[eE]\+\d+", re.ASCII)
_EXPONENT_FORMAT: Final = re.compile(r"[0#?][eE][+-]")
_WHOLE: Final = re.compile(r"-?\d+", re.ASCII)
_ZEROS: Final = re.compile(r"0+(-?0+)*", re.ASCII)
_TARIFF: Final = re.compile(r"\d[\d. ]*", re.ASCII)
_TARIFF_DIGITS: Final = frozenset({4, 6, 8, 10, 11, 12, 13})
_TARIFF_TYPED: Final = frozenset({6, 8, 10})
_JAPAN: Final = 9

CONTROL = N_(
    "code.control_character",
    "{value} holds a control character (line break, tab or the like), which no code may.",
)
HIDDEN = N_(
    "code.hidden_character",
    "{value} holds a character that nobody sees ({mark}): it may look like another code and is not "
    "the same.",
)
DIGITS_LOST = N_(
    "code.digits_lost",
    "A spreadsheet has turned this code into the number {value}: digits are gone. "
    "Get the original file, or format the column as text and type the code again.",
)
NUMBER_SHORT = N_(
    "code.zero_lost",
    "{value} has {count} digits, which no tariff code has: a leading zero may be lost. "
    "Write the whole code, as text.",
)
TARIFF = N_(
    "code.not_a_tariff_code", "{value} is not a tariff code: digits, with points or blanks."
)


class TextType(ValueType):
    """Free text, as it stands."""

    wanted = "text"

    def from_text(self, text: str, form: Form) -> Value | Doubt:  # noqa: ARG002 - types share the call
        """The text itself."""
        return text

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The number as the cell shows it."""
        return number_as_text(cell)


class CodeType(TextType):
    """A code, or the number of a paper: verbatim, without control characters."""

    wanted = "a code"

    def from_text(self, text: str, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The text itself, with a doubt where it holds characters that nobody sees.

        Raises:
            Trouble: it holds control characters, or is what a spreadsheet shows of a lost code.
        """
        if _CONTROL.search(text):
            raise Trouble(CONTROL, value=brief(_CONTROL.sub("␣", text)))
        if _SHOWN_EXPONENT.fullmatch(text):
            raise Trouble(DIGITS_LOST, value=text)
        hidden = _HIDDEN.search(text)
        if hidden is None:
            return text
        mark = f"U+{ord(hidden[0]):04X}"
        return Doubt(text, HIDDEN, value=brief(_HIDDEN.sub("␣", text)), mark=mark)

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:
        """The digits, with the zeros that the cell shows.

        Raises:
            Trouble: digits are lost, or the number is not whole.
        """
        if cell_number(cell) % 1 or _EXPONENT_FORMAT.search(cell.format):
            raise Trouble(DIGITS_LOST, value=cell.text)
        return self.from_text(number_as_text(cell), form)


class TariffType(CodeType):
    """A tariff code: digits with points or blanks between. Nine digits are Japan's alone."""

    wanted = "a tariff code"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """The code as written.

        Raises:
            Trouble: another form, or a number of digits that no tariff has.
        """
        if _SHOWN_EXPONENT.fullmatch(text):
            raise Trouble(DIGITS_LOST, value=text)
        if not _TARIFF.fullmatch(text):
            raise Trouble(TARIFF, value=brief(text))
        return _right_length(text, self.lengths)

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:
        """The digits of a code that was typed as a number.

        Raises:
            Trouble: digits are lost.
        """
        text = super().from_number(cell, form)
        return _right_length(str(text), _TARIFF_TYPED) if cell.format == "General" else text

    lengths: frozenset[int] = _TARIFF_DIGITS


class NationalTariffType(TariffType):
    """A tariff code of a country that stands beside it; that of Japan has nine digits."""

    lengths = _TARIFF_DIGITS | {_JAPAN}


def _right_length(text: str, lengths: frozenset[int]) -> str:
    count = sum(map(str.isdigit, text))
    if count not in lengths:
        raise Trouble(NUMBER_SHORT, value=text, count=count)
    return text


def number_as_text(cell: Number) -> str:
    """A number cell as its format shows it: `0000` keeps leading zeros, `0.00` trailing ones.

    Raises:
        Trouble: more digits than a spreadsheet keeps.
    """
    number = cell_number(cell)
    if len(number.as_tuple().digits) > KEPT_DIGITS:
        raise Trouble(DIGITS_LOST, value=cell.text)
    text = f"{number:f}"
    if _ZEROS.fullmatch(cell.format) and _WHOLE.fullmatch(text):
        return _spread(text, cell.format)
    return text


def _spread(digits: str, zeros: str) -> str:
    """Put digits into a format of zeros, the dashes between them too."""
    padded = digits.zfill(zeros.count("0"))
    surplus = len(padded) - zeros.count("0")
    rest = iter(padded[surplus:])
    return padded[:surplus] + "".join(next(rest) if mark == "0" else mark for mark in zeros)


def protected(text: str) -> str:
    """Text with an apostrophe in front where a spreadsheet would run it; import takes it off."""
    return f"'{text}" if _GUARDED.match(text) else text


def unprotected(text: str) -> str:
    """Text without the apostrophe that `protected` sets."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text[1:]) else text


TEXT: Final = TextType()
CODE: Final = CodeType()
TARIFF_CODE: Final = TariffType()
NATIONAL_CODE: Final = NationalTariffType()
