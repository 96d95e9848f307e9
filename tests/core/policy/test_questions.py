"""What rules ask of a line, and the verdicts on control that follow."""

from __future__ import annotations

from datetime import date

import pytest

from remanence.core.base.proof import certainty, deciding, may_change_on, prove, walk
from remanence.core.base.steps import Answer, RecordRef, given
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import Desk, ShipmentFile
from remanence.core.facts.shipments import Entry, Shipment
from remanence.core.policy import controls
from remanence.core.policy.overlay import overlaid
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import line_facts, order_facts
from tests.core.policy.conftest import Asking, decision, order_file, sent

TODAY = date(2026, 11, 24)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
DY = "Nd:29.5;Dy:1.2;Fe:65;B:1"
FREE = "Nd:30;Pr:2;Fe:65;B:1"


CONTROL = [
    # category, material, composition, day, dual-use, ordinary
    ("magnet", "NdFeB", DY, TODAY, YES, NO),
    ("magnet", "NdFeB", DY, date(2025, 4, 3), NO, NO),
    ("magnet", "NdFeB", DY, date(2025, 4, 4), YES, NO),
    ("magnet", "NdFeB", FREE, TODAY, NO, NO),
    ("magnet", "NdFeB", None, TODAY, UNKNOWN, NO),  # never by a grade
    ("magnet", "sintered NdFeB", None, TODAY, UNKNOWN, NO),
    ("magnet", None, None, TODAY, UNKNOWN, NO),
    ("magnet", "Wonderium", None, TODAY, UNKNOWN, NO),  # nobody knows it: not free
    ("magnet", "SmCo", None, TODAY, YES, NO),
    ("magnet", "Ferrite", None, TODAY, NO, NO),
    ("magnet", "AlNiCo", None, TODAY, NO, NO),
    ("magnet", "NdFeB", "Nd:30;Ho:0.5;Fe:65", TODAY, UNKNOWN, NO),  # No. 57: not confirmed
    ("magnet", "NdFeB", "Nd:30;Ho:0.5;Fe:65", date(2026, 11, 10), NO, NO),
    ("assembly", "NdFeB", DY, TODAY, NO, NO),
    ("oxide", "Dy2O3", None, TODAY, YES, YES),
    ("oxide", "dy2o3", None, TODAY, YES, YES),
    ("oxide", "NdPr oxide", None, TODAY, NO, YES),
    ("oxide", "Ho2O3", None, TODAY, UNKNOWN, YES),
    ("oxide", "Nd2O3", None, date(2025, 6, 1), NO, UNKNOWN),  # no catalogue 2017 to 2025
    ("oxide", "Nd2O3", None, date(2016, 6, 1), NO, YES),
    ("oxide", "Nd2O3", None, date(2027, 1, 1), NO, UNKNOWN),
    ("magnet", "NdFeB", FREE, date(2025, 6, 1), NO, NO),  # magnets are in no catalogue
    ("metal", "Nd", None, TODAY, NO, YES),
    ("metal", "Sm metal", None, TODAY, YES, YES),
    ("alloy", "DyFe", None, TODAY, YES, YES),
    ("alloy", "GdFe", None, TODAY, NO, YES),
    ("compound", "TbF3", None, TODAY, YES, YES),
    ("target", "Tb", None, TODAY, YES, NO),
    ("ore", None, "Ce:20;La:10", TODAY, UNKNOWN, YES),
    ("equipment", None, None, TODAY, UNKNOWN, NO),
]


@pytest.mark.parametrize(("category", "material", "composition", "day", "dual", "plain"), CONTROL)
def test_control_of_chinese_goods(
    asking: Asking,
    category: str,
    material: str | None,
    composition: str | None,
    day: date,
    dual: Answer,
    plain: Answer,
) -> None:
    ask = asking(day, category=category, material=material, composition=composition)
    assert ask("controlled").value is dual
    assert ask("ordinary_licence").value is plain
    assert prove(ask("controlled")) == prove(ask("ordinary_licence")) == []


def test_goods_of_another_country_need_no_chinese_licence_before_no_61(asking: Asking) -> None:
    ask = asking(date(2025, 9, 1), supplier_country="JP", composition=DY)
    assert ask("controlled").value is NO
    later = asking(TODAY, supplier_country="JP", composition=DY)
    assert later("controlled").value is UNKNOWN  # No. 61: its state is not confirmed


def test_unknown_composition_says_what_to_obtain(asking: Asking) -> None:
    notes = " ".join(leaf.note for leaf in deciding(asking()("controlled")))
    assert "third-party composition test report" in notes


def test_an_instrument_seen_settles_the_line(pack: Pack, asking: Asking) -> None:
    subject = "pack row controls/A57-Ho"
    later = overlaid(pack, [decision(subject, "instrument.seen", "in_force")])
    ask = asking(TODAY, later, composition="Nd:30;Ho:0.5;Fe:65")
    assert ask("controlled").value is YES


def test_reasons_stand_on_the_row_and_the_records(asking: Asking) -> None:
    verdict = asking(composition=DY)("controlled")
    refs = {step.ref for step in walk(verdict)}
    assert RecordRef("products", "P1", "composition") in refs
    assert RecordRef("suppliers", "S1", "country") in refs
    assert "A18-Dy-magnet" in {getattr(ref, "row", "") for ref in refs}
    assert certainty(verdict) == "text"


def test_a_formula_is_weaker_than_a_composition(asking: Asking) -> None:
    assert certainty(asking(material="SmCo")("elements")) == "derived"
    assert certainty(asking(category="oxide", material="Nd2O3")("elements")) == "derived"


def test_the_day_of_export_decides(asking: Asking) -> None:
    early = asking(TODAY, composition=DY, shipments=[sent(atd=date(2025, 4, 1))])
    assert early("controlled").value is NO
    assert may_change_on(early("controlled")) is None
    planned = asking(date(2025, 4, 1), composition=DY, shipments=[sent(etd=date(2025, 4, 10))])
    assert planned("controlled").value is YES
    soon = asking(date(2025, 4, 1), composition=DY)
    assert may_change_on(soon("controlled")) == date(2025, 4, 4)


def test_own_limit_for_traces(asking: Asking) -> None:
    trace = "Nd:30;Dy:0.05;Tb:0.04;Fe:65"
    assert asking(composition=trace)("controlled").value is YES  # the text names no threshold
    own = [decision("product P1", "practice.limit", "0.1")]
    ask = asking(composition=trace, decisions=own)
    assert ask("controlled").value is NO
    assert "Dy" not in str(ask("elements").value)
    assert asking(composition=DY, decisions=own)("controlled").value is YES


# Facts and blanks


def test_blanks_filled_by_rule_are_marked(asking: Asking) -> None:
    ask = asking(shipments=[sent()], transport_mode="sea")
    found = {name: ask(name) for name in ("origin", "destination", "mode")}
    assert {name: step.value for name, step in found.items()} == {
        "origin": "CN",
        "destination": "DE",
        "mode": "sea",
    }
    assert {step.mark for step in found.values()} == {"assumed"}


def test_what_is_given_is_not_assumed(asking: Asking) -> None:
    ask = asking(
        origin_country="JP",
        destination_country="US",
        end_user_country="US",
        preference="RCEP",
        shipments=[sent(transport_mode="air", customs_state="challenge_open")],
    )
    expected = {
        "origin": "JP",
        "destination": "US",
        "end_user_country": "US",
        "preference": "RCEP",
        "mode": "air",
        "customs_state": "challenge_open",
        "export_country": "CN",
        "form": "block",
    }
    assert {name: ask(name).value for name in expected} == expected
    assert all(ask(name).mark == "" for name in expected)


@pytest.mark.parametrize(
    "fact", ["mode", "end_user_country", "year_kg", "loaded_on", "entry_date", "field_class"]
)
def test_never_assumed(asking: Asking, fact: str) -> None:
    step = asking()(fact)
    assert step.value is None
    assert step.note


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "none"),
        ({"export_declared_on": date(2026, 11, 1)}, "declared"),
        ({"export_declared_on": date(2026, 11, 1), "atd": date(2026, 11, 4)}, "released"),
    ],
)
def test_customs_without_a_word(asking: Asking, cells: dict[str, object], expected: str) -> None:
    step = asking(shipments=[sent(**cells)])("customs_state")
    assert (step.value, step.mark) == (expected, "assumed")


def test_days_of_loading_and_entry(asking: Asking) -> None:
    days = {"etd": date(2026, 1, 1), "atd": date(2026, 1, 3), "eta": date(2026, 2, 1)}
    ask = asking(shipments=[sent(**days)])
    assert (ask("loaded_on").value, ask("entry_date").value) == (days["atd"], days["eta"])


def test_layers_that_customs_took(asking: Asking) -> None:
    entered = Shipment(9, "SH-1", entered_on=date(2025, 9, 1))
    paid = ShipmentFile(entered, entries=(Entry(1, "SH-1", 1, "IEEPA-FENT"),))
    assert asking(shipments=[paid])("paid_layers").value == {"IEEPA-FENT"}
    assert asking(shipments=[sent()])("paid_layers").value == frozenset()
    assert asking(shipments=[ShipmentFile(entered)])("paid_layers").value is None


def test_answers_of_people_the_nearest_wins(asking: Asking) -> None:
    fact = "asked.solid_wood_packing"
    code = "fact.solid_wood_packing"
    assert asking()(fact).value is None
    assert code in asking()(fact).note
    wide = decision("workspace", code, "yes")
    assert asking(desk_decisions=(wide,))(fact).value == "yes"
    near = [decision("supplier S1", code, "yes"), decision("order PO-1", code, "no")]
    assert asking(desk_decisions=(wide,), decisions=near)(fact).value == "no"
    ended = [decision("order PO-1", code, "no", until=date(2026, 11, 23))]
    assert asking(decisions=ended)(fact).value is None
    vague = [decision("order PO-1", code, "perhaps")]
    assert asking(decisions=vague)(fact).value is None


def test_an_accepted_statement_answers_for_military_use(asking: Asking) -> None:
    fact = "asked.military_end_use"
    paper = Document(1, "eus", "PO-1", state="accepted")
    assert asking(documents=[paper])(fact).value == "no"
    assert asking(documents=[paper._replace(state="received")])(fact).value is None
    assert asking(documents=[paper._replace(valid_to=date(2026, 11, 1))])(fact).value is None
    own = decision("order PO-1", "fact.military_end_use", "yes")
    assert asking(documents=[paper], decisions=[own])(fact).value == "yes"


def test_words_of_people_have_a_last_day(asking: Asking) -> None:
    last, next_day = date(2026, 12, 1), date(2026, 12, 2)
    answer = decision("order PO-1", "fact.military_end_use", "no", until=last)
    assert may_change_on(asking(decisions=[answer])("asked.military_end_use")) == next_day
    paper = Document(1, "euc", "PO-1", state="accepted", valid_to=last)
    assert may_change_on(asking(documents=[paper])("asked.military_end_use")) == next_day
    limit = decision("order PO-1", "practice.limit", "0.1", until=last)
    ask = asking(composition="Nd:30;Dy:0.05", decisions=[limit])
    assert may_change_on(ask("controlled")) == next_day


def test_the_caller_may_know_more(pack: Pack, desk: Desk) -> None:
    file = order_file()
    extra = {"year_kg": lambda: given("counted", 5)}
    assert line_facts(file, file.lines[0], None, desk, pack, TODAY, extra)("year_kg").value == 5


def test_a_fact_that_no_rule_may_ask(asking: Asking) -> None:
    with pytest.raises(KeyError):
        asking()("colour")


def test_a_product_that_is_not_there(pack: Pack, desk: Desk) -> None:
    file = order_file()._replace(products={})
    ask = line_facts(file, file.lines[0], None, desk, pack, TODAY)
    assert ask("controlled").value is UNKNOWN


# Parties and refusals


def effect(asking: Asking, name: str, pack: Pack, **changes: object) -> Answer:
    ask = asking(TODAY, **changes)
    verdict = controls.by_effect(name, ask, ask.export_day, pack)
    assert prove(verdict) == []
    return verdict.value


def test_a_party_of_the_control_list_is_refused(asking: Asking, pack: Pack) -> None:
    peaceful = [decision("order PO-1", "fact.military_end_use", "no")]
    bad = {"end_user": "Lafert S.p.A.", "composition": DY, "decisions": peaceful}
    assert effect(asking, "refused", pack, **bad) is YES
    good = {"composition": DY, "decisions": peaceful}
    assert effect(asking, "refused", pack, **good) is NO
    free = {"end_user": "Lafert S.p.A.", "composition": FREE, "decisions": peaceful}
    assert effect(asking, "refused", pack, **free) is NO  # not a dual-use item


def test_the_attention_list_leaves_a_single_licence_only(asking: Asking, pack: Pack) -> None:
    name = "single_licence_only"
    assert effect(asking, name, pack, end_user="TDK Corporation", composition=DY) is YES
    assert effect(asking, name, pack, end_user="TDK Electronics AG", composition=DY) is UNKNOWN
    assert effect(asking, name, pack, composition=DY) is NO
    assert effect(asking, name, pack, composition=DY, end_user=None) is UNKNOWN


def test_japanese_military_use(asking: Asking, pack: Pack) -> None:
    japan = {"composition": DY, "end_user_country": "JP"}
    assert effect(asking, "refused", pack, **japan) is UNKNOWN
    yes = [decision("order PO-1", "fact.military_end_use", "yes")]
    assert effect(asking, "refused", pack, **japan, decisions=yes) is YES


def test_named_ways_to_ask(asking: Asking, pack: Pack) -> None:
    ask = asking(composition=DY, end_user_country="DE")
    day = ask.export_day
    assert controls.controlled(ask, day, pack).value is YES
    assert controls.ordinary_licence(ask, day, pack).value is NO
    assert controls.single_licence_only(ask, day, pack).value is NO
    assert controls.refused(ask, day, pack).value is NO


# Sharing


def test_lines_with_equal_facts_share_one_verdict(pack: Pack, desk: Desk) -> None:
    first, second = order_file(composition=DY), order_file(composition=DY, order_number="PO-2")
    verdicts = [
        line_facts(file, file.lines[0], None, desk, pack, TODAY)("controlled")
        for file in (first, second)
    ]
    assert verdicts[0] is verdicts[1]


def test_an_order_is_sorted_once(pack: Pack, desk: Desk) -> None:
    file = order_file()
    known = order_facts(file, desk, pack, TODAY)
    assert order_facts(file, desk, pack, TODAY) is known
    assert order_facts(file, desk, pack, date(2026, 11, 25)) is not known
