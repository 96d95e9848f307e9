"""In force, not in force, unknown: suspensions, extensions only reported, instruments recorded."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from remanence.core.base.proof import may_change_on, prove
from remanence.core.base.steps import Answer, Step, given, today_step
from remanence.core.policy.controls import rules_on
from remanence.core.policy.overlay import (
    corrections_of,
    lapses_on,
    overlaid,
    overlay_findings,
    read_overlay,
)
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import ControlRow
from remanence.core.policy.validity import in_force, live, next_turn
from tests.core.policy.conftest import decision


def row(pack: Pack, name: str) -> ControlRow:
    return next(one for one in pack.controls if one.id == name)


def status(pack: Pack, name: str, day: date) -> str:
    return next(one for one in rules_on(pack, day) if one.id == name).status


STATES = [
    ("A18-Dy-oxide", date(2025, 4, 3), "not_in_force"),
    ("A18-Dy-oxide", date(2025, 4, 4), "in_force"),
    ("A18-Dy-oxide", date(2026, 11, 24), "in_force"),
    ("A57-Ho", date(2025, 11, 7), "not_in_force"),
    ("A57-Ho", date(2025, 11, 8), "not_in_force"),
    ("A57-Ho", date(2026, 11, 10), "not_in_force"),  # the last day is included
    ("A57-Ho", date(2026, 11, 11), "unknown"),
    ("A57-Ho", date(2027, 2, 1), "unknown"),
    ("A61-c", date(2025, 10, 9), "in_force"),
    ("A61-c", date(2025, 11, 6), "in_force"),
    ("A61-c", date(2025, 11, 7), "not_in_force"),
    ("A62", date(2026, 11, 24), "unknown"),
    ("A46-2", date(2026, 11, 27), "not_in_force"),
    ("A46-2", date(2026, 11, 28), "unknown"),
    ("A70", date(2026, 11, 10), "in_force"),
    ("A70", date(2026, 11, 11), "not_in_force"),
    ("A70-ext", date(2026, 11, 24), "unknown"),  # only reported
    ("A70-ext", date(2027, 1, 11), "not_in_force"),
    ("OEL-2026", date(2026, 12, 31), "in_force"),
    ("OEL-2026", date(2027, 1, 1), "not_in_force"),
    ("EXT-A18-A57", date(2026, 11, 24), "unknown"),
]


@pytest.mark.parametrize(("name", "day", "expected"), STATES)
def test_state_on_a_day(pack: Pack, name: str, day: date, expected: str) -> None:
    assert status(pack, name, day) == expected


@pytest.mark.parametrize("name", ["A18-Dy-oxide", "A57-Ho", "A46-2", "A70-ext", "OEL-2026", "A72"])
def test_answers_hold_until_the_day_they_name(pack: Pack, name: str) -> None:
    start = date(2026, 11, 1)
    day = start
    while day < date(2027, 1, 20):
        verdict = in_force(row(pack, name), today_step(day), pack)
        assert prove(verdict) == []
        turn = may_change_on(verdict) or day + timedelta(days=30)
        tomorrow = day + timedelta(days=1)
        if tomorrow < turn:
            later = in_force(row(pack, name), today_step(tomorrow), pack)
            assert later.value is verdict.value
        day = tomorrow


def test_a_reported_extension_explains_the_unknown(pack: Pack) -> None:
    verdict = in_force(row(pack, "A57-Ho"), given("day", date(2026, 11, 24)), pack)
    notes = " ".join(step.note for step in verdict.inputs)
    assert "2027-01-10 is only reported (controls/A70-ext)" in notes
    assert "instrument.seen" in notes


def seen(pack: Pack, value: str, row_id: str = "A57-Ho", **more: object) -> Pack:
    return overlaid(
        pack, [decision(f"pack row controls/{row_id}", "instrument.seen", value, **more)]
    )


@pytest.mark.parametrize(
    ("value", "until", "day", "expected"),
    [
        ("in_force", None, date(2026, 11, 24), "in_force"),
        ("in_force", None, date(2026, 11, 11), "in_force"),  # back to where the pack knew nothing
        ("in_force", None, date(2026, 11, 10), "not_in_force"),  # but not over what it knew
        ("not_in_force", None, date(2026, 11, 24), "not_in_force"),
        ("suspended", date(2027, 1, 10), date(2027, 1, 10), "not_in_force"),
        ("suspended", date(2027, 1, 10), date(2027, 1, 11), "unknown"),
        ("unknown", None, date(2026, 11, 24), "unknown"),
    ],
)
def test_an_instrument_that_was_seen_settles_it(
    pack: Pack, value: str, until: date | None, day: date, expected: str
) -> None:
    assert status(seen(pack, value, until=until), "A57-Ho", day) == expected
    assert status(pack, "A57-Ho", day) in ("unknown", expected)  # the pack itself is not changed


def test_the_latest_record_wins(pack: Pack) -> None:
    subject = "pack row controls/A57-Ho"
    both = overlaid(
        pack,
        [
            decision(subject, "instrument.seen", "in_force", decided_on=date(2026, 12, 5)),
            decision(subject, "instrument.seen", "suspended", until=date(2027, 1, 10)),
        ],
    )
    assert status(both, "A57-Ho", date(2026, 12, 6)) == "in_force"


def test_an_instrument_against_a_row_in_force_holds_from_its_record_on(pack: Pack) -> None:
    later = seen(pack, "suspended", "A18-Dy-oxide", decided_on=date(2026, 11, 20))
    assert status(later, "A18-Dy-oxide", date(2026, 11, 19)) == "in_force"
    assert status(later, "A18-Dy-oxide", date(2026, 11, 20)) == "not_in_force"


def test_the_extension_itself_may_be_recorded(pack: Pack) -> None:
    extended = seen(pack, "in_force", "A70-ext")
    assert status(extended, "A70-ext", date(2026, 11, 24)) == "in_force"
    assert status(extended, "A57-Ho", date(2027, 1, 10)) == "not_in_force"
    assert status(extended, "A57-Ho", date(2027, 1, 11)) == "unknown"


def test_an_end_that_was_recorded_is_a_day_to_look_again(pack: Pack) -> None:
    later = seen(pack, "suspended", until=date(2027, 1, 10))
    verdict = in_force(row(later, "A57-Ho"), today_step(date(2026, 11, 24)), later)
    assert (verdict.value, may_change_on(verdict)) == (Answer.NO, date(2027, 1, 11))


def test_one_row_a_rule_with_its_number_and_year(pack: Pack) -> None:
    rules = rules_on(pack, date(2026, 11, 24))
    assert [one.id for one in rules] == [one.id for one in pack.controls]
    by_id = {one.id: one for one in rules}
    assert by_id["A61-a"].instrument == "61/2025"
    assert by_id["LIST-ATT"].instrument == "Attention list"
    assert by_id["A70-ext"].confidence == "reported"
    assert all(one.source and one.title for one in rules)


def test_rows_that_hold_and_when_another_takes_over(pack: Pack) -> None:
    fees = [one for one in pack.duties if one.layer == "FEE-MPF"]
    assert [one.max_amount for one in live(fees, date(2026, 9, 30))] == [fees[9].max_amount]
    assert next_turn(fees, date(2026, 9, 30)) == date(2026, 10, 1)


# Corrections


def test_a_corrected_cell_says_who_corrected_it(pack: Pack) -> None:
    change = decision("pack row controls/OEL-2026", "pack.effective_to", "2027-12-31")
    later = overlaid(pack, [change])
    assert status(later, "OEL-2026", date(2027, 5, 1)) == "in_force"
    ref = row(later, "OEL-2026").ref
    assert "own correction of 2026-11-20: seen" in ref.source
    assert ref.confidence == "recalled"
    assert status(pack, "OEL-2026", date(2027, 5, 1)) == "not_in_force"


def test_a_correction_is_at_best_reported(pack: Pack) -> None:
    subject = "pack row clocks/licence_decision"
    mark = decision(subject, "pack.confidence", "reported")
    value = decision(subject, "pack.value", "60", id=8, decided_on=date(2026, 11, 21))
    for told in ([value, mark], [mark, value]):
        later = overlaid(pack, told)
        found = next(one for one in later.clocks if one.id == "licence_decision")
        assert (found.value, found.ref.confidence) == (Decimal(60), "reported")
    for above in ("text", "derived", "provisional", "assumed", ""):
        (finding,) = overlay_findings(pack, [mark._replace(value=above)])
        assert "at best reported" in finding.message
        assert finding.where == f"decisions, {subject}, pack.confidence"


def test_a_correction_says_what_it_took_the_place_of(pack: Pack) -> None:
    change = decision("pack row clocks/licence_decision", "pack.value", "60", decided_by="Lin")
    state = decision("pack row controls/A62", "instrument.seen", "suspended")
    overlay = read_overlay(pack, [change, state], None)
    (one,) = corrections_of(overlay, "clocks/licence_decision", {"value": "45"})
    assert (one.code, one.value, one.shipped, one.reason) == ("pack.value", "60", "45", "seen")
    (one,) = corrections_of(overlay, "controls/A62", {"value": "45"})
    assert (one.code, one.value, one.shipped) == ("instrument.seen", "suspended", None)
    assert corrections_of(overlay, "controls/A57-Ho", {}) == ()


@pytest.mark.parametrize(
    ("subject", "code", "value", "part"),
    [
        ("pack row none/A57-Ho", "pack.effective_to", "2027-12-31", "no table 'none'"),
        ("pack row controls/NONE", "pack.effective_to", "2027-12-31", "no row 'NONE'"),
        ("pack row controls/OEL-2026", "pack.colour", "red", "no column 'colour'"),
        ("pack row controls/OEL-2026", "pack.effective_to", "soon", "soon"),
        ("pack row controls/OEL-2026", "pack.id", "OEL-2027", "kept for good"),
        ("pack row controls/OEL-2026", "pack.conditions", "colour is red", "colour"),
        ("pack row controls/NONE", "instrument.seen", "in_force", "names no row"),
        ("pack row controls/A62", "instrument.seen", "yes", "is no state"),
    ],
)
def test_what_cannot_be_carried_out_is_said_and_left_out(
    pack: Pack, subject: str, code: str, value: str, part: str
) -> None:
    wrong = [decision(subject, code, value)]
    (finding,) = overlay_findings(pack, wrong)
    assert part in finding.message
    assert overlaid(pack, wrong) is pack


def test_a_correction_that_has_ended_is_left_out(pack: Pack) -> None:
    subject, until = "pack row controls/OEL-2026", date(2026, 12, 1)
    change = [decision(subject, "pack.effective_to", "2027-12-31", until=until)]
    assert lapses_on(change, date(2026, 11, 24)) == date(2026, 12, 2)
    assert overlaid(pack, change, date(2026, 12, 1)) is not pack
    assert overlaid(pack, change, date(2026, 12, 2)) is pack


def test_the_day_may_be_a_day_of_record(pack: Pack) -> None:
    day: Step[date] = given("shipments.atd", date(2026, 11, 24))
    assert may_change_on(in_force(row(pack, "A57-Ho"), day, pack)) is None
