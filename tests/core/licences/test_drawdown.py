from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remanence.core.base.findings import Severity
from remanence.core.base.proof import prove
from remanence.core.base.steps import Answer
from remanence.core.facts.dossiers import LicenceFile
from remanence.core.facts.licences import LicenceLine
from remanence.core.licences.drawdown import drawdown
from remanence.core.licences.status import LicenceStatus, licence_status
from remanence.core.policy.workdays import work_calendar
from tests.core.desk_makers import (
    DESK,
    MAGNET,
    PLAIN_MAGNET,
    TODAY,
    Cell,
    draw,
    event,
    licence_file,
    shipment,
    shipped_pack,
)

GRANTED = event(date(2026, 10, 5), "granted")
GONE = date(2026, 11, 1)


def status(lf: LicenceFile, day: date = TODAY) -> LicenceStatus:
    pack = shipped_pack()
    return licence_status(lf, pack, work_calendar(pack), DESK, day)


def goods(**cells: Cell) -> LicenceLine:
    base = LicenceLine(1, 1, 1, None, "M1", None, Decimal(1000), "pcs")
    return base._replace(**cells)


def codes(known: LicenceStatus, severity: Severity | None = None) -> list[str]:
    return [
        finding.code
        for finding in known.findings
        if severity is None or finding.severity is severity
    ]


def test_what_left_is_taken_off_and_what_is_planned_is_reserved() -> None:
    gone = shipment("A", quantity="300", export_declared_on=GONE, licence_ref="L-1")
    planned = shipment("B", quantity="200", etd=date(2026, 12, 5), licence_ref="L-1")
    known = status(licence_file(GRANTED, draws=(draw(gone), draw(planned))))
    assert known.remaining.quantity == 700
    assert known.reserved.quantity == 200
    assert (known.remaining.uses, known.reserved.uses) == (None, 1)
    assert known.state == "granted"


def test_a_departure_dated_ahead_has_not_left_yet() -> None:
    sent = shipment(quantity="300", atd=date(2026, 11, 30), licence_ref="L-1")
    lf = licence_file(GRANTED, draws=(draw(sent),))
    assert status(lf).remaining.quantity == 1000
    assert status(lf, date(2026, 11, 30)).remaining.quantity == 700


def test_pieces_become_kilograms_by_their_weight_exactly() -> None:
    line = goods(quantity=Decimal(10), unit="kg")
    sent = shipment(quantity="1333", atd=GONE, licence_ref="L-1")
    known = status(licence_file(GRANTED, lines=(line,), draws=(draw(sent),)))
    assert known.remaining.quantity == Decimal(10) - Decimal(1333) * Decimal("0.0075")


def test_without_a_weight_what_is_left_is_not_known() -> None:
    line = goods(quantity=Decimal(10), unit="kg")
    taken = draw(shipment(atd=GONE, licence_ref="L-1"))
    lf = licence_file(
        GRANTED,
        lines=(line,),
        draws=(taken._replace(product=MAGNET._replace(unit_net_weight_kg=None)),),
    )
    known = status(lf)
    assert known.remaining.quantity is None
    assert "licence.draw_not_counted" in codes(known)
    assert drawdown(lf, TODAY).enough.value is Answer.UNKNOWN


def test_an_overdraw_by_what_is_planned_is_an_error_and_nothing_negative_is_shown() -> None:
    gone = shipment("A", quantity="900", atd=GONE, licence_ref="L-1")
    planned = shipment("B", quantity="101", licence_ref="L-1")
    lf = licence_file(GRANTED, draws=(draw(gone), draw(planned)))
    known = status(lf)
    assert drawdown(lf, TODAY).enough.value is Answer.NO
    assert codes(known, Severity.ERROR) == ["licence.overdrawn"]
    assert "1 pcs too much" in known.findings[0].message
    more = licence_file(GRANTED, draws=(draw(gone), draw(planned), draw(shipment("C", atd=GONE))))
    assert status(more).remaining.quantity == 0


def test_a_tolerance_counts_only_where_the_licence_states_it() -> None:
    planned = shipment(quantity="1050", licence_ref="L-1")
    tight = licence_file(GRANTED, draws=(draw(planned),))
    loose = licence_file(GRANTED, draws=(draw(planned),), tolerance_percent=Decimal(5))
    assert drawdown(tight, TODAY).enough.value is Answer.NO
    assert drawdown(loose, TODAY).enough.value is Answer.YES
    over = licence_file(
        GRANTED,
        draws=(draw(shipment(quantity="1051", licence_ref="L-1")),),
        tolerance_percent=Decimal(5),
    )
    assert drawdown(over, TODAY).enough.value is Answer.NO


@pytest.mark.parametrize(
    ("limit_by", "enough"),
    [("value", Answer.NO), ("quantity", Answer.YES), ("both", Answer.NO), ("none", Answer.YES)],
)
def test_it_binds_by_what_it_limits(limit_by: str, enough: Answer) -> None:
    line = goods(value=Decimal(2000), currency="USD")
    planned = shipment(quantity="500", licence_ref="L-1")
    lf = licence_file(GRANTED, lines=(line,), draws=(draw(planned, "2000.01"),), limit_by=limit_by)
    assert drawdown(lf, TODAY).enough.value is enough


def test_left_out_it_limits_by_what_it_states_and_nothing_stated_is_not_known() -> None:
    planned = draw(shipment(quantity="500", licence_ref="L-1"))
    no_value = licence_file(GRANTED, lines=(goods(),), draws=(planned,))
    nothing = licence_file(GRANTED, lines=(goods(quantity=None),), draws=(planned,))
    said = licence_file(GRANTED, lines=(goods(),), draws=(planned,), limit_by="both")
    assert drawdown(no_value, TODAY).enough.value is Answer.YES
    assert drawdown(nothing, TODAY).enough.value is Answer.UNKNOWN
    assert drawdown(said, TODAY).enough.value is Answer.UNKNOWN


def test_another_currency_cannot_be_counted_against_a_value() -> None:
    line = goods(value=Decimal(2000), currency="CNY")
    lf = licence_file(GRANTED, lines=(line,), draws=(draw(shipment(licence_ref="L-1")),))
    assert drawdown(lf, TODAY).enough.value is Answer.UNKNOWN
    assert status(lf).reserved.value is None


def test_uses_are_exports_and_the_last_one_exhausts_it() -> None:
    gone = [draw(shipment(ref, quantity="10", atd=GONE, licence_ref="L-1")) for ref in "AB"]
    lf = licence_file(GRANTED, draws=tuple(gone), uses_allowed=2)
    known = status(lf)
    assert (known.remaining.uses, known.state, known.state_since) == (0, "exhausted", GONE)
    third = draw(shipment("C", quantity="10", licence_ref="L-1"))
    over = status(licence_file(GRANTED, draws=(*gone, third), uses_allowed=2))
    assert "licence.uses_exceeded" in codes(over, Severity.ERROR)


def test_a_second_export_under_a_single_licence_is_asked_about() -> None:
    gone = [draw(shipment(ref, quantity="10", atd=GONE, licence_ref="L-1")) for ref in "AB"]
    single = status(licence_file(GRANTED, draws=tuple(gone)))
    general = status(licence_file(GRANTED, draws=tuple(gone), kind="general"))
    assert "licence.single_used_twice" in codes(single, Severity.WARNING)
    assert "licence.single_used_twice" not in codes(general)
    assert single.remaining.uses is None


def test_a_line_that_names_no_licence_draws_on_that_of_its_order() -> None:
    taken = draw(shipment(quantity="100", atd=GONE))
    own = status(licence_file(GRANTED, draws=(taken,)))
    assert own.remaining.quantity == 900
    assert "licence.draw_assumed" in codes(own)
    of_supplier = status(licence_file(GRANTED, draws=(taken,), order_number=None))
    assert of_supplier.remaining.quantity == 1000
    other = draw(shipment(quantity="100", atd=GONE, licence_ref="L-2"))
    assert status(licence_file(GRANTED, draws=(other,))).remaining.quantity == 1000


def test_goods_that_it_does_not_name_are_found() -> None:
    taken = draw(shipment(licence_ref="L-1"))
    known = status(licence_file(GRANTED, lines=(goods(product_code="X"),), draws=(taken,)))
    assert codes(known, Severity.ERROR) == ["licence.goods_not_named"]
    assert known.reserved.quantity == 0


def test_a_line_without_product_covers_all_goods() -> None:
    taken = draw(shipment(quantity="400", atd=GONE, licence_ref="L-1"))
    known = status(licence_file(GRANTED, lines=(goods(product_code=None),), draws=(taken,)))
    assert known.remaining.quantity == 600


def test_two_lines_of_one_product_are_filled_one_after_the_other() -> None:
    lines = (goods(quantity=Decimal(100)), goods(line_no=2, quantity=Decimal(500)))
    taken = tuple(
        draw(shipment(ref, quantity="100", atd=GONE, licence_ref="L-1")) for ref in ("A", "B")
    )
    known = status(licence_file(GRANTED, lines=lines, draws=taken))
    assert [line.remaining.quantity for line in known.lines] == [0, 400]
    assert known.state == "granted"


def test_counted_by_the_year_it_begins_anew_in_january() -> None:
    last_year = draw(shipment("A", atd=date(2025, 12, 31), licence_ref="L-1"))
    this_year = draw(shipment("B", quantity="400", atd=date(2026, 1, 1), licence_ref="L-1"))
    lf = licence_file(GRANTED, draws=(last_year, this_year), per_year=True)
    assert status(lf).remaining.quantity == 600
    assert status(lf, date(2027, 1, 1)).remaining.quantity == 1000


def test_leaving_outside_its_validity_or_by_another_mode_is_an_error() -> None:
    late = draw(shipment(atd=GONE, licence_ref="L-1", transport_mode="air"))
    lf = licence_file(GRANTED, draws=(late,), valid_to=date(2026, 10, 31), transport_mode="sea")
    assert codes(status(lf), Severity.ERROR) == [
        "licence.mode_differs",
        "licence.left_outside_validity",
    ]


def test_unlike_units_have_no_sum() -> None:
    lines = (goods(), goods(line_no=2, product_code="O1", unit="kg"))
    assert status(licence_file(GRANTED, lines=lines)).remaining.quantity is None


def test_every_step_follows() -> None:
    gone = draw(shipment("A", quantity="300", atd=GONE, licence_ref="L-1"))
    known = status(licence_file(GRANTED, draws=(gone,), tolerance_percent=Decimal(5)))
    assert prove(known.explanation) == []
    assert prove(drawdown(licence_file(GRANTED, draws=(gone,)), TODAY).enough) == []


def test_goods_that_need_no_licence_and_name_none_are_not_its_goods() -> None:
    sent = shipment(quantity="400", atd=GONE, licence_ref="L-1")
    beside = draw(shipment("B", quantity="500", line_no=2, atd=GONE))
    lf = licence_file(
        GRANTED,
        draws=(draw(sent), beside._replace(product=PLAIN_MAGNET)),
        uses_allowed=2,
    )
    known = status(lf)
    assert codes(known) == []
    assert known.remaining.quantity == 600
    assert known.remaining.uses == 1


def test_what_was_to_leave_last_year_and_is_still_here_draws_on_this_year() -> None:
    stayed = draw(shipment(quantity="400", etd=date(2026, 12, 10), licence_ref="L-1"))
    lf = licence_file(GRANTED, draws=(stayed,), per_year=True)
    assert status(lf).reserved.quantity == 400
    assert status(lf, date(2027, 1, 2)).reserved.quantity == 400
    ahead = draw(shipment(quantity="400", etd=date(2027, 2, 1), licence_ref="L-1"))
    assert status(licence_file(GRANTED, draws=(ahead,), per_year=True)).reserved.quantity == 0
