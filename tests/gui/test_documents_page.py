"""Documents: marks in words, deeds by keyboard, the chase list, attaching, looking at a paper."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from remanence.app.documents import PaperRow
from remanence.app.workspace import Workspace
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub, Note
from remanence.gui.jobs import InlineJobs
from remanence.gui.pages.documents import DocumentsPage
from remanence.gui.parts.button import Button
from remanence.gui.parts.paper_grid import PAPERS, VIEWS
from remanence.gui.parts.paper_marks import MARK_WORDS, mark_of_paper
from remanence.gui.parts.paper_strip import Differing
from remanence.gui.parts.preview import PreviewBox
from remanence.gui.parts.proposals import ProposalBox
from remanence.gui.parts.reason_box import ReasonBox
from remanence.gui.parts.text import Text
from remanence.gui.theme import Theme
from tests.desk import BASE, Desk
from tests.exchange.paper_makers import pairs, write_pdf
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_papers import papers_of

DOCUMENTS = """document_type,order_number,number,state,net_weight_kg
po,PO-1,PO-1,accepted,13.6
invoice,PO-1,INV-1,received,12.0
euc,PO-1,EUC-1,received,
"""
Role = Qt.ItemDataRole


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    desk = Desk(tmp_path)
    desk.take({**BASE, "documents": DOCUMENTS})
    opened = desk.open()
    yield opened
    opened.close()


@pytest.fixture
def page(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DocumentsPage:
    return shown(Hub(Answers(workspace), theme, InlineJobs()), qtbot)


@pytest.fixture
def notes(page: DocumentsPage) -> list[Note]:
    found: list[Note] = []
    page.hub.noted.connect(found.append)
    return found


def shown(hub: Hub, qtbot: QtBot) -> DocumentsPage:
    made = DocumentsPage(hub)
    qtbot.addWidget(made)
    hub.changed.connect(lambda _changes: made.refresh())
    made.resize(1060, 720)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    return made


def at(page: DocumentsPage, number: str, key: str) -> None:
    """Put the keyboard on a cell."""
    page.open(f"{number}\t{key}")
    assert page._chosen() is not None


def said(page: DocumentsPage) -> str:
    """The chosen cell, as a screen reader says it."""
    return str(page._model.data(page._table.currentIndex(), Role.AccessibleTextRole))


def box(page: QWidget, kind: type[QWidget]) -> QWidget:
    """The box that stands over the page."""
    return next(one for one in page.findChildren(kind) if one.isVisible())


def words(widget: QWidget) -> str:
    """All texts seen in a part of the page."""
    QApplication.sendPostedEvents()
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


# ------------------------------------------------------------------ what is seen


def test_a_cell_says_paper_order_and_state(page: DocumentsPage) -> None:
    at(page, "PO-1", "invoice")
    assert said(page) == "Commercial invoice, PO-1: disagrees"
    at(page, "PO-1", "packing")
    assert said(page).startswith("Packing list, PO-1: ")


def test_the_sentence_counts_what_the_views_hold(page: DocumentsPage) -> None:
    counts = {key: page._counts[key] for key in VIEWS}
    assert counts["open"] == 2
    assert f"{counts['missing']} order" in page.sentence
    for key, count in counts.items():
        page._tools.go_to_all(key)
        assert len(page._model.matching()) == count


def test_marks_differ_in_shape_without_colour(theme: Theme) -> None:
    shapes = set()
    for name in MARK_WORDS:
        if name in ("later", "waived"):
            continue  # words, not marks
        image = mark_of_paper(theme, name, 2.0).toImage()
        alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
        shapes.add(bytes(alpha.constBits()))
    assert len(shapes) == len(MARK_WORDS) - 2


def test_sorting_a_paper_puts_what_is_worst_first(make_hub: MakeHub, qtbot: QtBot) -> None:
    page = shown(make_hub(), qtbot)
    place = [column.key for column in page._model.columns].index("packing")
    page._table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert page._model.rows[0].mark("packing") == "disagrees"
    assert page._model.rows[-1].mark("packing") in ("waived", "not_needed")


def test_the_strip_names_what_differs_and_its_reference(page: DocumentsPage) -> None:
    at(page, "PO-1", "invoice")
    page._compare()
    names = [one.accessibleName() for one in page._strip.findChildren(Differing)]
    assert any("differs" in name for name in names)
    assert any("the reference" in name for name in names)
    assert "13.6" in words(page._strip)


def test_a_low_window_keeps_the_first_line_of_the_strip(page: DocumentsPage) -> None:
    at(page, "PO-1", "invoice")
    whole = page._strip.height()
    page.resize(900, 520)
    assert page._strip.is_short
    assert page._strip.height() < whole / 2
    assert "PO-1" in words(page._strip)


# ------------------------------------------------------------------ deeds


def test_letters_receive_and_accept_the_cell(
    page: DocumentsPage, notes: list[Note], qtbot: QtBot
) -> None:
    at(page, "PO-1", "euc")
    QTest.keyClick(page._table, Qt.Key.Key_A)
    assert said(page).endswith(": accepted")
    assert page._table.hasFocus()
    assert notes[-1].state == "done"
    assert "translation is accepted" in notes[-1].what
    page.hub.undo()
    assert said(page).endswith(": received, to check")
    at(page, "PO-1", "packing")
    QTest.keyClick(page._table, Qt.Key.Key_R)
    assert said(page).endswith(": received, to check")


def test_waiving_wants_a_reason_and_looks_like_a_waiver(page: DocumentsPage, qtbot: QtBot) -> None:
    at(page, "PO-1", "packing")
    before = said(page)
    QTest.keyClick(page._table, Qt.Key.Key_W)
    asks = cast("ReasonBox", box(page, ReasonBox))
    QTest.keyClick(asks.field, Qt.Key.Key_Return)
    assert asks.isVisible()
    assert said(page) == before
    asks.field.setText("The frame contract covers it")
    QTest.keyClick(asks.field, Qt.Key.Key_Return)
    assert said(page).endswith(": waived")


def test_a_click_on_a_heading_chooses_the_chase_list(make_hub: MakeHub, qtbot: QtBot) -> None:
    page = shown(make_hub(), qtbot)
    place = [column.key for column in page._model.columns].index("packing")
    lacking = [r for r in page._model.rows if r.mark("packing") in ("missing", "requested", "rejected")]  # fmt: skip  # noqa: E501
    page._head_clicked(place)
    assert page._table.chosen_rows() == lacking
    bar = page._tools.bar
    assert bar is not None
    assert bar.count.text() == f"{len(lacking)} orders without: Packing list"
    bar.buttons[0].click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(lacking)
    assert all("\tPacking list\t" in line for line in lines)


def test_the_keyboard_chooses_the_chase_list_too(make_hub: MakeHub, qtbot: QtBot) -> None:
    page = shown(make_hub(), qtbot)
    at(page, page._model.rows[0].number, "euc")
    QTest.keyClick(page._table, Qt.Key.Key_C)
    chosen = page._table.chosen_rows()
    assert chosen
    assert {row.mark("euc") for row in chosen} <= {"missing", "requested", "rejected"}


def test_the_menu_of_a_cell_offers_what_the_keys_do(
    page: DocumentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(page, "PO-1", "euc")
    monkeypatch.setattr(QMenu, "popup", lambda *_at: None)  # nothing grabs the keyboard here
    page._menu(QPoint(5, 5))
    (menu,) = page.findChildren(QMenu)
    offered = {action.text().partition("\t")[2] for action in menu.actions()}
    assert {"Enter", "R", "A", "W", "C"} <= offered
    menu.close()


def test_a_licence_is_not_ticked_off(make_hub: MakeHub, qtbot: QtBot) -> None:
    hub = make_hub()
    found: list[Note] = []
    hub.noted.connect(found.append)
    page = shown(hub, qtbot)
    at(page, page._model.rows[0].number, "cn_licence")
    QTest.keyClick(page._table, Qt.Key.Key_A)
    assert "by its events" in found[-1].what


# ------------------------------------------------------------------ files


def dropped(page: DocumentsPage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_a_dropped_file_is_received_and_what_it_says_only_proposed(
    page: DocumentsPage, tmp_path: Path, notes: list[Note]
) -> None:
    at(page, "PO-1", "packing")
    path = write_pdf(tmp_path / "pl 9.pdf", pairs(("Net weight", "13.6 kg")))
    dropped(page, path)
    assert said(page).endswith(": received, to check")
    assert "pl 9.pdf is attached as packing list." in notes[0].what
    need = page._need()
    assert need is not None
    assert need.file == "pl 9.pdf"
    assert need.paper not in [one.paper for one in page._model.rows[0].cells["po"]]
    proposes = cast("ProposalBox", box(page, ProposalBox))
    assert not proposes._do.isEnabled()
    page._compare()
    assert "pl 9" not in words(page._strip._right)
    weight = next(line for line in proposes._lines if line[0] == "net_weight_kg")
    weight[2].setText("13.5")
    weight[1].setChecked(True)
    proposes._do.click()
    stored = {r["document_type"]: r for r in rows_of(page)}["packing"]
    assert str(stored["net_weight_kg"]) == "13.5"


def test_values_of_a_second_paper_are_not_written_on_the_first(
    page: DocumentsPage, tmp_path: Path
) -> None:
    at(page, "PO-1", "packing")
    for name in ("pl 1", "pl 2"):
        for left in page.findChildren(ProposalBox):
            left.reject()
        dropped(page, write_pdf(tmp_path / f"{name}.pdf", pairs(("Net weight", f"1{name[-1]} kg"))))
    (proposes,) = [one for one in page.findChildren(ProposalBox) if one.isVisible()]
    next(line for line in proposes._lines if line[0] == "net_weight_kg")[1].setChecked(True)
    proposes._do.click()
    stated = {one["file"]: str(one["net_weight_kg"]) for one in rows_of(page) if one["file"]}
    assert stated == {"pl 1.pdf": "None", "pl 2.pdf": "12"}


def rows_of(page: DocumentsPage) -> list[dict[str, object]]:
    documents = page.hub.answers.order("PO-1").documents
    return [dict(one) for one in documents]


def test_enter_shows_the_paper_its_pages_and_its_own_program(
    page: DocumentsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(page, "PO-1", "packing")
    dropped(page, write_pdf(tmp_path / "pl.pdf", pairs(("Box", "1")), pairs(("Box", "2"))))
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    look = cast("PreviewBox", box(page, PreviewBox))
    first = picture_of(look)
    assert first.width() == 760
    assert "page 1 of 2" in words(look)
    QTest.keyClick(look, Qt.Key.Key_PageDown)
    assert "page 2 of 2" in words(look)
    look.zoom(1)
    assert picture_of(look).width() in (950, 951)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    look.open_elsewhere()
    assert opened == ["pl.pdf"]


def picture_of(look: PreviewBox) -> QImage:
    label = look._area.widget()
    assert isinstance(label, QLabel)
    return label.pixmap().toImage()


def test_a_damaged_page_is_said_and_the_next_is_shown_again(
    page: DocumentsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    at(page, "PO-1", "packing")
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG and nothing more")
    dropped(page, path)
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    look = cast("PreviewBox", box(page, PreviewBox))
    assert "damaged" in words(look)
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    look._show_image(image)
    assert picture_of(look).width() == 40


def test_a_sheet_is_shown_as_rows(page: DocumentsPage, tmp_path: Path, qtbot: QtBot) -> None:
    at(page, "PO-1", "packing")
    path = tmp_path / "pl.csv"
    path.write_text("box,weight\n1,13.6\n", "utf-8")
    dropped(page, path)
    for proposes in page.findChildren(ProposalBox):
        proposes.reject()
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert "weight" in words(box(page, PreviewBox))


def test_a_paper_without_a_file_says_how_to_attach_one(
    page: DocumentsPage, notes: list[Note], qtbot: QtBot
) -> None:
    at(page, "PO-1", "euc")
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert "no file yet" in notes[-1].what
    assert not [one for one in page.findChildren(PreviewBox) if one.isVisible()]


# ------------------------------------------------------------------ reading


class Slow(FakeAnswers):
    """Counts how many orders are asked for at a time."""

    def __init__(self, orders: int) -> None:
        super().__init__(orders=orders)
        self.sizes: list[int] = []

    def paper_rows(self, order_ids: Sequence[int]) -> Sequence[PaperRow]:
        self.sizes.append(len(order_ids))
        return super().paper_rows(order_ids)


def test_the_first_rows_are_read_before_all_others(make_hub: MakeHub, qtbot: QtBot) -> None:
    desk = Slow(1500)
    page = shown(make_hub(desk), qtbot)
    desk.sizes.clear()
    page.refresh()
    assert desk.sizes[0] <= 60
    assert max(desk.sizes) <= 480
    assert sum(desk.sizes) == len(page._model.everything())
    assert "reading" not in page._card.shown.text()


def test_the_order_looked_at_is_read_anew_before_the_others(
    make_hub: MakeHub, qtbot: QtBot
) -> None:
    desk = Slow(200)
    page = shown(make_hub(desk), qtbot)
    at(page, page._model.rows[3].number, "packing")
    desk.asked.clear()
    page.refresh()
    assert desk.asked[0] == "paper_row"


def test_chosen_rows_stay_chosen_while_all_is_read_anew(make_hub: MakeHub, qtbot: QtBot) -> None:
    page = shown(make_hub(Slow(200)), qtbot)
    page._head_clicked(page._model.columns.index(next(c for c in page._model.columns if c.key == "packing")))  # fmt: skip  # noqa: E501
    chosen = [row.number for row in page._table.chosen_rows()]
    assert chosen
    page.refresh()
    assert [row.number for row in page._table.chosen_rows()] == chosen


def test_a_failing_read_keeps_what_is_seen(make_hub: MakeHub, qtbot: QtBot) -> None:
    desk = FakeAnswers()
    page = shown(make_hub(desk), qtbot)
    desk.failing = "paper_rows"
    page.refresh()
    assert page._model.rows
    assert page._table.isVisible()


def test_rows_hold_long_names(make_window: MakeWindow) -> None:
    window = make_window("documents", size=(1024, 680))
    page = cast("DocumentsPage", window.page)
    page.open("PO-2605")
    names = {row.number: row for row in page._model.rows}
    assert len(names["PO-2605"].supplier) > 200
    assert page._strip.number == "PO-2605"
    assert set(papers_of(page.hub.answers.orders()[0]).cells) <= set(PAPERS)


def test_every_button_of_the_strip_says_whose_it_is(page: DocumentsPage) -> None:
    at(page, "PO-1", "euc")
    names = [b.accessibleName() for b in page._strip._left.findChildren(Button) if b.isVisible()]
    assert any(name.startswith("Accept: ") for name in names)
    assert len(names) == len(set(names))
