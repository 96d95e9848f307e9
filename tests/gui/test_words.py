"""The window in other languages: whole catalogues, days and numbers as people write them."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages import Catalog

from remanence.gui import words
from remanence.gui.formats import Formats
from remanence.gui.places import PAGES
from tests import catalogues
from tests.gui.conftest import MakeWindow

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 11, 24)
FIELD = re.compile(r"\{\w*[^}]*\}")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    words.use(gettext.NullTranslations())


def texts(value: object) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return [str(value)]


def translated(catalogue: Catalog) -> Iterator[tuple[list[str], list[str]]]:
    for message in catalogue:
        if message.id and message.string and all(texts(message.string)):
            yield texts(message.id), texts(message.string)


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_text_of_the_source_stands_in_the_catalogue(language: str) -> None:
    known = catalogues.read(language)
    lacking = [one.id for one in catalogues.template() if one.id and one.id not in known]
    assert lacking == [], "run nox -s words"


@pytest.mark.parametrize("language", catalogues.languages())
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    made = catalogues.place(language, ".mo").read_bytes()
    assert made == catalogues.compiled(catalogues.read(language)), "run nox -s words"


@pytest.mark.parametrize("language", catalogues.languages())
def test_translations_keep_their_fields(language: str) -> None:
    for source, there in translated(catalogues.read(language)):
        wanted = {field for text in source for field in FIELD.findall(text)}
        for text in there:
            found = set(FIELD.findall(text))
            assert found <= wanted, (source, text)
            assert wanted - found <= {"{count}"}, (source, text)


@pytest.mark.parametrize("language", catalogues.languages())
def test_menus_keep_one_key_each(language: str) -> None:
    for source, there in translated(catalogues.read(language)):
        if len(re.findall(r"&\w", source[0])) == 1:
            assert len(re.findall(r"&\w", there[0])) == 1, there


def test_a_language_is_chosen_and_left_again() -> None:
    assert words.choose(RESOURCES, "de") == "de"
    assert words._("Orders") == "Bestellungen"
    assert words.n_("{count} order", "{count} orders", 1) == "1 Bestellung"
    assert words.n_("{count} order", "{count} orders", 12000) == "12.000 Bestellungen"
    assert words.choose(RESOURCES, "zh_CN") == "zh_CN"
    assert words._("Orders") == "订单"
    assert words.choose(RESOURCES, "en") == "en"
    assert words._("Orders") == "Orders"


def test_days_and_numbers_follow_the_language() -> None:
    def said() -> tuple[str, str, str, str]:
        formats = Formats(TODAY)
        return (
            formats.weekday(date(2026, 11, 27)),
            formats.day(date(2025, 3, 7)),
            formats.number(Decimal("-73735.20")),
            formats.period("2026-03"),
        )

    assert said() == ("Fri 27 Nov", "7 Mar 2025", "−73,735.20", "Mar 2026")
    words.choose(RESOURCES, "de")
    assert said() == ("Fr. 27. Nov.", "7. März 2025", "−73.735,20", "März 2026")
    words.choose(RESOURCES, "zh_CN")
    assert said() == ("11月27日 周五", "2025年3月7日", "−73,735.20", "2026年3月")


def test_the_longer_language_keeps_fields_and_keys() -> None:
    longer = words.Pseudo()
    assert longer.gettext("&Undo {what}").startswith("&Ündö {what}")
    assert len(longer.gettext("Landed cost")) >= 1.5 * len("Landed cost")
    assert longer.ngettext("{count} row", "{count} rows", 2).format(count=2).startswith("2 röwß")


def test_an_empty_text_is_not_the_heading_of_the_catalogue() -> None:
    words.choose(RESOURCES, "de")
    assert words._("") == ""


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize("language", ["de", "zh_CN"])
def test_every_page_opens_in_every_language(
    make_window: MakeWindow, language: str, page: str
) -> None:
    words.choose(RESOURCES, language)
    window = make_window(page)
    assert window.heading.title.text() == window.page.title()
    show = getattr(window.page, "show_example", None)
    if show is not None:
        show()
