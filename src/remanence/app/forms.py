"""What a form needs to know of a sheet: its fields, what may stand in them, and the next number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from remanence.app.workspace import Workspace

_LAST_FIGURES: Final = re.compile(r"(\d+)(\D*)$")
_CODED: Final = ("suppliers", "products")


class FormField(NamedTuple):
    """One column of a sheet as a form shows it.

    Attributes:
        name: its heading, as in entries.
        sort: text, number, day, choice or yes_no.
        choices: words that may stand there; empty where the list is open.
        required: a new record must have it.
        key: it helps to say which record is meant.
        of_line: it belongs to the line, not to the whole.
        refers: the KIND whose key stands here.
        note: a sentence that helps to fill it.
    """

    name: str
    sort: str
    choices: tuple[str, ...]
    required: bool
    key: bool
    of_line: bool
    refers: str
    note: str


class Known(NamedTuple):
    """A record that may be chosen in a field: its code, its names, and what else tells it apart."""

    code: str
    name: str
    local_name: str
    more: str


def form_fields(kind: str) -> tuple[FormField, ...]:
    """The columns of a sheet in their sequence."""
    from remanence.exchange.cells import DAY, YES_NO, ChoiceType, NumberType
    from remanence.exchange.sheets import SHEETS

    def sort(found: object) -> str:
        if found is DAY:
            return "day"
        if found is YES_NO:
            return "yes_no"
        if isinstance(found, ChoiceType):
            return "choice"
        return "number" if isinstance(found, NumberType) else "text"

    return tuple(
        FormField(
            one.name,
            sort(one.type),
            one.type.choices if isinstance(one.type, ChoiceType) else (),
            one.required,
            one.key,
            one.of_line,
            one.refers,
            one.note,
        )
        for one in SHEETS[kind].columns
    )


def cell_texts(kind: str, cells: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Cells of a row of a sheet as a person would type them; a blank one is empty."""
    from remanence.exchange.sheets import SHEETS

    columns = SHEETS[kind].by_name
    return {
        name: "" if value is None else columns[name].type.to_text(value)  # type: ignore[arg-type]
        for name, value in cells
    }


def known_records(workspace: Workspace, kind: str) -> Sequence[Known]:
    """The suppliers or products of a workspace; nothing for any other KIND."""
    from remanence.store import products, suppliers

    if kind not in _CODED:
        return ()
    with workspace.store.read() as reader:
        if kind == "suppliers":
            return [
                Known(one.supplier_code, one.name, one.local_name or "", one.country or "")
                for one in suppliers.suppliers(reader)
            ]
        return [
            Known(one.product_code, one.name, "", one.unit) for one in products.products(reader)
        ]


def order_numbers(workspace: Workspace) -> Sequence[str]:
    """Numbers of all orders, the newest first."""
    from remanence.store import posted

    with workspace.store.read() as reader:
        return [row.number for row in posted.order_rows(reader)]


def next_number(numbers: Sequence[str]) -> str:
    """The number after the newest one that has figures in it, free among all; empty without one."""
    taken = set(numbers)
    for newest in numbers:
        found = _LAST_FIGURES.search(newest)
        if found is None:
            continue
        start, width, value = newest[: found.start()], len(found[1]), int(found[1])
        highest = max(
            (int(match[1]) for one in numbers if (match := _same(one, start, found[2], width))),
            default=value,
        )
        made = f"{start}{highest + 1:0{width}d}{found[2]}"
        return made if made not in taken else ""
    return ""


def _same(number: str, start: str, end: str, width: int) -> re.Match[str] | None:
    """The figures of a number of the same pattern."""
    if not (number.startswith(start) and number.endswith(end)):
        return None
    inside = number[len(start) : len(number) - len(end) if end else None]
    return re.fullmatch(rf"(\d{{{width}}})", inside)
