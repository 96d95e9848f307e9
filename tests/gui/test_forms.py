"""Forms made of the columns of sheets: what they offer, what they write, what they never lose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from remanence.app.forms import FormField, Known, form_fields, next_number
from remanence.gui.parts.form import Form, field_words, options_of
from remanence.gui.parts.form_editor import place_of
from remanence.gui.parts.form_field import LineField
from remanence.gui.theme import Theme

MakeForm = Callable[..., Form]

SUPPLIERS = (
    Known("S-QLM", "Ningbo Qinglan Magnetics", "宁波青岚磁材", "CN"),
    Known("S-HLB", "Baotou Hanlin", "包头瀚林磁业", "CN"),
)


def known(kind: str) -> Sequence[Known]:
    return SUPPLIERS if kind == "suppliers" else ()


def fields(*names: str) -> list[FormField]:
    every = {one.name: one for one in form_fields("orders")}
    return [every[name] for name in names]


@pytest.fixture
def make_form(theme: Theme, qtbot: QtBot) -> MakeForm:
    def make(*names: str, fresh: bool = False, **texts: str) -> Form:
        form = Form(theme, fields(*names), known, texts, fresh=fresh)
        qtbot.addWidget(form)
        form.resize(700, 300)
        form.show()
        return form

    return make


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        (["PO-2653", "PO-2652"], "PO-2654"),
        (["PO-0099"], "PO-0100"),
        (["PO-999", "PO-998"], "PO-1000"),
        (["2026/014-A", "2026/013-A"], "2026/015-A"),
        (["ALPHA", "PO-7"], "PO-8"),
        (["PO-7", "PO-9"], "PO-10"),
        ([], ""),
        (["ALPHA"], ""),
    ],
)
def test_the_next_number_follows_the_pattern(numbers: Sequence[str], following: str) -> None:
    assert next_number(numbers) == following


def test_columns_say_what_sort_of_value_they_hold() -> None:
    found = {one.name: one for one in form_fields("orders")}
    assert found["order_date"].sort == "day"
    assert found["quantity"].sort == "number"
    assert "FOB" in found["incoterm"].choices
    assert found["supplier_code"].refers == "suppliers"
    assert found["quantity"].of_line


def test_suppliers_are_offered_by_code_and_by_either_name() -> None:
    options = options_of(fields("supplier_code")[0], known)
    words = {option.text: option.words for option in options}
    assert "Qinglan" in words["S-QLM"]
    assert "宁波青岚磁材" in words["S-QLM"]


@pytest.mark.parametrize("typed", ["青岚", "qing", "s-q"])
def test_typing_any_part_finds_the_supplier_and_takes_its_code(
    make_form: MakeForm, typed: str
) -> None:
    line = make_form("supplier_code").boxes["supplier_code"].line
    line.completer().setCompletionPrefix(typed)
    assert line.completer().completionCount() == 1
    assert line.completer().currentCompletion() == "S-QLM"


def test_only_what_was_typed_is_a_change(make_form: MakeForm) -> None:
    form = make_form("incoterm", "incoterm_place", incoterm="FOB", incoterm_place="Ningbo")
    assert form.changes() == {}
    form.put("incoterm_place", "Tianjin")
    assert form.changes() == {"incoterm_place": "Tianjin"}


def test_an_emptied_field_clears_its_cell(make_form: MakeForm) -> None:
    form = make_form("incoterm_place", incoterm_place="Ningbo")
    form.put("incoterm_place", "  ")
    assert form.changes() == {"incoterm_place": "<clear>"}


def test_suggestions_of_a_new_record_are_written(make_form: MakeForm) -> None:
    form = make_form("order_number", "notes", fresh=True, order_number="PO-9")
    assert form.changes() == {"order_number": "PO-9"}


def test_what_stands_now_is_shown_beside_what_was_typed(make_form: MakeForm) -> None:
    form = make_form("incoterm", "incoterm_place", incoterm="FOB", incoterm_place="Ningbo")
    form.put("incoterm_place", "Tianjin")
    form.rebase({"incoterm": "FCA", "incoterm_place": "Shanghai"})
    assert form.texts() == {"incoterm": "FCA", "incoterm_place": "Tianjin"}
    assert form.changes() == {"incoterm_place": "Tianjin"}
    assert form.boxes["incoterm_place"].said == "Stands now: Shanghai"


def test_a_problem_stands_at_its_field_until_it_is_typed_anew(make_form: MakeForm) -> None:
    form = make_form("quantity", "unit")
    form.show_problems({"quantity": "ten is no number."})
    assert form.boxes["quantity"].said.startswith("ten")
    assert form.boxes["unit"].said == ""
    QTest.keyClicks(form.boxes["quantity"].line, "10")
    assert form.boxes["unit"].said == ""


def test_what_a_new_record_needs_is_named(make_form: MakeForm) -> None:
    form = make_form("quantity", "notes")
    assert list(form.lacking()) == ["quantity"]


def test_the_placeholder_of_a_day_says_how_it_is_written(make_form: MakeForm) -> None:
    line = make_form("order_date").boxes["order_date"].line
    assert line.placeholderText() == "YYYY-MM-DD"


def test_every_field_has_a_name_and_a_label(make_form: MakeForm) -> None:
    form = make_form("order_number", "incoterm_place", "notes")
    for line in form.findChildren(LineField):
        assert line.accessibleName()


def test_a_narrow_form_has_one_column(make_form: MakeForm, qtbot: QtBot) -> None:
    form = make_form("order_number", "order_date", "currency")
    form.resize(200, 400)
    qtbot.waitUntil(lambda: len({made.x() for made in form.boxes.values()}) == 1)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("entry, orders, row 1, quantity", (0, "quantity")),
        ("entry, orders, row 3, unit", (2, "unit")),
        ("orders", (0, "orders")),
    ],
)
def test_a_finding_names_its_form_and_field(where: str, place: tuple[int, str]) -> None:
    assert place_of(where) == place


def test_names_of_fields_are_words() -> None:
    assert field_words("confirmed_on") == "Confirmed on"
    assert field_words("hs_code") == "HS code"
