"""Export, then import into an empty workspace: equal data, every KIND, whatever stands in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from remanence.exchange import workbook
from remanence.exchange.sheets import KINDS, SHEETS
from remanence.store import sheets
from tests.desk import ROOT, Desk
from tests.exchange.test_round_trip import CODES, cell, settled

Row = dict[str, Any]
NUMBER = itertools.count()


def row_of(kind: str, **fixed: Any) -> st.SearchStrategy[Row]:
    """A row of a kind with drawn cells, some of them given."""
    cells = {column.name: cell(column) for column in SHEETS[kind].columns}
    given_ones = {name: st.just(value) for name, value in fixed.items()}
    return st.fixed_dictionaries({**cells, **given_ones}).map(lambda row: filled(kind, row))


def filled(kind: str, row: Row) -> Row:
    """Cells that must be there because others are not."""
    for name in {"charges": ("amount",), "prices": ("price",)}.get(kind, ()):
        row[name] = Decimal("12.50") if row[name] is None else row[name]
    return settled(kind, row)


def shared(first: Row, other: Row, kind: str) -> Row:
    """Another line of the same order, licence or shipment: what is of the whole agrees."""
    of_line = {column.name for column in SHEETS[kind].columns if column.of_line}
    return {name: other[name] if name in of_line else first[name] for name in first}


@st.composite
def desks(draw: st.DrawFn) -> Mapping[str, list[Row]]:
    """A small desk: every kind, rows that name each other."""
    keys = draw(st.lists(CODES, min_size=6, max_size=6, unique_by=str.casefold))
    supplier, product, order, other, licence, shipment = keys
    lines = [
        draw(
            row_of(
                "orders",
                order_number=order,
                supplier_code=supplier,
                product_code=product,
                line_no=number,
                stage=None,
            )
        )
        for number in (1, 2)
    ]
    permits = [
        draw(
            row_of(
                "licences",
                licence_ref=licence,
                line_no=number,
                supplier_code=supplier,
                order_number=draw(st.sampled_from([None, order])),
                product_code=product,
                replaces=None,
            )
        )
        for number in (1, 2)
    ]
    sent = row_of(
        "shipments", shipment_ref=shipment, order_number=order, line_no=1, licence_ref=licence
    )
    subjects = ["workspace", f"order {order}", f"supplier {supplier}", f"product {product}"]
    return {
        "business": [draw(row_of("business"))],
        "suppliers": [
            draw(row_of("suppliers", supplier_code=supplier)),
            draw(row_of("suppliers", supplier_code=other)),
        ],
        "products": [draw(row_of("products", product_code=product, unit="kg"))],
        "classifications": [draw(row_of("classifications", product_code=product))],
        "orders": [lines[0], shared(lines[0], lines[1], "orders")],
        "licences": [permits[0], shared(permits[0], permits[1], "licences")],
        "licence_events": [draw(row_of("licence_events", licence_ref=licence))],
        "shipments": [draw(sent)],
        "entries": [draw(row_of("entries", shipment_ref=shipment))],
        "documents": [
            draw(row_of("documents", document_type="invoice", order_number=order, file=None))
        ],
        "charges": [
            draw(row_of("charges", order_number=order, lines="1", shares=None, method="value"))
        ],
        "prices": [draw(row_of("prices"))],
        "fx": [draw(row_of("fx"))],
        "parties": [draw(row_of("parties"))],
        "decisions": [draw(row_of("decisions", subject=draw(st.sampled_from(subjects))))],
    }


def stored(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """What every sheet holds, in the sequence of the store."""
    with closing(desk.open()) as workspace, workspace.store.read() as reader:
        return {kind: list(sheets.sheet_rows(reader, kind)) for kind in KINDS}


def as_text(rows: Mapping[str, Sequence[tuple[object, ...]]]) -> dict[str, list[tuple[str, ...]]]:
    """The same with every value as it is written: 1.50 is not 1.5."""
    return {kind: sorted(tuple(map(str, row)) for row in found) for kind, found in rows.items()}


def taken(desk: Desk, *paths: Path) -> None:
    done = desk.run("import", *map(str, paths), "--apply", "--json")
    assert done.code == 0, done
    assert done.json["applied"] is True


def exported(desk: Desk, ending: str) -> Iterator[Path]:
    """The desk written out: one workbook, or a file for each kind."""
    if ending == "xlsx":
        yield desk.folder / "all.xlsx"
        assert desk.run("export", "--all", "--to", str(desk.folder / "all.xlsx")).code == 0
        return
    for kind in KINDS:
        path = desk.folder / "out" / f"{kind}.csv"
        path.parent.mkdir(exist_ok=True)
        assert desk.run("export", kind, "--to", str(path)).code == 0
        yield path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_generated_desks(tmp_path: Path, ending: str) -> None:
    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(desks())
    def comes_back(rows: Mapping[str, list[Row]]) -> None:
        folder = tmp_path / str(next(NUMBER))
        first = Desk(folder / "first")
        sheet = first.folder / "drawn.xlsx"
        content = [
            (kind, SHEETS[kind].names, [[row[n] for n in SHEETS[kind].names] for row in found])
            for kind, found in rows.items()
        ]
        workbook.write(sheet, content)
        taken(first, sheet)
        _assert_as_drawn(rows, stored(first))
        second = Desk(folder / "second")
        taken(second, *list(exported(first, ending)))
        assert as_text(stored(second)) == as_text(stored(first))

    comes_back()


def _assert_as_drawn(
    rows: Mapping[str, list[Row]], held: Mapping[str, Sequence[tuple[object, ...]]]
) -> None:
    """Every cell that was drawn is stored as it was, to the last digit."""
    for kind, drawn in rows.items():
        names = sheets.SHEET_COLUMNS[kind]
        found = [dict(zip(names, row, strict=True)) for row in held[kind]]
        assert len(found) == len(drawn), kind
        for row in drawn:
            wanted = {name: str(value) for name, value in row.items() if value is not None}
            kept = [{name: str(one[name]) for name in wanted} for one in found]
            assert wanted in kept, kind


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_sample_comes_back(tmp_path: Path, ending: str) -> None:
    first = Desk(tmp_path / "first")
    sample = sorted((ROOT / "resources" / "sample").glob("*.csv"))
    taken(first, ROOT / "resources" / "sample" / "desk.xlsx", *sample)
    second = Desk(tmp_path / "second")
    taken(second, *list(exported(first, ending)))
    held = stored(first)
    assert all(held.values()), "the sample has no rows of some kind"
    assert as_text(stored(second)) == as_text(held)
    paths = [str(path) for path in exported(second, ending)]
    again = second.run("import", *paths, "--json").json
    assert {(sheet["new"], sheet["changed"], sheet["removed"]) for sheet in again["plan"]} == {
        (0, 0, 0)
    }
