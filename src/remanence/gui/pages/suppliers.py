"""Suppliers and exposure: whom do we depend on, and what would a control stop?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from remanence.gui.page import Page, Place
from remanence.gui.parts.button import Choices
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.list_view import ListView
from remanence.gui.parts.surface import column, row
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from remanence.app.suppliers import SupplierRow
    from remanence.core.trends.exposure import Exposure, ExposureRow
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.parts.field import FilterField


class SuppliersPage(Page):
    """Two tables: scorecards, and shares of spend."""

    name: ClassVar[str] = "suppliers"
    _wanted = ""

    def __init__(self, hub: Hub) -> None:
        """Build both; the second is read when it is chosen."""
        super().__init__(hub)
        self._names: Mapping[str, tuple[str, str]] = {}
        theme = hub.theme
        self._suppliers: ListView[SupplierRow] = ListView(
            theme,
            _("Suppliers"),
            self._supplier_columns(),
            lambda r: r.code,
            lambda r: "\n".join((r.code, r.name, r.local_name or "", r.country)),
        )
        self._suppliers.when_empty(self._no_supplier)
        self._suppliers.again.connect(self.refresh)
        self._exposure: ListView[ExposureRow] = ListView(
            theme,
            _("Exposure"),
            self._exposure_columns(),
            lambda r: r.key,
            lambda r: "\n".join((r.key, *self._names.get(r.key, ()))),
        )
        self._exposure.when_empty(self._no_spend)
        self._exposure.again.connect(self.refresh)
        tabs = [("suppliers", _("Suppliers")), ("exposure", _("Exposure"))]
        self._tab = Choices(theme, tabs, _("Suppliers or exposure"), tabs=True)
        self._tab.chosen.connect(lambda _key: self.refresh())
        ways = [
            ("supplier", _("Supplier")),
            ("group", _("Group")),
            ("country", _("Country")),
            ("element", _("Element")),
        ]
        self._by = Choices(theme, ways, _("Exposure by"))
        self._by.chosen.connect(lambda _key: self.refresh())
        self._by.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._suppliers)
        self._stack.addWidget(self._exposure)
        self.setLayout(
            column([row([self._tab, None, self._by]), 8, (self._stack, 1)], (24, 0, 24, 14))
        )

    def title(self) -> str:
        """Heading."""
        return _("Suppliers")

    def refresh(self) -> None:
        """Ask for the table that is shown."""
        exposure = self._tab.key == "exposure"
        self._by.setVisible(exposure)
        self._stack.setCurrentWidget(self._exposure if exposure else self._suppliers)
        if exposure:
            by = self._by.key
            self._exposure.begin(_("Adding up spend"))
            self.hub.ask(
                self,
                _("adding up spend"),
                lambda a: (a.exposure(by), a.supplier_names()),
                self._show_exposure,
                lambda _e: self._exposure.fail(),
            )
            return
        self._suppliers.begin(_("Reading suppliers"))
        self.hub.ask(
            self,
            _("reading suppliers"),
            _suppliers,
            self._show_suppliers,
            lambda _e: self._suppliers.fail(),
        )

    def open(self, ref: str) -> None:
        """Go to the tab of that name, or to the supplier of that code."""
        is_tab = ref in ("suppliers", "exposure")
        self._wanted = "" if is_tab else ref
        self._tab.choose(ref if is_tab else "suppliers")
        self.refresh()

    def restyle(self) -> None:
        """Another look."""
        self._suppliers.restyle()
        self._exposure.restyle()

    def filter_field(self) -> FilterField:
        """The field of the table that is shown."""
        shown = self._exposure if self._tab.key == "exposure" else self._suppliers
        return shown.filter

    def focus_order(self) -> Sequence[QWidget]:
        """The table that is shown."""
        return [self._exposure.table if self._tab.key == "exposure" else self._suppliers.table]

    def _no_supplier(self) -> Empty:
        why = _("They come in with the sheet suppliers.")
        return self._offering(Empty(self.theme, "done", _("No supplier is on the desk"), why))

    def _no_spend(self) -> Empty:
        why = _("Shares stand here once orders are on the desk.")
        return self._offering(Empty(self.theme, "done", _("No spend yet"), why))

    def _offering(self, empty: Empty) -> Empty:
        return empty.offer(_("Import…"), lambda: self.wants.emit(Place("import")))

    def _show_suppliers(self, rows: Sequence[SupplierRow]) -> None:
        self._suppliers.show_rows(rows)
        if self._wanted and self._suppliers.table.go_to(self._wanted):
            self._suppliers.table.setFocus()
        self._wanted = ""
        if not rows:
            self.say(_("No supplier is on the desk."))
            return
        known = sum(1 for row in rows if row.licences.granted or row.licences.refused)
        words = n_("{count} supplier", "{count} suppliers", len(rows))
        record = n_("{count} has a record of licences", "{count} have a record of licences", known)
        self.say(f"{words}; {record}.")

    def _show_exposure(self, answer: tuple[Exposure, Mapping[str, tuple[str, str]]]) -> None:
        found, names = answer
        self._names = names if found.by in ("supplier", "group") else {}
        self._exposure.show_rows(found.rows)
        if found.hhi is None:
            self.say(_("Concentration cannot be said: no spend is known."))
            return
        by = _("{band} by the US merger guidelines of {year}")
        said = {year: band for year, band in found.bands.items() if band}
        bands = [by.format(band=_(band), year=year) for year, band in said.items()]
        words = _("Concentration (HHI) {hhi} of 10,000: {bands}.")
        self.say(words.format(hhi=self.hub.formats.number(found.hhi, 0), bands=", ".join(bands)))

    def _supplier_columns(self) -> list[Column[SupplierRow]]:
        number = self.hub.formats.number
        currency = self.hub.answers.workspace.business.currency
        return [
            Column(
                "name",
                _("Supplier"),
                lambda r: r.name.casefold(),
                lambda r: Cell(r.name, r.local_name or "", weight=600),
                stretch=True,
            ),
            Column("code", _("Code"), lambda r: r.code, lambda r: Cell(r.code, tone="muted")),
            Column(
                "spend",
                _("Spend, {currency}").format(currency=currency),
                lambda r: r.spend,
                lambda r: Cell(number(r.spend, 0), weight=500),
                align="right",
            ),
            Column(
                "time",
                _("On time, %"),
                lambda r: r.on_time_percent,
                lambda r: _known(number(r.on_time_percent, 0), known=r.on_time_percent is not None),
                align="right",
            ),
            *_licence_columns(),
        ]

    def _exposure_columns(self) -> list[Column[ExposureRow]]:
        number = self.hub.formats.number
        currency = self.hub.answers.workspace.business.currency
        return [
            Column(
                "key",
                _("Share of"),
                lambda r: self._named(r).text.casefold(),
                self._named,
                stretch=True,
            ),
            Column(
                "spend",
                _("Spend, {currency}").format(currency=currency),
                lambda r: r.spend,
                lambda r: Cell(number(r.spend, 0)),
                align="right",
            ),
            Column(
                "open",
                _("Not received"),
                lambda r: r.open,
                lambda r: Cell(number(r.open, 0)),
                align="right",
            ),
            Column(
                "share",
                _("Share, %"),
                lambda r: r.share_percent,
                lambda r: Cell(number(r.share_percent, 1), weight=500),
                align="right",
            ),
        ]

    def _named(self, row: ExposureRow) -> Cell:
        """A supplier by its names, the code below; other keys as they are."""
        name, local_name = self._names.get(row.key, (row.key, ""))
        below = " · ".join(part for part in (local_name, row.key) if part and part != name)
        return Cell(name, below, weight=600)


def _licence_columns() -> list[Column[SupplierRow]]:
    return [
        Column(
            "granted",
            _("Granted"),
            lambda r: r.licences.granted,
            lambda r: _count(r.licences.granted),
            align="right",
        ),
        Column(
            "refused",
            _("Refused"),
            lambda r: r.licences.refused,
            lambda r: _count(r.licences.refused),
            align="right",
        ),
        Column(
            "days",
            _("Days to grant, median"),
            lambda r: r.licences.days_p50,
            _days,
            align="right",
        ),
    ]


def _suppliers(answers: Answers) -> Sequence[SupplierRow]:
    return answers.suppliers()


def _known(text: str, *, known: bool) -> Cell:
    return Cell(text) if known else Cell(_("not known"), tone="unknown")


def _count(value: int | None) -> Cell:
    return Cell(str(value), tone="text" if value else "faint")


def _days(supplier: SupplierRow) -> Cell:
    days, cases = supplier.licences.days_p50, supplier.licences.cases
    if days is None:
        none = _("no grant with its acceptance")
        few = n_("{count} case: too few", "{count} cases: too few", cases)
        return Cell(_("not known"), few if cases else none, tone="unknown")
    return Cell(str(days), n_("{count} case", "{count} cases", cases))
