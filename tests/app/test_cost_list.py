"""Orders and shipments with their cost: what is not invoiced is not known, never zero."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from remanence.app.cost_detail import CostDetail, cost_detail
from remanence.app.cost_list import CostLine, CostLists, cost_lists, together
from remanence.app.demo import sample_workspace
from remanence.app.judging import Judge
from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace
from remanence.core.base.errors import NotFound
from remanence.core.facts.dossiers import OrderFile
from remanence.store import dossiers, posted
from tests.desk import NOW, ORDERS, ROOT, TODAY, Desk

SHIPPED = """shipment_ref,order_number,line_no,quantity,atd,ata,received_on
SH-1,PO-1,1,400,2026-10-01,2026-11-01,2026-11-05
"""
ESTIMATED = """charge_ref,order_number,shipment_ref,kind,basis,amount,currency,invoice_number
C1,PO-1,,freight,estimate,100.00,USD,
C2,PO-1,,brokerage,estimate,40.00,USD,
"""
FREIGHT = ESTIMATED + "C3,PO-1,,freight,,120.00,USD,F-77\n"


def lists_of(desk: Desk) -> CostLists:
    with closing(desk.open()) as workspace:
        return cost_lists(workspace)


def line_of(desk: Desk, ref: str = "PO-1") -> CostLine:
    found = lists_of(desk)
    return next(one for one in (*found.orders, *found.shipments) if one.ref == ref)


def test_without_an_invoice_there_is_no_actual_amount(desk: Desk) -> None:
    desk.take({"charges": ESTIMATED})
    line = line_of(desk)
    assert (line.state, line.actual, line.variance) == ("planned", None, None)
    assert line.estimate == line.landed
    assert {"freight", "brokerage", "duty"} <= set(line.still_estimated)


def test_an_invoice_takes_the_place_of_its_estimate_alone(desk: Desk) -> None:
    desk.take({"charges": FREIGHT})
    line = line_of(desk)
    assert (line.state, line.actual, line.variance) == ("partly", Decimal("120.00"), Decimal(20))
    assert "freight" not in line.still_estimated
    assert "brokerage" in line.still_estimated
    assert line.goods_missing


def test_what_is_not_known_is_counted_and_not_added(desk: Desk) -> None:
    desk.take({"charges": FREIGHT})
    lines = lists_of(desk).orders
    unknown = lines[0]._replace(state="unknown", estimate=None, landed=None, variance=None)
    found = together([*lines, unknown])
    partly = line_of(desk)
    assert (found.compared, found.planned, found.unknown) == (1, 1, 1)
    assert partly.estimate is not None
    assert found.percent == Decimal(20) * 100 / partly.estimate
    assert together([unknown]).percent is None


def test_duty_that_customs_took_is_not_estimated_any_more(desk: Desk) -> None:
    duty = ESTIMATED + "C4,,SH-1,duty,estimate,25.00,USD,\n"
    desk.take({"shipments": SHIPPED, "charges": duty})
    assert "duty" in line_of(desk, "SH-1").still_estimated
    entry = "shipment_ref,entry_line,layer,amount,currency\nSH-1,1,base,24.00,USD\n"
    desk.take({"entries": entry})
    assert "duty" not in line_of(desk, "SH-1").still_estimated


def test_posted_rows_thrown_away_change_no_line(desk: Desk) -> None:
    desk.take({"charges": FREIGHT, "shipments": SHIPPED})
    before = lists_of(desk)
    desk.forget_posted()
    assert lists_of(desk) == before
    assert [line.ref for line in before.shipments] == ["SH-1"]


def test_a_cancelled_order_has_no_line(desk: Desk) -> None:
    head, *rows = ORDERS.splitlines()
    desk.take({"orders": f"{head},cancelled_on\n{rows[-1]},2026-11-01\n"})
    assert [line.ref for line in lists_of(desk).orders] == ["PO-1"]


def test_the_detail_of_what_is_gone_says_so(desk: Desk) -> None:
    line = line_of(desk)._replace(ref="PO-9", orders=("PO-9",))
    with closing(desk.open()) as workspace, pytest.raises(NotFound):
        cost_detail(workspace, line, is_shipment=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home: Path = tmp_path_factory.mktemp("sample")
    around = Surroundings(home, ROOT / "resources", lambda: NOW)
    with closing(sample_workspace(home / "Calder.remanence", TODAY, around)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def lists(sample: Workspace) -> CostLists:
    return cost_lists(sample)


@pytest.fixture(scope="module")
def details(sample: Workspace, lists: CostLists) -> list[CostDetail]:
    orders = [cost_detail(sample, line, is_shipment=False) for line in lists.orders]
    return orders + [cost_detail(sample, line, is_shipment=True) for line in lists.shipments]


def files_of(workspace: Workspace) -> list[OrderFile]:
    with workspace.store.read() as reader:
        return dossiers.order_files(reader, posted.all_order_ids(reader))


def test_every_line_is_what_costing_the_order_gives(sample: Workspace, lists: CostLists) -> None:
    judge, lines = Judge.of(sample), {line.ref: line for line in lists.orders}
    wrong = []
    for file in files_of(sample):
        line = lines.get(file.order.order_number)
        if line is None:
            continue
        costs = judge.costs(file)
        plan, actual, both = (costs[one] for one in ("estimate", "actual", "estimate,actual"))
        told = (plan.landed.value, actual.landed.value, both.landed.value, both.still_estimated)
        if told != (line.estimate, line.actual, line.landed, line.still_estimated):
            wrong.append((line.ref, told))
    assert wrong == []
    assert {line.state for line in lines.values()} == {"planned", "partly", "invoiced"}


def test_parts_and_lines_sum_to_the_coin(details: list[CostDetail]) -> None:
    wrong = []
    for detail in details:
        for basis in ("planned", "landed"):
            amounts = [getattr(part, basis).amount for part in detail.parts]
            lines = [getattr(line, basis).amount for line in detail.lines]
            whole = getattr(detail, basis).amount
            if sum(amounts) != whole or sum(lines) != whole:
                wrong.append((detail.line.ref, basis))
        actual = [part.actual.amount for part in detail.parts if part.actual.amount is not None]
        if (sum(actual) if actual else None) != detail.actual.amount:
            wrong.append((detail.line.ref, "actual"))
    assert wrong == []


def test_every_total_has_reasons_that_give_it(details: list[CostDetail]) -> None:
    for detail in details:
        for figure in (detail.planned, detail.landed):
            assert figure.reasons.value == figure.amount, detail.line.ref
        if detail.line.variance is not None:
            assert detail.variance.reasons.value == detail.line.variance, detail.line.ref


def test_a_part_without_an_invoice_is_not_a_part_of_zero(details: list[CostDetail]) -> None:
    waiting = [part for one in details for part in one.parts if part.state == "estimated"]
    assert waiting
    assert all(part.actual.amount is None for part in waiting)
