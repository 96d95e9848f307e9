"""Search: a cell is found by any part of its text."""

from __future__ import annotations

from contextlib import closing

import pytest

from remanence.app.search import search
from tests.desk import Desk


@pytest.mark.parametrize(
    ("text", "kind", "ref", "field"),
    [
        ("po-2", "orders", "PO-2", "order_number"),
        ("玉河", "suppliers", "S1", "local_name"),
        ("LOTUS", "suppliers", "S2", "name"),
        ("arc 3", "products", "P2", "name"),
        ("drive works", "orders", "PO-1", "end_user"),
    ],
)
def test_a_part_of_a_text_finds_its_cell(
    desk: Desk, text: str, kind: str, ref: str, field: str
) -> None:
    with closing(desk.open()) as workspace:
        hits = search(workspace, text)
    assert (kind, ref, field) in {(hit.kind, hit.ref, hit.field) for hit in hits}


def test_what_is_nowhere_and_a_blank_find_nothing(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        assert search(workspace, "xyzzy") == []
        assert search(workspace, " ") == []
