"""Screening: who of an order is listed on a day, what a person decides, what was cleared."""

from __future__ import annotations

from datetime import date

import pytest

from remanence.core.base.proof import deciding, may_change_on, prove, sentence
from remanence.core.base.steps import Answer, RecordRef, RuleRef
from remanence.core.facts.dossiers import Desk
from remanence.core.policy.pack import Pack
from remanence.core.policy.screening import hits, on_attention, screen, screening
from tests.core.policy.conftest import Asking, decision, listed, order_file

TODAY = date(2026, 11, 24)
LAFERT = "CN-CTRL-lafert-s-p-a-2026-07-24"


def states(pack: Pack, name: str, day: date, local: str | None = None) -> set[tuple[str, str]]:
    return {(hit.list, hit.state) for hit in screen(name, local, day, pack)}


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Lafert S.p.A.", date(2026, 7, 23), set()),  # dated lists
        ("Lafert S.p.A.", date(2026, 7, 24), {("CN-CTRL", "in_force")}),
        ("Leidos Inc.", date(2025, 11, 9), {("CN-CTRL", "in_force")}),
        ("Leidos Inc.", date(2025, 11, 10), set()),  # ended
        ("Hudson Technologies Co.", date(2026, 11, 10), {("CN-CTRL", "suspended")}),
        ("Hudson Technologies Co.", date(2026, 11, 11), {("CN-CTRL", "unconfirmed")}),
        ("Skydio, Inc.", TODAY, {("CN-UEL", "unconfirmed")}),  # ended on the other list
        ("TDK Corporation", TODAY, {("CN-ATT", "in_force")}),
        ("Century Sunshine Group Holdings", TODAY, {("US-UFLPA", "in_force")}),
        ("Ningbo Lanyue Magnet Co., Ltd.", TODAY, set()),
    ],
)
def test_lists_are_dated(pack: Pack, name: str, day: date, expected: set[object]) -> None:
    assert states(pack, name, day) == expected


def test_a_chinese_name_is_enough(pack: Pack) -> None:
    assert states(pack, "Tokio Kinzoku", TODAY, "东金株式会社") == {("CN-ATT", "in_force")}


def test_every_listed_party_finds_itself(pack: Pack) -> None:
    for row in pack.parties:
        day = row.listed_on or TODAY
        found = [hit for hit in screen(row.name, None, day, pack) if hit.ref == row.ref]
        if row.ended_on != day:
            assert [hit.sure for hit in found] == [True], row.name


def test_a_party_listed_beyond_doubt_fails_the_order(pack: Pack, desk: Desk) -> None:
    verdict = screening(order_file(end_user="Lafert S.p.A."), desk, pack, TODAY)
    (leaf,) = deciding(verdict)
    assert verdict.value is Answer.NO
    assert isinstance(leaf.ref, RuleRef)
    assert leaf.ref.row == LAFERT
    assert leaf.inputs[0].ref == RecordRef("orders", "PO-1", "end_user")
    assert prove(verdict) == []


def test_a_party_on_the_attention_list_passes_and_is_told(pack: Pack, desk: Desk) -> None:
    verdict = screening(order_file(end_user="TDK Corporation"), desk, pack, TODAY)
    assert verdict.value is Answer.YES
    (told,) = on_attention(verdict)
    assert "no general licence serves it" in sentence(told)
    assert isinstance(told.ref, RuleRef)
    assert prove(verdict) == []


@pytest.mark.parametrize(("country", "answer"), [("US", Answer.NO), ("DE", Answer.YES)])
def test_a_list_that_stops_entry_into_the_us_stops_nothing_else(
    pack: Pack, desk: Desk, country: str, answer: Answer
) -> None:
    cells = {"consignee": "Century Sunshine Group Holdings", "destination_country": country}
    assert screening(order_file(**cells), desk, pack, TODAY).value is answer


def test_a_plain_order_passes(pack: Pack, desk: Desk) -> None:
    verdict = screening(order_file(), desk, pack, TODAY)
    assert verdict.value is Answer.YES
    own = [step.inputs[0] for step in verdict.inputs if step.note.startswith(("consignee", "imp"))]
    assert [(step.value, step.mark) for step in own] == [("Nordwind Antriebe GmbH", "assumed")] * 2


@pytest.mark.parametrize(
    "changes",
    [
        {"end_user": "Rheinmetall Defence GmbH"},  # may be
        {"end_user": "Hudson Technologies Co."},  # unconfirmed
        {"supplier_group": "Lafert Group"},  # an owner that may be listed
        {"end_user": None, "material": "SmCo"},  # controlled goods and nobody named
    ],
)
def test_what_only_a_person_can_decide(pack: Pack, desk: Desk, changes: dict[str, object]) -> None:
    verdict = screening(order_file(**changes), desk, pack, TODAY)
    assert verdict.value is Answer.UNKNOWN
    assert all(leaf.note for leaf in deciding(verdict))


def test_a_blank_end_user_of_free_goods_is_no_question(pack: Pack, desk: Desk) -> None:
    file = order_file(end_user=None, category="assembly", material=None)
    assert screening(file, desk, pack, TODAY).value is Answer.YES


def test_one_of_several_end_users(pack: Pack, desk: Desk) -> None:
    found = hits(order_file(end_user="Volta Drives Ltd. | Rheinmetall AG"), desk, pack, TODAY)
    assert [(hit.role, hit.name) for hit in found] == [("end user", "Rheinmetall AG")]


def test_an_own_list_is_not_decided_by_the_program(pack: Pack, desk: Desk) -> None:
    own = desk._replace(parties=(listed("HOUSE", "Volta Drives"),))
    verdict = screening(order_file(), own, pack, TODAY)
    (leaf,) = deciding(verdict)
    assert (verdict.value, leaf.ref) == (
        Answer.UNKNOWN,
        RecordRef("parties", "HOUSE Volta Drives"),
    )


def test_an_own_row_of_a_known_list_means_the_same(pack: Pack, desk: Desk) -> None:
    row = listed("CN-CTRL", "Volta Drives", from_day=date(2026, 11, 1), until=date(2026, 12, 31))
    own = desk._replace(parties=(row,))
    assert screening(order_file(), own, pack, date(2026, 10, 31)).value is Answer.YES
    verdict = screening(order_file(), own, pack, TODAY)
    assert (verdict.value, may_change_on(verdict)) == (Answer.NO, date(2027, 1, 1))
    assert screening(order_file(), own, pack, date(2027, 1, 1)).value is Answer.YES


# Cleared


def key(pack: Pack, name: str) -> str:
    return screen(name, None, TODAY, pack)[0].key


def test_a_cleared_hit_is_gone_until_the_name_or_the_row_changes(pack: Pack, desk: Desk) -> None:
    cleared = decision("order PO-1", "screening.hit", key(pack, "Garnet S.r.l."))
    file = order_file(end_user="Garnet S.r.l.", decisions=[cleared])
    assert screening(file, desk, pack, TODAY).value is Answer.YES
    other = order_file(end_user="Garnet Srl Milano", decisions=[cleared])
    assert screening(other, desk, pack, TODAY).value is not Answer.YES
    stale = cleared._replace(value=(cleared.value or "").replace("[", "[0"))
    changed = order_file(end_user="Garnet S.r.l.", decisions=[stale])
    assert screening(changed, desk, pack, TODAY).value is Answer.NO


def test_a_clearance_has_a_last_day(pack: Pack, desk: Desk) -> None:
    cleared = decision(
        "order PO-1", "screening.hit", key(pack, "Garnet S.r.l."), until=date(2026, 11, 24)
    )
    file = order_file(end_user="Garnet S.r.l.", decisions=[cleared])
    today = screening(file, desk, pack, TODAY)
    assert (today.value, may_change_on(today)) == (Answer.YES, date(2026, 11, 25))
    assert screening(file, desk, pack, date(2026, 11, 25)).value is Answer.NO


def test_a_listing_to_come_is_a_day_to_look_again(pack: Pack, desk: Desk, asking: Asking) -> None:
    row = listed("CN-CTRL", "Volta Drives", from_day=date(2026, 12, 1))
    own = desk._replace(parties=(row,))
    verdict = screening(order_file(), own, pack, TODAY)
    assert (verdict.value, may_change_on(verdict)) == (Answer.YES, date(2026, 12, 1))
    step = asking(parties=(row,))("listed")
    assert (step.value, step.until) == (frozenset(), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("end_user", "value", "expected"),
    [
        ("Rheinmetall Defence GmbH", "Rheinmetall AG", Answer.YES),  # a short word will do
        ("Rheinmetall Defence GmbH", "rheinmetall defence gmbh", Answer.YES),
        ("Rheinmetall Defence GmbH", "somebody else", Answer.UNKNOWN),
        ("Rheinmetall AG", "Rheinmetall AG", Answer.NO),  # not where the names are the same
        ("Rheinmetall Defence GmbH", "confirmed: Rheinmetall AG", Answer.NO),
    ],
)
def test_what_a_decision_may_say(
    pack: Pack, desk: Desk, end_user: str, value: str, expected: Answer
) -> None:
    one = decision("supplier S1", "screening.hit", value)
    file = order_file(end_user=end_user, decisions=[one])
    assert screening(file, desk, pack, TODAY).value is expected


def test_a_short_word_clears_no_later_listing(pack: Pack, desk: Desk) -> None:
    one = decision("order PO-1", "screening.hit", "Rheinmetall AG", decided_on=date(2026, 7, 1))
    file = order_file(end_user="Rheinmetall Defence GmbH", decisions=[one])
    assert screening(file, desk, pack, TODAY).value is Answer.UNKNOWN


# As a fact that rules ask


def test_lists_as_a_fact(asking: Asking) -> None:
    assert asking()("listed").value == frozenset()
    assert asking(end_user="Lafert S.p.A.")("listed").value == {"CN-CTRL"}
    assert asking(end_user="Rheinmetall Defence")("listed").value == {"CN-CTRL?"}
    assert asking(end_user=None)("listed").value == {"?"}
    assert str(asking(end_user="Lafert S.p.A.")("listed").value) == "CN-CTRL"
