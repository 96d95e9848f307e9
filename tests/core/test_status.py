from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from remanence.core.facts.dossiers import OrderFile
from remanence.core.readiness import StatusBook, StatusRow, readiness, status_of, status_rows
from tests.core.desk_makers import (
    DESK,
    SUPPLIER,
    TODAY,
    Cell,
    decision,
    event,
    goods_charge,
    licence_file,
    line,
    order_file,
    paper,
    shipment,
    shipped_pack,
)

BOOK = StatusBook(DESK, shipped_pack(), TODAY)


def row(file: OrderFile, day: date = TODAY) -> StatusRow:
    return status_of(readiness(file, DESK, shipped_pack(), day), file, DESK, shipped_pack())


days = st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))
lines = st.builds(
    line,
    st.just(1),
    st.sampled_from(["M1", "M2", "M3", "O1", "gone"]),
    promised_for=days,
    confirmed_for=days,
    requested_on=days,
    ready_on=days,
    cancelled_on=st.sampled_from([None, None, TODAY]),
    origin_country=st.sampled_from([None, "CN", "VN"]),
    preference=st.sampled_from([None, "RCEP"]),
)
cells = st.fixed_dictionaries(
    {
        "order_date": st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=3)),
        "destination_country": st.sampled_from([None, "US", "DE", "IN"]),
        "transport_mode": st.sampled_from([None, "sea", "air"]),
        "end_user": st.sampled_from([None, "Lakeside Motors", "Mitsubishi Heavy Industries"]),
        "end_user_country": st.sampled_from([None, "US", "IN"]),
        "consignee": st.sampled_from([None, "Lakeside Motors"]),
        "stage": st.sampled_from([None, None, None, "closed", "load", "pay"]),
    }
)
papers = st.sampled_from(
    [
        (),
        (paper("coc_env", supplier_code="S1", valid_to=TODAY + timedelta(days=5)),),
        (paper("spec", product_code="M1"),),
        (paper("po"),),
    ]
)
decisions = st.sampled_from(
    [
        (),
        (decision("workspace", "fact.solid_wood_packing", "no"),),
        (decision("order PO-1", "document.waived", "po"),),
        (decision("product M1", "practice.limit", "2"),),
    ]
)
charges = st.sampled_from([(), (goods_charge(),), (goods_charge(paid_on=TODAY),)])
suppliers = st.sampled_from([SUPPLIER, SUPPLIER._replace(id=2, country="VN")])


@given(st.lists(lines, min_size=1, max_size=4), cells, papers, decisions, charges, suppliers)
def test_the_short_road_gives_the_same_row_as_the_long_one(
    own: list[Cell],
    order: dict[str, Cell],
    documents: tuple[Cell, ...],
    decided: tuple[Cell, ...],
    charged: tuple[Cell, ...],
    supplier: Cell,
) -> None:
    numbered = [one._replace(line_no=place) for place, one in enumerate(own, 1)]
    file = order_file(
        *numbered,
        order=order,
        documents=documents,
        decisions=decided,
        charges=charged,
        supplier=supplier,
    )
    assert BOOK.row(file) == row(file)


def test_states_come_in_their_sequence() -> None:
    lf = licence_file(event(date(2026, 10, 1), "accepted"))
    file = order_file(line(promised_for=TODAY - timedelta(days=1)), licences=(lf,))
    assert row(file).states == ("not_ready", "accepted", "late", "papers_missing")
    cancelled = order_file(line(cancelled_on=TODAY))
    assert row(cancelled).states == ("ready", "cancelled")


def test_papers_that_disagree_are_a_state() -> None:
    own = tuple(
        paper(kind, shipment_ref="A", net_weight_kg=Decimal(weight))
        for kind, weight in (("invoice", "7.5"), ("packing", "7.4"))
    )
    assert "papers_disagree" in row(order_file(shipments=(shipment("A", documents=own),))).states


def test_the_next_date_is_the_earliest_still_open() -> None:
    sent = shipment("A", etd=date(2026, 12, 10))
    done = tuple(paper(kind) for kind in ("proforma", "coc_env", "receipt"))
    assert row(order_file(shipments=(sent,))).next_date == date(2026, 9, 1)
    assert row(order_file(shipments=(sent,), documents=done)).next_date == date(2026, 12, 9)
    assert row(order_file(order={"stage": "closed"})).next_date is None


def test_late_turns_on_the_day_after_the_planned_one() -> None:
    done = {"documents": (paper("po"),), "order": {"stage": "pay"}}
    promised = order_file(line(product="M2", promised_for=TODAY), **done)
    assert "late" not in row(promised).states
    assert row(promised).may_change_on == TODAY + timedelta(days=1)
    assert "late" in row(promised, TODAY + timedelta(days=1)).states
    gone = promised._replace(shipments=(shipment(atd=TODAY),))
    assert "late" not in row(gone, TODAY + timedelta(days=1)).states
    planned: list[dict[str, Cell]] = [{"etd": TODAY}, {"atd": date(2026, 11, 1), "eta": TODAY}]
    for cells_ in planned:
        sent = order_file(line(product="M2"), shipments=(shipment(**cells_),), **done)
        assert "late" not in row(sent).states
        assert row(sent).may_change_on == TODAY + timedelta(days=1)
        assert "late" in row(sent, TODAY + timedelta(days=1)).states


def test_rows_of_many_orders_come_in_their_sequence() -> None:
    files = [order_file(order={"order_number": number}) for number in ("B", "A", "C")]
    assert [one.order for one in status_rows(files, DESK, shipped_pack(), TODAY)] == ["B", "A", "C"]


def test_orders_alike_but_for_their_parties_or_origin_are_told_apart() -> None:
    waived = (decision("workspace", "document.waived", "po"),)
    listed = next(
        one.name
        for one in shipped_pack().parties
        if one.list == "CN-CTRL" and one.ended_on is None and one.suspended is None
    )
    book = StatusBook(DESK, shipped_pack(), TODAY)
    verdicts = [
        book.row(order_file(decisions=waived, order={"stage": "place", "end_user": name})).verdict
        for name in ("Lakeside Motors", None, listed)
    ]
    assert verdicts == ["ready", "unknown", "not_ready"]
    papers_needed = [
        book.row(
            order_file(
                line(origin_country=origin),
                order={"stage": "load"},
                supplier=SUPPLIER._replace(country="VN"),
            )
        ).completeness.required
        for origin in ("CN", "VN")
    ]
    assert papers_needed[0] == papers_needed[1] + 1
