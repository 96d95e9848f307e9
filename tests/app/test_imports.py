"""Sheets in: what a plan says, what it writes, and what it never does."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal

import pytest

from remanence.app.history import history, next_redo, next_undo, redo, undo
from remanence.app.imports.apply import PlanStale, PlanStopped, apply_plan
from remanence.app.imports.plan import ImportPlan, plan_import, without_refused
from remanence.app.imports.rejects import write_rejects
from remanence.store import sheets
from tests.desk import BASE, ORDERS, PRODUCTS, SUPPLIERS, Desk, codes

SHIPMENTS = """shipment_ref,order_number,line_no,quantity,etd,eta
SH-1,PO-1,1,400,2026-11-01,2026-12-01
SH-1,PO-1,2,500,2026-11-01,2026-12-01
"""
CHARGES = """charge_ref,order_number,kind,amount,currency,lines,shares,method
C1,PO-1,freight,120.00,USD,1;2,,weight
"""


def counts(plan: ImportPlan) -> Mapping[str, tuple[int, ...]]:
    return {found.sheet: tuple(found[1:]) for found in plan.plan}


def stored(desk: Desk, kind: str) -> list[dict[str, object]]:
    with closing(desk.open()) as workspace, workspace.store.read() as reader:
        names = sheets.SHEET_COLUMNS[kind]
        return [dict(zip(names, row, strict=True)) for row in sheets.sheet_rows(reader, kind)]


def test_several_sheets_in_any_order_become_one_operation(empty: Desk) -> None:
    content = {"orders": ORDERS, "products": PRODUCTS, "suppliers": SUPPLIERS}
    plan = empty.take(content)
    assert counts(plan) == {
        "suppliers": (2, 0, 0, 0, 0),
        "products": (3, 0, 0, 0, 0),
        "orders": (3, 0, 0, 0, 0),
    }
    orders = stored(empty, "orders")
    assert [(row["order_number"], row["line_no"], row["quantity"]) for row in orders] == [
        ("PO-1", 1, Decimal(1000)),
        ("PO-1", 2, Decimal(500)),
        ("PO-2", 1, Decimal(50)),
    ]
    assert empty.run("history", "--json").json[0]["records"] == 2 + 3 + 2 + 3


def test_the_same_file_again_is_the_same(desk: Desk) -> None:
    before = desk.state()
    plan = desk.plan(BASE)
    assert {kind: found[2] for kind, found in counts(plan).items()} == {
        "suppliers": 2,
        "products": 3,
        "orders": 3,
    }
    with closing(desk.open()) as workspace:
        assert apply_plan(workspace, plan) is None
    assert desk.state() == before


def test_a_plan_writes_nothing(desk: Desk) -> None:
    before = desk.state()
    plan = desk.plan({"orders": ORDERS.replace("1000,pcs", "1200,pcs")})
    assert counts(plan)["orders"] == (0, 1, 2, 0, 0)
    assert desk.state() == before


def test_a_blank_leaves_what_is_stored_and_clear_takes_it_away(desk: Desk) -> None:
    content = "product_code,name,category,unit,grade,composition\nP1,,,,,<clear>\n"
    plan = desk.take({"products": content})
    removed = [found for found in plan.findings if found.code == "value_removed"]
    assert [found.where for found in removed] == ["products.csv, products, row 2, composition"]
    assert "Nd:30.5" in removed[0].message
    first = stored(desk, "products")[0]
    assert (first["grade"], first["composition"]) == ("N38", None)


def test_clear_blanks_clears_and_says_so(desk: Desk) -> None:
    content = "product_code,name,category,unit,grade\nP1,Block 20x10x5,magnet,pcs,\n"
    plan = desk.take({"products": content}, clear_blanks=True)
    assert [found.code for found in plan.findings] == ["value_removed"]
    first = stored(desk, "products")[0]
    assert (first["grade"], first["name"]) == (None, "Block 20x10x5")


def test_clear_blanks_says_of_a_value_that_is_needed_that_it_stays(desk: Desk) -> None:
    content = "product_code,name,category,unit\nP1,,magnet,pcs\n"
    plan = desk.plan({"products": content}, clear_blanks=True)
    assert codes(plan) == [("products.csv, products, row 2, name", "cell_cannot_be_cleared")]


def test_one_key_twice_with_other_values_names_both_rows(desk: Desk) -> None:
    content = ORDERS + "PO-1,2026-09-01,S1,2,P2,900,pcs,1.20,USD,FOB,sea,Drive Works Inc.,US\n"
    plan = desk.plan({"orders": content})
    assert codes(plan) == [("orders.csv, orders, row 5", "key_twice")]
    said = "The same order line stands in orders.csv, orders, row 3 with another quantity."
    assert plan.findings[0].message.startswith(said)
    assert counts(plan)["orders"][4] == 2


def test_equal_rows_are_taken_once_with_a_note(desk: Desk) -> None:
    line = ORDERS.splitlines()[3] + "\n"
    plan = desk.plan({"orders": ORDERS + line})
    assert plan.can_apply
    assert [found.code for found in plan.findings] == ["row_twice"]


def test_columns_of_the_whole_must_agree(desk: Desk) -> None:
    content = ORDERS.replace("PO-1,2026-09-01,S1,2", "PO-1,2026-09-02,S1,2")
    plan = desk.plan({"orders": content})
    assert codes(plan) == [("orders.csv, orders, row 3, order_date", "whole_differs")]


def test_a_clear_beside_a_value_of_the_whole_is_said_as_written(desk: Desk) -> None:
    content = ORDERS.replace("sea,Drive Works Inc.,US\nPO-2", "<clear>,Drive Works Inc.,US\nPO-2")
    plan = desk.plan({"orders": content})
    assert codes(plan) == [("orders.csv, orders, row 3, transport_mode", "whole_differs")]
    assert plan.findings[0].message.startswith("<clear> here, but sea in ")


@pytest.mark.parametrize(
    ("kind", "text", "where", "code"),
    [
        (
            "orders",
            ORDERS.replace("PO-2,2026-10-05,S2", "PO-3,2026-10-05,S9"),
            "orders.csv, orders, row 4, supplier_code",
            "unknown_reference",
        ),
        (
            "orders",
            ORDERS.replace("PO-2,2026-10-05,S2,1,O1", "PO-3,2026-10-05,S2,1,O9"),
            "orders.csv, orders, row 4, product_code",
            "unknown_reference",
        ),
        (
            "orders",
            ORDERS.replace("PO-2,2026-10-05,S2,1,O1,50", "PO-3,2026-10-05,S2,1,O1,"),
            "orders.csv, orders, row 4, quantity",
            "cell_required",
        ),
        (
            "shipments",
            SHIPMENTS.replace("PO-1,2", "PO-1,7"),
            "shipments.csv, shipments, row 3, line_no",
            "unknown_reference",
        ),
        (
            "charges",
            CHARGES.replace("1;2", "1;7"),
            "charges.csv, charges, row 2, lines",
            "lines_name_none",
        ),
        (
            "charges",
            "charge_ref,order_number,kind,amount,currency,method,shares\n"
            "C1,PO-1,freight,100.00,USD,manual,1:40.00;2:40.00\n",
            "charges.csv, charges, row 2, shares",
            "shares_sum",
        ),
        (
            "documents",
            "document_type,order_number,file\ninvoice,PO-1,none.pdf\n",
            "documents.csv, documents, row 2, file",
            "paper_file_missing",
        ),
        (
            "documents",
            "document_type,order_number\nlove_letter,PO-1\n",
            "documents.csv, documents, row 2, document_type",
            "document_type_unknown",
        ),
        (
            "decisions",
            "subject,code,value,reason,decided_on\norder PO-9,document.waived,po,x,2026-11-01\n",
            "decisions.csv, decisions, row 2, subject",
            "subject_unknown",
        ),
        (
            "prices",
            "material,date,source,unit,currency,low\nDy2O3,2026-11-01,me,kg,USD,5\n",
            "prices.csv, prices",
            None,
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(
    desk: Desk, kind: str, text: str, where: str, code: str | None
) -> None:
    before = desk.state()
    plan = desk.plan({kind: text})
    found = codes(plan)
    assert len(found) == 1
    assert found[0][0].startswith(where)
    assert code is None or found[0][1] == code
    with closing(desk.open()) as workspace, pytest.raises(PlanStopped):
        apply_plan(workspace, plan)
    assert desk.state() == before


def test_a_removed_row_must_take_along_what_hangs_on_it(desk: Desk) -> None:
    desk.take({"shipments": SHIPMENTS})
    remove = "supplier_code,name,country,remove\nS1,,,yes\n"
    plan = desk.plan({"suppliers": remove})
    assert codes(plan) == [("suppliers.csv, suppliers, row 2", "hangs_on_it")]
    gone = {
        "suppliers": remove,
        "orders": "\n".join(
            [
                ORDERS.splitlines()[0] + ",remove",
                *(f"{row},yes" for row in ORDERS.splitlines()[1:3]),
            ]
        ),
        "shipments": "\n".join(
            [
                SHIPMENTS.splitlines()[0] + ",remove",
                *(f"{row},yes" for row in SHIPMENTS.splitlines()[1:]),
            ]
        ),
    }
    before = desk.state()
    desk.take(gone)
    assert [row["supplier_code"] for row in stored(desk, "suppliers")] == ["S2"]
    assert stored(desk, "shipments") == []
    with closing(desk.open()) as workspace:
        undo(workspace)
    assert [row["supplier_code"] for row in stored(desk, "suppliers")] == ["S1", "S2"]
    assert desk.state() != before  # the history has two more lines
    assert len(stored(desk, "shipments")) == 2


def test_an_order_stays_as_long_as_it_has_a_line(desk: Desk) -> None:
    rows = ORDERS.splitlines()
    desk.take({"orders": f"{rows[0]},remove\n{rows[1]},yes\n"})
    left = [(row["order_number"], row["line_no"]) for row in stored(desk, "orders")]
    assert left == [("PO-1", 2), ("PO-2", 1)]


def test_a_new_line_joins_a_stored_order(desk: Desk) -> None:
    full = ORDERS.splitlines()[0]
    row = "PO-1,,,3,P1,10,pcs,0.40,,,,,"
    plan = desk.take({"orders": f"{full}\n{row}\n"})
    assert counts(plan)["orders"] == (1, 0, 0, 0, 0)
    lines = [row for row in stored(desk, "orders") if row["order_number"] == "PO-1"]
    assert [line["line_no"] for line in lines] == [1, 2, 3]
    assert {line["currency"] for line in lines} == {"USD"}


def test_undo_and_redo_give_back_the_same_data(desk: Desk) -> None:
    before = [stored(desk, kind) for kind in ("orders", "shipments", "charges")]
    desk.take({"shipments": SHIPMENTS, "charges": CHARGES})
    after = [stored(desk, kind) for kind in ("orders", "shipments", "charges")]
    with closing(desk.open()) as workspace:
        undo(workspace)
    assert [stored(desk, kind) for kind in ("orders", "shipments", "charges")] == before
    with closing(desk.open()) as workspace:
        redo(workspace)
    assert [stored(desk, kind) for kind in ("orders", "shipments", "charges")] == after


def test_a_plan_that_was_overtaken_is_refused(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        plan = plan_import(workspace, desk.sheets({"charges": CHARGES}))
        desk.take({"shipments": SHIPMENTS})
        before = desk.state()
        with pytest.raises(PlanStale):
            apply_plan(workspace, plan)
    assert desk.state() == before


def test_a_paper_is_stored_by_its_content(desk: Desk) -> None:
    (desk.folder / "papers").mkdir()
    paper = desk.folder / "papers" / "inv.pdf"
    paper.write_bytes(b"%PDF-1.4 first")
    text = "document_type,order_number,number,file\ninvoice,PO-1,I-1,papers/inv.pdf\n"
    desk.take({"documents": text})
    assert len(list((desk.path / "files").rglob("*"))) >= 1
    assert counts(desk.plan({"documents": text}))["documents"] == (0, 0, 1, 0, 0)
    paper.write_bytes(b"%PDF-1.4 second")
    assert counts(desk.plan({"documents": text}))["documents"] == (0, 1, 0, 0, 0)
    paper.unlink()
    assert counts(desk.plan({"documents": text}))["documents"] == (0, 0, 1, 0, 0)
    paper.write_bytes(b"")
    assert codes(desk.plan({"documents": text}))[0][1] == "paper_file_empty"


def test_more_on_its_way_than_ordered_is_said_once(desk: Desk) -> None:
    text = SHIPMENTS.replace("1,400", "1,1002") + "SH-2,PO-1,1,10,2026-11-09,2026-12-09\n"
    plan = desk.plan({"shipments": text})
    assert plan.can_apply
    assert [found.code for found in plan.findings] == ["over_shipped"]
    assert "12 pcs" in plan.findings[0].message


def test_refused_rows_are_written_as_they_came(desk: Desk) -> None:
    text = ORDERS.replace("PO-2,2026-10-05,S2", "PO-3,2026-10-05,S9")
    plan = desk.plan({"orders": text})
    written = write_rejects(plan, desk.folder / "refused.csv")
    assert len(written) == 1
    lines = written[0].read_text("utf-8-sig").splitlines()
    assert lines[0].endswith(",reason")
    assert lines[1].startswith("PO-3,2026-10-05,S9,1,O1,50,kg,310.00,USD")
    assert "S9" in lines[1].rpartition(",")[2] or "S9" in lines[1]
    assert len(lines) == 2


def test_rows_under_headings_that_stop_the_sheet_are_refused(desk: Desk) -> None:
    text = "supplier_code,name\nS8,Somebody\n\nS9,Another\n"
    plan = desk.plan({"suppliers": text, "orders": ORDERS})
    assert counts(plan) == {"suppliers": (0, 0, 0, 0, 2), "orders": (0, 0, 3, 0, 0)}
    assert codes(plan) == [("suppliers.csv, suppliers, country", "heading.missing")]
    (written,) = write_rejects(plan, desk.folder / "refused.csv")
    lines = written.read_text("utf-8").splitlines()
    assert lines[0] == "supplier_code,name,reason"
    assert [line.partition(",")[0] for line in lines[1:]] == ["S8", "S9"]
    assert "country" in lines[1]


def test_rows_left_out_of_a_plan_are_not_written(desk: Desk) -> None:
    text = ORDERS.replace("PO-2,2026-10-05,S2", "PO-3,2026-10-05,S9").replace("1000,", "1100,")
    with closing(desk.open()) as workspace:
        plan = plan_import(workspace, desk.sheets({"orders": text}))
        assert not plan.can_apply
        rest = without_refused(workspace, plan)
        assert (rest.can_apply, rest.left_out, rest.left_with) == (True, 1, [])
        apply_plan(workspace, rest)
    assert stored(desk, "orders")[0]["quantity"] == Decimal(1100)
    newest = desk.run("history", "--json").json[0]
    assert newest["what"] == "Import of orders.csv, 1 row left out"


def test_rows_that_need_a_refused_one_are_left_out_with_it(desk: Desk) -> None:
    products = PRODUCTS + "P9,Block,nonsense,NdFeB,N38,,pcs,,\n"
    orders = ORDERS + "PO-9,2026-10-05,S2,1,P9,50,pcs,3.00,USD,FOB,air,Drive Works Inc.,US\n"
    shipments = "shipment_ref,order_number,line_no,quantity\nSH-9,PO-9,1,50\nSH-1,PO-1,1,10\n"
    content = {"products": products, "orders": orders, "shipments": shipments}
    with closing(desk.open()) as workspace:
        plan = plan_import(workspace, desk.sheets(content))
        assert [draft.row for draft, _ in plan.refused] == [5]
        rest = without_refused(workspace, plan)
        assert rest.left_out == 3
        assert [found.where for found in rest.left_with] == [
            "orders.csv, orders, row 5, product_code",
            "shipments.csv, shipments, row 2, order_number",
        ]
        assert apply_plan(workspace, rest) is not None
    assert [row["shipment_ref"] for row in stored(desk, "shipments")] == ["SH-1"]
    newest = desk.run("history", "--json").json[0]
    assert newest["what"].endswith("3 rows left out")


def test_a_plan_of_a_moment_stays_one_of_it_without_its_refused_rows(desk: Desk) -> None:
    text = ORDERS.replace("PO-2,2026-10-05,S2", "PO-3,2026-10-05,S9").replace("1000,", "1100,")
    with closing(desk.open()) as workspace:
        plan = plan_import(workspace, desk.sheets({"orders": text}))
    desk.take({"suppliers": SUPPLIERS.replace("Jade River", "Jade Lake")})
    with closing(desk.open()) as workspace:
        rest = without_refused(workspace, plan)
        with pytest.raises(PlanStale):
            apply_plan(workspace, rest)


class Enough(Exception):
    """Somebody pressed Cancel."""


@pytest.mark.parametrize("at", [1, 3, 4])
def test_an_import_ends_where_somebody_cancels_it(empty: Desk, at: int) -> None:
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == at:
            raise Enough

    before = empty.state()
    with closing(empty.open()) as workspace:
        plan = plan_import(workspace, empty.sheets(BASE))
        with pytest.raises(Enough):
            apply_plan(workspace, plan, report=report)
    assert told == [(2, 8), (5, 8), (8, 8), (0, 2)][:at]
    assert empty.state() == before


def test_an_undo_ends_where_somebody_cancels_it(desk: Desk) -> None:
    desk.take({"orders": ORDERS.replace("1000,", "1100,")})

    def report(_done: int, _total: int) -> None:
        raise Enough

    before = desk.state()
    with closing(desk.open()) as workspace:
        with pytest.raises(Enough):
            undo(workspace, report=report)
        assert desk.state() == before
        undo(workspace)
    assert stored(desk, "orders")[0]["quantity"] == Decimal(1000)


def test_undo_and_redo_name_what_they_would_do(desk: Desk) -> None:
    desk.take({"orders": ORDERS.replace("1000,", "1100,")})
    with closing(desk.open()) as workspace:
        base = "Import of suppliers.csv, products.csv, orders.csv"
        assert (next_undo(workspace), next_redo(workspace)) == ("Import of orders.csv", None)
        undo(workspace)
        assert (next_undo(workspace), next_redo(workspace)) == (base, "Import of orders.csv")
        can_be = [line.what for line in history(workspace) if line.can_be_undone]
        assert can_be == [base]
        redo(workspace)
        assert (next_undo(workspace), next_redo(workspace)) == ("Import of orders.csv", None)
        assert [line.what for line in history(workspace)] == [
            "Redo of import of orders.csv",
            "Undo of import of orders.csv",
            "Import of orders.csv",
            base,
        ]
        undo(workspace)
        undo(workspace)
        assert (next_undo(workspace), next_redo(workspace)) == (None, base)
