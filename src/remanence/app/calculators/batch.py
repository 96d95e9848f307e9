"""Many requests at once, one a line; an answer or a failure for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from remanence.app.calculators.answers import (
    checked,
    exchange,
    field,
    landed,
    oxide,
    workdays,
)
from remanence.app.calculators.desk import Desk
from remanence.app.calculators.requests import airweight, changed, price
from remanence.app.jsonin import (
    InputFindings,
    Reader,
    number_of,
    parse_json,
    read_text,
    settled,
)
from remanence.core.base.errors import AppError
from remanence.core.base.findings import Finding, error, has_errors
from remanence.core.base.sentences import N_

NO_CALC = N_("batch.no_calc", "{where}: calc is one of {known}.")
NO_REQUESTS = N_("batch.empty", "{where} is empty: write one request a line.")
LINE = "line {}"


class Failed(NamedTuple):
    """An answer that could not be given, in the place where it would stand."""

    error: dict[str, object]


def batch(desk: Desk, path: Path) -> list[object]:
    """The answers to the requests in a file, one a line, in their sequence; blank lines are none.

    Raises:
        FileMissing, ExchangeError: the file cannot be read as text.
        InputFindings: there is no request in it.
    """
    found: list[object] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = LINE.format(number)
        try:
            found.append(answer(desk, parse_json(line, where), where))
        except AppError as problem:
            found.append(failed(problem, where))
    if not found:
        raise InputFindings([error(NO_REQUESTS, path.name)])
    return found


def failed(problem: AppError, line: str) -> Failed:
    """A failure as JSON knows it, at its line of the file."""
    own = problem.where if problem.where != line else ""
    said: dict[str, object] = {
        "code": problem.code,
        "message": str(problem),
        "where": ", ".join(filter(None, (line, own))),
    }
    if isinstance(problem, InputFindings):
        said["findings"] = problem.findings
    return Failed(said)


def has_failed(answers: Sequence[object]) -> bool:
    """Whether one of the answers failed or holds a finding of severity error."""
    return any(
        isinstance(one, Failed) or has_errors(getattr(one, "findings", ())) for one in answers
    )


def answer(desk: Desk, value: object, where: str) -> object:
    """The answer to one request of a batch: `{"calc": "oxide", ...}`.

    Raises:
        AppError: it cannot be answered.
    """
    findings: list[Finding] = []
    reader = Reader(value, where, findings)
    settled(findings)
    name = reader.text("calc") or ""
    ask = _CALCULATORS.get(name)
    if ask is None:
        known = ", ".join(_CALCULATORS)
        raise InputFindings([error(NO_CALC, where, known=known), *findings])
    rest = {key: one for key, one in value.items() if key != "calc"}  # type: ignore[attr-defined]
    return ask(desk, rest)


def _needed(reader: Reader, *, findings: list[Finding]) -> None:
    reader.leave()
    settled(findings)


def _ask_workdays(desk: Desk, value: object) -> object:
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    first = reader.day("from", needed=True) or desk.today
    days, last = reader.count("days"), reader.day("to")
    _needed(reader, findings=findings)
    found = workdays(desk, first, days=days, last=last)
    return found._replace(findings=tuple(findings))


def _ask_oxide(desk: Desk, value: object) -> object:
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    name = reader.text("oxide", needed=True) or ""
    of_oxide, of_element = reader.number("oxide_kg"), reader.number("element_kg")
    _needed(reader, findings=findings)
    found = oxide(desk, name, oxide_kg=of_oxide, element_kg=of_element)
    return found._replace(findings=tuple(findings))


def _ask_field(desk: Desk, value: object) -> object:
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    gauss, at_m = _numbers(reader, "gauss"), _numbers(reader, "at_m")
    on = reader.day("on")
    _needed(reader, findings=findings)
    return {**field(desk, gauss, at_m, on), "findings": tuple(findings)}


def _numbers(reader: Reader, key: str) -> list[Decimal]:
    """A number, or a list of them: an option given twice."""
    value = reader.raw(key)
    values = value if isinstance(value, list) else [] if value is None else [value]
    read = [number_of(one, reader.at(key), reader.findings) for one in values]
    return [one for one in read if one is not None]


def _ask_check(_: Desk, value: object) -> object:
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    kind = reader.text("kind", needed=True) or ""
    number = reader.text("value", needed=True) or ""
    _needed(reader, findings=findings)
    return {**checked(kind, number), "findings": tuple(findings)}


def _ask_fx(desk: Desk, value: object) -> object:
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    amount = reader.number("amount", needed=True, signed=True) or Decimal(0)
    source, target = reader.currency("from") or "", reader.currency("to") or ""
    on = reader.day("on", needed=True) or desk.today
    _needed(reader, findings=findings)
    found = exchange(desk, amount, source, target, on)
    return found._replace(findings=(*findings, *found.findings))


_CALCULATORS: Final[Mapping[str, Callable[[Desk, object], object]]] = {
    "landed": landed,
    "workdays": _ask_workdays,
    "oxide": _ask_oxide,
    "airweight": lambda _, value: airweight(value),
    "field": _ask_field,
    "check": _ask_check,
    "fx": _ask_fx,
    "change": lambda _, value: changed(value),
    "price": price,
}
