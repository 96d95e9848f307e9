"""From what stands in a cell to its value: steps that all types share, and a column's cache."""

from __future__ import annotations

from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.exchange.cells.raw import (
    BLANK,
    CLEAR,
    Fault,
    Flag,
    Form,
    Moment,
    Number,
    Raw,
    TypedRaw,
    Uncalculated,
    Value,
    shown,
)

LONGEST_CELL: Final = 32_767
"""Characters that a cell of a spreadsheet can hold, those beyond 16 bits counted twice."""

_SURELY_FITS: Final = LONGEST_CELL // 2

_CACHED: Final = 10_000  # texts a column; a sheet repeats itself in runs, so starting anew is fine
_SHOWN: Final = 60  # characters of a cell that a sentence repeats
_CLEAR: Final = CLEAR.value
_MARKS: Final = frozenset("<'")  # what begins so may mean something else than it says
_PROTECTED: Final = "=+-@\t\r＝＋－＠"

FAULT = N_("cell.error", "The cell holds the error {value}. Repair it in the workbook.")
UNCALCULATED = N_(
    "cell.formula_without_result",
    "The cell holds a formula that was never calculated. "
    "Open the workbook in a spreadsheet program, save it, and import it again.",
)
TOO_LONG = N_("cell.too_long", "The cell holds {length} characters; a cell holds at most 32,767.")
NUL = N_("cell.nul", "The cell holds a NUL character, which no text has. Get the file anew.")
IS_NUMBER = N_("cell.number_here", "{value} is a number cell; here stands {wanted}.")
IS_DATE = N_(
    "cell.date_here",
    "{value} is a date cell; here stands {wanted}. "
    "Spreadsheets turn typed text into dates: format the cell as text and type it again.",
)
NOT_CLEARED = N_("cell.not_cleared", "What stands here cannot be cleared, only replaced.")
IS_FLAG = N_("cell.flag_here", "{value} is a TRUE or FALSE cell; here stands {wanted}.")


class Trouble(Exception):
    """Why a cell cannot be read: the code of a finding and the parts of its sentence."""

    def __init__(self, code: str, /, **parts: object) -> None:
        """Keep code and parts."""
        super().__init__(code)
        self.code = code
        self.parts = parts


class Doubt:
    """A value that was read, with something to say about it."""

    __slots__ = ("code", "parts", "value")

    def __init__(self, value: Value, code: str, /, **parts: object) -> None:
        """Keep the value, and the code and parts of the warning."""
        self.value = value
        self.code = code
        self.parts = parts


class ValueType:
    """How values of one sort stand in cells. Types are constants; they hold no state."""

    wanted: str = "text"

    def from_text(self, text: str, form: Form) -> Value | Doubt:
        """The value of a text without outer blanks, not empty.

        Raises:
            Trouble: the text cannot be such a value.
        """
        raise NotImplementedError

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The value of a number cell of a workbook.

        Raises:
            Trouble: a number has no place here.
        """
        raise Trouble(IS_NUMBER, value=cell.text, wanted=self.wanted)

    def from_moment(self, cell: Moment, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The value of a date cell of a workbook.

        Raises:
            Trouble: a date has no place here.
        """
        raise Trouble(IS_DATE, value=shown(cell), wanted=self.wanted)

    def from_flag(self, cell: Flag, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The value of a TRUE or FALSE cell of a workbook.

        Raises:
            Trouble: it has no place here.
        """
        raise Trouble(IS_FLAG, value=shown(cell), wanted=self.wanted)

    def to_text(self, value: Value) -> str:
        """The value as a cell of a CSV writes it."""
        return str(value)


def read_cell(kind: ValueType, raw: Raw, form: Form) -> Value | Doubt:
    """The value of one cell.

    Raises:
        Trouble: it cannot be read.
    """
    if not isinstance(raw, str):
        return _from_typed(kind, raw, form)
    text = raw.strip()
    if not text:
        return BLANK
    if len(text) > _SURELY_FITS and (length := units(text)) > LONGEST_CELL:
        raise Trouble(TOO_LONG, length=length)
    if form.values and text.lower() in form.values:
        return kind.from_text(form.values[text.lower()], _ours(form))
    if text[0] in _MARKS:
        if text.lower() == _CLEAR:
            return CLEAR
        text = _without_guard(raw, text)
    if "\0" in text:
        raise Trouble(NUL)
    return kind.from_text(text, form)


def units(text: str) -> int:
    """Length of a text as spreadsheets count it, in units of 16 bits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ours(form: Form) -> Form:
    """The form of what the map puts in place of their words: ours."""
    return form._replace(decimal=".", thousands="", dates="", times=None)


def _from_typed(kind: ValueType, raw: TypedRaw, form: Form) -> Value | Doubt:
    ours = form.values.get(shown(raw).strip().lower()) if form.values else None
    if ours is not None:
        return kind.from_text(ours, _ours(form))
    match raw:
        case Number():
            return kind.from_number(raw, form)
        case Moment():
            return kind.from_moment(raw, form)
        case Flag():
            return kind.from_flag(raw, form)
        case Fault():
            raise Trouble(FAULT, value=raw.text)
        case Uncalculated():
            raise Trouble(UNCALCULATED)


def _without_guard(raw: str, text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running text; elsewhere it is text."""
    if text[0] != "'":
        return text
    inner = raw.lstrip()[1:].lstrip("'")
    return text[1:] if inner and inner[0] in _PROTECTED else text


class Trail(NamedTuple):
    """What the readers of a table met since it was emptied: places with trouble, with doubt."""

    troubles: list[tuple[int, Trouble]]
    doubts: list[tuple[int, Doubt]]

    def clear(self) -> bool:
        """Forget all; whether there was anything."""
        met = bool(self.troubles or self.doubts)
        self.troubles.clear()
        self.doubts.clear()
        return met


class ColumnReader(dict[Raw, Value]):
    """Reads the cells of one column and remembers what it has read: sheets repeat themselves.

    `reader[raw]` is the value. A cell that cannot be read counts as blank and leaves its place and
    trouble in the trail; so does a doubtful one.
    """

    __slots__ = ("_form", "_keeps", "_kind", "_place", "_trail", "_unreadable")

    def __init__(
        self, kind: ValueType, form: Form, place: int, trail: Trail, *, keeps: bool = False
    ) -> None:
        """Take the column's type, form and place; `keeps`: what it holds cannot be cleared."""
        super().__init__()
        self._kind = kind
        self._form = form
        self._place = place
        self._trail = trail
        self._keeps = keeps
        self._unreadable: dict[Raw, Trouble] = {}

    def __missing__(self, raw: Raw) -> Value:
        """Read a cell that was not seen before; troubles are told anew at each place."""
        if raw in self._unreadable:
            return self._tell(self._unreadable[raw])
        try:
            value = read_cell(self._kind, raw, self._form)
        except Trouble as trouble:
            return self._tell(self._remembered(raw, trouble))
        if value is CLEAR and self._keeps:
            return self._tell(Trouble(NOT_CLEARED))
        if isinstance(value, Doubt):
            self._trail.doubts.append((self._place, value))
            return value.value
        if len(self) >= _CACHED:
            self.clear()
        self[raw] = value
        return value

    def _tell(self, trouble: Trouble) -> Value:
        self._trail.troubles.append((self._place, trouble))
        return BLANK

    def _remembered(self, raw: Raw, trouble: Trouble) -> Trouble:
        """To find out why a cell is wrong, and what may be meant, costs more than to read one."""
        if len(self._unreadable) < _CACHED:
            self._unreadable[raw] = trouble.with_traceback(None)
        return trouble


def brief(text: str) -> str:
    """A cell's text as a sentence repeats it: not longer than a line."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
