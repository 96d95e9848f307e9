"""Numbers: exact decimals from text and from number cells, with bounds. No float enters."""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation
from typing import Final

from remanence.core.base.money import LONGEST, ONE, parse_amount, plain
from remanence.core.base.sentences import N_
from remanence.exchange.cells.raw import Form, Number, Value
from remanence.exchange.cells.reading import Doubt, Trouble, ValueType, brief

HUNDRED: Final = Decimal(100)
ZERO: Final = Decimal(0)
LARGEST: Final = Decimal(10**12)
"""Quantities and amounts beyond it are slips; figures made of the rest stay within 64 bits."""
KEPT: Final = Context(prec=15)  # what a spreadsheet shows of a binary number
_EXACT: Final = Context(prec=100)
_BLANK_MARKS: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_FIXED: Final = re.compile(r"[#,]*0(?:\.(0+))?", re.ASCII)
_EXPONENT: Final = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_DIGITS: Final = re.compile(r"[+-]?\d+(\.\d*)?", re.ASCII)
_LITERAL: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')

NOT_A_NUMBER = N_(
    "cell.not_a_number",
    "{value} is not a plain number: digits with a decimal point, without thousands mark, "
    "currency sign or exponent. {next}",
)
AGAINST_MAP = N_(
    "cell.number_against_map",
    "{value} is not a number as the map says (decimal mark {decimal}, thousands mark {thousands}).",
)
TOO_LONG = N_(
    "cell.number_too_long", "{value} has {count} characters; a number has at most {most}."
)
NOT_WHOLE = N_("cell.not_whole", "{value} is not a whole number.")
TOO_SMALL = N_("cell.too_small", "{value} is too small: {bound}.")
TOO_LARGE = N_("cell.too_large", "{value} is too large: {bound}.")
LONG_NUMBER = N_(
    "cell.number_digits_lost",
    "{value} has more digits than a spreadsheet keeps: the last ones are gone. "
    "Get the original file, or write the number as text.",
)
PERCENT_HERE = N_(
    "cell.percent_here", "{value} is formatted as a percentage; here stands {wanted}."
)
BELOW_ONE = N_(
    "cell.percent_below_one",
    "{value} is read as {value} percent. If a fraction is meant, write {hundred}.",
)


class NumberType(ValueType):
    """A decimal within bounds, read exactly.

    Args of the constructor say: the bounds (`over` without the bound itself), whether it must be
    whole, whether it is in percent, and whether a plain number below one is asked about.
    """

    def __init__(
        self,
        *,
        over: Decimal | None = None,
        least: Decimal | None = None,
        most: Decimal | None = None,
        whole: bool = False,
        percent: bool = False,
    ) -> None:
        """Keep the bounds."""
        self.over = over
        self.least = least
        self.most = most
        self.whole = whole
        self.percent = percent
        self.wanted = "a percentage" if percent else "a whole number" if whole else "a number"

    def from_text(self, text: str, form: Form) -> Value | Doubt:
        """The number of a text in the column's form; a percent sign only where percent are meant.

        Raises:
            Trouble: it is no such number, or out of bounds.
        """
        bare = text[:-1].rstrip() if self.percent and text.endswith("%") else text
        return self._judged(_number_of(bare, form), text, form)

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:
        """The number of a cell, as the spreadsheet shows it; a percent format counts hundredths.

        Raises:
            Trouble: it is out of bounds, or has lost digits.
        """
        number = cell_number(cell)
        if number == number.to_integral_value() and len(plain(number).lstrip("-")) > KEPT.prec:
            raise Trouble(LONG_NUMBER, value=cell.text)
        if "%" in _LITERAL.sub("", cell.format):
            if not self.percent:
                raise Trouble(PERCENT_HERE, value=cell.text, wanted=self.wanted)
            number = _tidy(number * HUNDRED)
        return self._judged(number, cell.text, form)

    def to_text(self, value: Value) -> str:
        """Decimal notation without exponent."""
        return plain(value) if isinstance(value, Decimal) else str(value)

    def _judged(self, number: Decimal, text: str, form: Form) -> Value | Doubt:
        if form.times is not None:
            number = _EXACT.multiply(number, form.times)
        if self.over is not None and number <= self.over:
            raise Trouble(TOO_SMALL, value=brief(text), bound=f"it must be over {plain(self.over)}")
        if self.least is not None and number < self.least:
            bound = f"it must be {plain(self.least)} or more"
            raise Trouble(TOO_SMALL, value=brief(text), bound=bound)
        if self.most is not None and number > self.most:
            bound = f"it must be {plain(self.most)} or less"
            raise Trouble(TOO_LARGE, value=brief(text), bound=bound)
        if not self.whole:
            return number
        if number % 1:
            raise Trouble(NOT_WHOLE, value=brief(text))
        return int(number)


class AskedPercentType(NumberType):
    """A percentage for which a fraction is a likely slip: one below 1 is asked about."""

    def from_text(self, text: str, form: Form) -> Value | Doubt:
        """The percentage, with a doubt where it is below one and carries no sign."""
        value = super().from_text(text, form)
        return value if text.endswith("%") else _asked(value)

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:
        """The percentage, with a doubt where it is below one and the cell has no percent format."""
        value = super().from_number(cell, form)
        return value if "%" in cell.format else _asked(value)


def _asked(value: Value | Doubt) -> Value | Doubt:
    if isinstance(value, Decimal) and ZERO < value < ONE:
        return Doubt(value, BELOW_ONE, value=plain(value), hundred=plain(value * HUNDRED))
    return value


def cell_number(cell: Number) -> Decimal:
    """The exact decimal of a number cell, rounded to the digits that a spreadsheet shows.

    Trailing zeros that the format shows (`0.00`) are kept, no digit is cut by it.

    Raises:
        Trouble: the file holds no number there.
    """
    try:
        number = Decimal(cell.text)
    except InvalidOperation:
        raise Trouble(NOT_A_NUMBER, value=brief(cell.text), next="") from None
    if not number.is_finite() or abs(number.adjusted()) > _EXACT.prec:
        raise Trouble(NOT_A_NUMBER, value=brief(cell.text), next="")
    if len(number.as_tuple().digits) > KEPT.prec and number != number.to_integral_value():
        number = KEPT.plus(number)
    return _with_zeros(_tidy(number), cell.format)


def _tidy(number: Decimal) -> Decimal:
    """Without exponent and without zeros that only the binary form left."""
    short = number.normalize(_EXACT)
    exponent = short.as_tuple().exponent
    return (
        short.quantize(ONE, context=_EXACT) if isinstance(exponent, int) and exponent > 0 else short
    )


def _with_zeros(number: Decimal, number_format: str) -> Decimal:
    fixed = _FIXED.fullmatch(_LITERAL.sub("", number_format).strip())
    places = len(fixed[1] or "") if fixed else 0
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and places > -exponent:
        return number.quantize(ONE.scaleb(-places), context=_EXACT)
    return number


def _number_of(text: str, form: Form) -> Decimal:
    if form.decimal != "." or form.thousands:
        return _mapped_number(text, form)
    try:
        return parse_amount(text)
    except ValueError:
        if _DIGITS.fullmatch(text):
            raise Trouble(TOO_LONG, value=brief(text), count=len(text), most=LONGEST) from None
        raise Trouble(NOT_A_NUMBER, value=brief(text), next=_advice(text)) from None


def _mapped_number(text: str, form: Form) -> Decimal:
    even = text.translate(_BLANK_MARKS)
    mark = form.thousands.translate(_BLANK_MARKS)
    whole, point, fraction = even.partition(form.decimal)
    sign = whole[:1] if whole[:1] in {"+", "-"} else ""
    groups = whole[len(sign) :].split(mark) if mark else [whole[len(sign) :]]
    right = len(groups) == 1 or (
        0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    plain_text = sign + "".join(groups) + (f".{fraction}" if point else "")
    try:
        return parse_amount(plain_text if right else "")
    except ValueError:
        raise Trouble(
            AGAINST_MAP,
            value=brief(text),
            decimal=repr(form.decimal),
            thousands=repr(form.thousands) if form.thousands else "none",
        ) from None


def _advice(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return 'If the comma marks thousands, leave it out or say so in a map: thousands = ",".'
    if "," in text:
        return 'If the comma is the decimal mark, say so in a map: decimal = ",".'
    if text.endswith("%"):
        return "Leave the percent sign out."
    if _EXPONENT.fullmatch(text):
        return "A spreadsheet has cut its digits: get the original file."
    return "Other forms can be named in a map."
