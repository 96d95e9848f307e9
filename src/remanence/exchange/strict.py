"""Strict JSON: what is read, by shape, with everything that does not fit said at its path.

Numbers are strings or whole numbers: a fraction written as a JSON number has passed through a
binary float in somebody's program, so it is a finding, never a value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.exchange.cells import NumberType, Trouble, ValueType
from remanence.exchange.cells.raw import PLAIN
from remanence.exchange.cells.reading import Doubt, brief

_LONGEST: Final = 10_000_000  # characters of one request

BROKEN = N_("json.broken", "This is not JSON: {what}.")
TOO_LONG = N_("json.too_long", "This is longer than any calculation needs.")
FRACTION = N_(
    "json.fraction",
    'The number {value} is a JSON number with a fraction; write it as text: "{value}".',
)
TWICE = N_("json.key_twice", "The key {key} stands twice.")
UNKNOWN = N_("json.key_unknown", "Nothing is done with the key {key}.")
NEEDED = N_("json.needed", "{key} is missing.")
WRONG = N_("json.wrong", "{value} stands here; it should be {wanted}.")

Json: TypeAlias = Any
"""A value as the parser gives it: text, int, bool, None, list, dict or `Fraction`."""


class Fraction(NamedTuple):
    """A number that is not whole (or no number: NaN, Infinity), as it was written."""

    text: str


class Parsed(NamedTuple):
    """What was read, None where it cannot be used, and what was found."""

    value: dict[str, Any] | None
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a request one reads: the place that findings name, and the list they go to."""

    where: str
    path: str = ""
    findings: list[Finding] = field(default_factory=list)

    def at(self, key: str | int) -> Spot:
        """The spot of a member or an element."""
        if isinstance(key, int):
            path = f"{self.path}[{key}]"
        else:
            path = f"{self.path}.{key}" if self.path else key
        return Spot(self.where, path, self.findings)

    def error(self, code: str, **parts: object) -> None:
        """Say what is wrong here."""
        self.findings.append(error(code, self._named(), **parts))

    def warning(self, code: str, **parts: object) -> None:
        """Say what is doubtful here."""
        self.findings.append(warning(code, self._named(), **parts))

    def _named(self) -> str:
        return ", ".join(filter(None, (self.where, self.path)))


Reader: TypeAlias = Callable[[Json, Spot], Any]
"""Turns a JSON value into ours, or says at the spot why not and gives None."""


class Member(NamedTuple):
    """A key of an object."""

    read: Reader
    needed: bool = False


def parse(text: str, where: str) -> tuple[Json, list[Finding]]:
    """The JSON of a text; None with a finding where it is none."""
    findings: list[Finding] = []
    if len(text) > _LONGEST:
        return None, [error(TOO_LONG, where)]

    def without_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        members = dict(pairs)
        if len(members) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    findings.append(error(TWICE, where, key=brief(key)))
                seen.add(key)
        return members

    try:
        value = json.loads(
            text,
            parse_float=Fraction,
            parse_constant=Fraction,
            object_pairs_hook=without_repeats,
        )
    except (ValueError, RecursionError) as problem:
        what = str(problem).split("\n", 1)[0] or "nested too deeply"
        return None, [error(BROKEN, where, what=what)]
    return value, findings


def cell(kind: ValueType) -> Reader:
    """A value of the types that sheets have: text, or for numbers a whole number too."""

    def read(value: Json, spot: Spot) -> Any:  # noqa: ANN401 - whatever the type gives
        text = _text(value, spot, numbers=isinstance(kind, NumberType), wanted=kind.wanted)
        if not text:
            return None
        try:
            found = kind.from_text(text, PLAIN)
        except Trouble as trouble:
            spot.error(trouble.code, **trouble.parts)
            return None
        return found.value if isinstance(found, Doubt) else found

    return read


def name(value: Json, spot: Spot) -> str | None:
    """A name or number of something: text, or a whole number taken as text."""
    return _text(value, spot, numbers=True, wanted="a text") or None


def _text(value: Json, spot: Spot, *, numbers: bool, wanted: str) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Fraction):
        spot.error(FRACTION, value=value.text)
    elif isinstance(value, int) and not isinstance(value, bool) and numbers:
        return str(value)
    else:
        spot.error(WRONG, value=_brief(value), wanted=wanted)
    return ""


def flag(value: Json, spot: Spot) -> bool | None:
    """True or false; the words yes and no as well."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in {"yes", "no"}:
        return word == "yes"
    spot.error(WRONG, value=_brief(value), wanted="true or false")
    return None


def listed(read: Reader, *, least: int = 0) -> Reader:
    """A list, its elements in their sequence."""

    def read_list(value: Json, spot: Spot) -> list[Any] | None:
        if not isinstance(value, list) or len(value) < least:
            wanted = "a list that is not empty" if least else "a list"
            spot.error(WRONG, value=_brief(value), wanted=wanted)
            return None
        return [read(each, spot.at(index)) for index, each in enumerate(value)]

    return read_list


def record(members: Mapping[str, Member]) -> Reader:
    """An object; absent members and null are None, unknown ones are mentioned."""

    def read_object(value: Json, spot: Spot) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            spot.error(WRONG, value=_brief(value), wanted="an object")
            return None
        for key in value:
            if key not in members:
                spot.warning(UNKNOWN, key=brief(key))
        found = {}
        for key, member in members.items():
            given = value.get(key)
            found[key] = None if given is None else member.read(given, spot.at(key))
            if member.needed and given is None:
                spot.error(NEEDED, key=key)
        return found

    return read_object


def _brief(value: Json) -> str:
    if isinstance(value, Fraction):
        return value.text
    return brief(json.dumps(value, ensure_ascii=False, default=str))
