"""From pages to proposals: what a paper says without any doubt, and notes on what it does not."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, info, warning
from remanence.core.base.money import plain
from remanence.core.base.sentences import N_
from remanence.exchange.papers.labels import (
    Label,
    kinds_of_title,
    looks_like_label,
    recognise,
)
from remanence.exchange.papers.page import Cell, Page, PageName, Row
from remanence.exchange.papers.tables import Summed, Table, summed, tables_of
from remanence.exchange.papers.values import FREE, Filled, day_of, read
from remanence.exchange.papers.words import OTHER, TOTAL

ORDER: Final = (
    "number", "issued_on", "valid_to", "quantity", "unit", "net_weight_kg", "gross_weight_kg",
    "packages", "value", "currency", "hs_code", "consignee", "end_user", "country_of_origin",
    "transport_mode", "incoterm", "gauss_at_2_1m", "gauss_at_4_6m",
)  # fmt: skip
"""Columns of `documents` that papers fill, in the sheet's sequence."""

SUM = N_(
    "paper.total_not_sum",
    "The total {total} is not the sum of its lines, {sum}. Ask which is right; none was proposed.",
)
TWO = N_(
    "paper.two_values",
    "{first} and {second} both stand for {column}. Look which is right; none was proposed.",
)
NO_UNIT = N_(
    "paper.no_unit",
    "{value} stands without a unit, so it was not proposed as {column}. Look what is meant.",
)
NET_OVER_GROSS = N_(
    "paper.net_over_gross",
    "Net weight {net} kg is over gross weight {gross} kg. Ask which is right; none was proposed.",
)

STOPPED = N_(
    "paper.took_long",
    "It takes long to read: what stands from {page} on was left out. Look at it yourself.",
)

_TARIFF_TEXT: Final = re.compile(
    r"\bH\.?\s?S\.?(?:\s*(?:code|no\.?))?\s*:?\s*(\d{4}[.\d]{2,9}\d|\d{6})(?![.\d])", re.IGNORECASE
)
_BARE_TERM: Final = re.compile(r"(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP) [A-Z][\w ,.'-]*")
_PIECES: Final = re.compile(r"\s{2,}")


class Proposal(NamedTuple):
    """One cell of `documents` that the paper fills: column, value in the sheet's form, page."""

    field: str
    value: str
    page: PageName


class _Found(NamedTuple):
    """A reading: the cells it fills, whose number or date it is, how surely it is the whole's."""

    filled: Filled
    page: PageName
    kind: str = ""
    rank: int = 1

    @property
    def column(self) -> str:
        return self.filled[0][0]


class _Paper:
    """One paper of a file: the pages that belong together and what was read on them."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        self.found: list[_Found] = []


def proposals(
    pages: Sequence[Page], file: str, until: float
) -> tuple[list[Proposal], list[Finding]]:
    """What the pages of a file say without any doubt.

    Args:
        pages: the pages or sheets.
        file: its name, for findings.
        until: moment of the monotonic clock after which no further page is begun.
    """
    findings: list[Finding] = []
    papers: list[_Paper] = []
    for page in pages:
        if papers and time.monotonic() > until:
            findings.append(info(STOPPED, file, page=page.name))
            break
        kinds = _title(page)
        goes_on = papers and not isinstance(page.name, str) and kinds in {(), papers[-1].kinds}
        if not goes_on:
            papers.append(_Paper(kinds))
        papers[-1].found += _read_page(page, file, findings)
    made = [one for paper in papers for one in _chosen(paper, file, findings)]
    order = {page.name: at for at, page in enumerate(pages)}
    made.sort(key=lambda one: (order[one.page], ORDER.index(one.field)))
    return made, findings


def _title(page: Page) -> tuple[str, ...]:
    """Whose numbers the paper carries, by the first title on the page."""
    cells = (cell for row in page.rows for cell in row.cells)
    return next((kinds for cell in cells if (kinds := kinds_of_title(cell.text))), ())


# -- reading a page


def _read_page(page: Page, file: str, findings: list[Finding]) -> list[_Found]:
    tables = tables_of(page)
    found = [one for table in tables for one in _from_table(table, page, file, findings)]
    inside = {at for table in tables for at in range(table.first + 1, table.last + 1)}
    heads = {table.first for table in tables}
    for at, row in enumerate(page.rows):
        if at not in heads:
            for place in range(len(row.cells)):
                found += _from_cell(page, at, place, only_beside=at in inside)
        found += [one for cell in row.cells for one in _from_text(cell.text, page.name)]
    return found


def _from_table(table: Table, page: Page, file: str, findings: list[Finding]) -> Iterator[_Found]:
    for column in table.columns:
        said = summed(column)
        if said is None:
            continue
        if said.filled:
            yield _Found(said.filled, page.name, rank=0 if said.is_total else 1)
        else:
            findings += _why_not(said, column.label, f"{file}, {page.name}")


def _why_not(said: Summed, label: Label, where: str) -> Iterator[Finding]:
    place = f"{where}, {said.cell.where}" if said.cell.where else where
    if said.lines_sum is not None:
        yield warning(SUM, place, total=said.cell.text, sum=plain(said.lines_sum))
    elif said.lacks_unit:
        yield info(NO_UNIT, place, value=said.cell.text, column=label.column)


def _from_cell(page: Page, at: int, place: int, *, only_beside: bool) -> list[_Found]:
    """What a label and its value say; several labels may stand in one cell, blanks between."""
    cell = page.rows[at].cells[place]
    label = recognise(cell.text)
    if label is None:
        pieces = _PIECES.split(cell.text)
        labels = [recognise(piece) for piece in pieces] if len(pieces) > 1 else []
        return [one for inner in labels if inner for one in _read(inner, inner.inline, page.name)]
    if label.column in {OTHER, TOTAL}:
        return []
    text = label.inline or _value_of(page, at, place, label, only_beside=only_beside)
    return _read(label, text, page.name)


def _read(label: Label, text: str, page: PageName) -> list[_Found]:
    if not text or label.column in {OTHER, TOTAL}:
        return []
    if label.with_date:
        return _number_and_date(label, text, page)
    filled = read(label.column, text, label.hints)
    return [_Found(filled, page, label.kind, 0 if label.is_sum else 1)] if filled else []


def _number_and_date(label: Label, text: str, page: PageName) -> list[_Found]:
    """`2026NB0305-001      MAR. 05, 2026`: number, then date, one blank or many between."""
    words = text.split()
    for count in range(1, len(words)):
        day = day_of(" ".join(words[count:]))
        number = read("number", " ".join(words[:count]))
        if day and number:
            dated = (("issued_on", day.isoformat()),)
            return [_Found(number, page, label.kind), _Found(dated, page, label.kind)]
    return []


def _value_of(page: Page, at: int, place: int, label: Label, *, only_beside: bool) -> str:
    """The text that stands for a label: to its right, else below it; empty where it is unclear."""
    row = page.rows[at]
    cell = row.cells[place]
    right = _to_the_right(row, place, label)
    below = None if only_beside or label.kind == "any" else _below(page, at, cell, label)
    if right is None:
        return below.text if below else ""
    is_next = page.slack == 0 and right.left <= cell.right
    if not is_next and below is not None and label.column in FREE:
        return ""
    return right.text


def _to_the_right(row: Row, place: int, label: Label) -> Cell | None:
    """The next cell that is no label; the same label in a second language is passed over."""
    rest = [(cell, recognise(cell.text)) for cell in row.cells[place + 1 :]]
    while rest and rest[0][1] and rest[0][1].column == label.column and not rest[0][1].inline:
        del rest[0]
    if not rest or rest[0][1] is not None or looks_like_label(rest[0][0].text):
        return None
    alone = len(rest) == 1 or rest[1][1] is not None or looks_like_label(rest[1][0].text)
    return rest[0][0] if alone or label.column not in FREE else None


def _below(page: Page, at: int, cell: Cell, label: Label) -> Cell | None:
    """The cell below in the same column, if it is near, no label, and not the first of several."""
    under = _under(page, at, cell)
    first = next(under, None)
    if first is None:
        return None
    flush = abs(first.left - cell.left) <= page.slack or label.column not in FREE
    if not flush or recognise(first.text) is not None or looks_like_label(first.text):
        return None
    second = next(under, None)
    is_list = second is not None and read(label.column, second.text, label.hints) is not None
    return first if label.column in FREE or not is_list else None


def _under(page: Page, at: int, cell: Cell) -> Iterator[Cell]:
    """The cells below in the same column, each near the one before; none after two side by side."""
    top = page.rows[at].top
    for row in page.rows[at + 1 :]:
        if row.top - top > page.reach:
            return
        found = [other for other in row.cells if other.is_over(cell)]
        if len(found) > 1:
            return
        if found:
            top = row.top
            yield found[0]


def _from_text(text: str, page: PageName) -> Iterator[_Found]:
    """What stands in running text and cannot mean anything else: `HS 850511`, `CIF HAMBURG`."""
    for match in _TARIFF_TEXT.finditer(text):
        filled = read("hs_code", match[1])
        if filled:
            yield _Found(filled, page)
    if _BARE_TERM.fullmatch(text):
        filled = read("incoterm", text)
        if filled:
            yield _Found(filled, page)


# -- choosing


def _chosen(paper: _Paper, file: str, findings: list[Finding]) -> list[Proposal]:
    """One reading of each column; where two differ none is right without a person."""
    chosen: dict[str, _Found] = {}
    for column in ORDER:
        found = [one for one in paper.found if one.column == column]
        best = _best(found, column, paper.kinds)
        if not best:
            continue
        unlike = next((one for one in best if not _alike(one.filled, best[0].filled)), None)
        if unlike is None:
            chosen[column] = max(best, key=lambda one: len(one.filled[0][1]))
        else:
            findings.append(_two(file, best[0], unlike))
    _weigh(chosen, file, findings)
    return [
        Proposal(field, value, one.page) for one in chosen.values() for field, value in one.filled
    ]


def _best(found: Sequence[_Found], column: str, kinds: tuple[str, ...]) -> list[_Found]:
    if column in {"number", "issued_on"}:
        return _of_kind(found, column, kinds)
    rank = min((one.rank for one in found), default=0)
    return [one for one in found if one.rank == rank]


def _of_kind(found: Sequence[_Found], column: str, kinds: tuple[str, ...]) -> list[_Found]:
    """Numbers and dates of this paper, not of another that it names."""
    loose = "any" if column == "number" else ""
    if not kinds:
        present = {one.kind for one in found} - {"order"}
        return [one for one in found if one.kind != "order"] if len(present) == 1 else []
    for wanted in (kinds[0], loose, *kinds[1:]):
        of_kind = [one for one in found if one.kind == wanted]
        if of_kind:
            return of_kind
    return []


def _alike(one: Filled, other: Filled) -> bool:
    """The same cells with the same values; of two tariff codes one may be the longer."""
    if one[0][0] == "hs_code":
        return one[0][1].startswith(other[0][1]) or other[0][1].startswith(one[0][1])
    shared = dict(one).keys() & dict(other).keys()
    return all(_same(dict(one)[key], dict(other)[key]) for key in shared)


def _same(one: str, other: str) -> bool:
    if one.casefold() == other.casefold():
        return True
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return False


def _two(file: str, one: _Found, other: _Found) -> Finding:
    first, second = (" ".join(value for _, value in found.filled) for found in (one, other))
    where = f"{file}, {other.page}"
    return warning(TWO, where, first=first, second=second, column=one.column)


def _weigh(chosen: dict[str, _Found], file: str, findings: list[Finding]) -> None:
    """Take both weights away where the net one is over the gross one."""
    net, gross = chosen.get("net_weight_kg"), chosen.get("gross_weight_kg")
    if net is None or gross is None:
        return
    light, heavy = net.filled[0][1], gross.filled[0][1]
    if Decimal(light) > Decimal(heavy):
        del chosen["net_weight_kg"], chosen["gross_weight_kg"]
        findings.append(warning(NET_OVER_GROSS, f"{file}, {net.page}", net=light, gross=heavy))
