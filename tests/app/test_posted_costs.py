"""Posted rows are disposable: without them, or with those of another pack, answers stay true."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest

from remanence.app import upkeep
from remanence.core.base.errors import PackError
from tests.desk import Desk

ANSWERS = (
    ("suppliers",),
    ("exposure", "--by", "supplier"),
    ("exposure", "--by", "group"),
    ("exposure", "--by", "country"),
    ("exposure", "--by", "element"),
    ("trend", "--of", "supplier"),
    ("orders",),
)
DAYS = ("2026-09-15", "2026-11-24", "2027-03-01")
SHIPPED = """shipment_ref,order_number,line_no,quantity,atd,ata,received_on
SH-1,PO-1,1,400,2026-10-01,2026-11-01,2026-11-05
"""


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Give a desk with a part received, the rest not."""
    desk.take({"shipments": SHIPPED})
    return desk


def ask(desk: Desk, *words: str, day: str = "2026-11-24") -> Any:
    done = desk.run(*words, "--today", day, "--json")
    assert done.code == 0, done
    return done.json


def plain(desk: Desk, *statements: str) -> None:
    """Write past the program, as a fault would."""
    with closing(sqlite3.connect(desk.path / "workspace.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def codes(desk: Desk, *words: str) -> list[str]:
    return [found["code"] for found in ask(desk, "check", *words)["findings"]]


def posted(desk: Desk) -> list[Any]:
    with closing(sqlite3.connect(desk.path / "workspace.db")) as connection:
        return [
            sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))  # noqa: S608
            for table in ("order_status", "cost_line")
        ]


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
@pytest.mark.parametrize("day", DAYS)
def test_thrown_away_they_change_no_answer(busy: Desk, words: tuple[str, ...], day: str) -> None:
    before = ask(busy, *words, day=day)
    busy.forget_posted()
    assert ask(busy, *words, day=day) == before


@pytest.mark.parametrize("words", ANSWERS[:-1], ids=" ".join)
def test_those_of_another_pack_are_not_shown(busy: Desk, words: tuple[str, ...]) -> None:
    before = ask(busy, *words)
    plain(
        busy,
        "UPDATE order_status SET pack = 'another/1'",
        "UPDATE cost_line SET goods = 1, landed = 2",
    )
    assert ask(busy, *words) == before


def test_the_spend_is_not_zero(busy: Desk) -> None:
    spent = {row["code"]: Decimal(row["spend"]) for row in ask(busy, "suppliers")}
    assert spent == {"S1": Decimal("1100.00"), "S2": Decimal("15500.00")}


FAULTS = {
    "thrown away": ("DELETE FROM order_status", "DELETE FROM cost_line"),
    "costs thrown away": ("DELETE FROM cost_line",),
    "another pack": ("UPDATE order_status SET pack = 'another/1' WHERE number = 'PO-1'",),
    "an older program": ("UPDATE order_status SET stale = 1",),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_check_says_so_and_posts_them_again(busy: Desk, fault: str) -> None:
    before, history = posted(busy), ask(busy, "history")
    assert codes(busy) == ["last_backup"]
    plain(busy, *FAULTS[fault])
    assert codes(busy) == ["posted_rows_lacking", "last_backup"]
    assert codes(busy, "--repair") == ["last_backup", "repaired"]
    assert posted(busy) == before
    assert ask(busy, "history") == history
    assert codes(busy) == ["last_backup"]


def test_an_order_without_lines_lacks_nothing(busy: Desk) -> None:
    plain(busy, "UPDATE order_lines SET cancelled_on = '2026-11-01'", "DELETE FROM cost_line")
    assert codes(busy) == ["last_backup"]


def test_a_damaged_workspace_is_not_posted(busy: Desk) -> None:
    plain(busy, "UPDATE orders SET order_date = '31.12.2026'", "DELETE FROM order_status")
    done = busy.run("check", "--repair", "--json")
    assert done.code == 1
    assert "repaired" not in {found["code"] for found in done.json["findings"]}


def test_a_pack_that_cannot_be_used_is_said_beside_the_rest(
    busy: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_around: object) -> None:
        raise PackError("packs/x", what="its table duties was altered.")

    monkeypatch.setattr(upkeep, "base_pack", broken)
    done = busy.run("check", "--json")
    assert done.code == 1
    found = [(one["severity"], one["code"]) for one in done.json["findings"]]
    assert found == [("error", "reference_pack_unusable"), ("info", "last_backup")]
