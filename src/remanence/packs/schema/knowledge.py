"""Tables of plain knowledge: calendar, clocks, materials, prices, quotas, events."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from remanence.packs.schema.cells import (
    Currency,
    Day,
    Number,
    TableRow,
    Text,
    Whole,
    Word,
    YesNo,
    need,
    sequence,
)


class CalendarCn(TableRow):
    """Table `calendar-cn`."""

    date: Day
    kind: Literal["holiday", "workday", "statutory_provisional"]
    name_zh: Text
    name_en: Word
    weekday: Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    year: Whole
    second_source: Text

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        need(self.date, what="a day of the calendar needs its date")
        day = self.date
        if day is not None and (day.year != self.year or f"{day:%a}" != self.weekday):
            message = f"{day} is a {day:%a} of {day.year}"
            raise ValueError(message)
        if self.kind == "workday" and self.weekday not in ("Sat", "Sun"):
            message = "a make-up working day lies on a weekend"
            raise ValueError(message)
        return self


class Clocks(TableRow):
    """Table `clocks`."""

    title: Word
    value: Number
    unit: Word
    note: Text

    @model_validator(mode="after")
    def _has_value(self) -> Self:
        need(self.value, what="a clock needs its number in value")
        return self


class Materials(TableRow):
    """Table `materials`."""

    kind: Literal[
        "oxide", "metal", "alloy", "compound", "phase", "magnet", "grade", "factor", "density",
        "formula",
    ]  # fmt: skip
    name: Word
    formula: Text
    molar_mass_g_mol: Number
    main_element: Text
    element_mass_fraction: Number
    kg_material_per_kg_element: Number
    composition_wt_pct: Text
    max_temp_c: Number
    controlled_by: Text
    value_low: Number
    value_high: Number
    value_unit: Text
    ordinary_export_licence_cn: Literal["yes", "no", ""]
    note: Text

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.value_low is not None and self.value_high is not None:
            need(self.value_unit, what="a range needs its value_unit")
            if self.value_low > self.value_high:
                message = f"the range ends ({self.value_high}) below its start ({self.value_low})"
                raise ValueError(message)
        return self


class Prices(TableRow):
    """Table `prices`."""

    date: Day
    date_precision: Literal["day", "month", "quarter", "year", "period"]
    material: Word
    series: Word
    assessor: Text
    low: Number
    high: Number
    mid: Number
    currency: Currency
    unit: Literal["kg", "t"]
    basis: Text
    vat: Text
    tax_included: Literal["yes", "no", ""]
    market_side: Text
    kind: Word
    note: Text

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        need(self.date, self.currency, what="a price needs its date and currency")
        if self.low is not None and self.high is not None and self.low > self.high:
            message = f"the low ({self.low}) is above the high ({self.high})"
            raise ValueError(message)
        return self


class Quotas(TableRow):
    """Table `quotas`."""

    year: Whole
    batch: Literal["1", "2", "3", "total", "1+2"]
    published: YesNo
    published_on: Day
    scope: Literal["national", "group"]
    group: Word
    mining_t_reo: Number
    mining_light_t: Number
    mining_ionic_t: Number
    smelting_separation_t: Number
    mining_change_vs_prev_year_same_batch_pct: Number
    ss_change_vs_prev_year_same_batch_pct: Number
    note: Text
    published_precision: Text
    second_source: Text

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        need(self.year, what="a quota needs its year")
        figures = (self.mining_t_reo, self.smelting_separation_t)
        if (self.published == "yes") is (figures == (None, None)):
            message = "a published quota has a figure, an unpublished one has none"
            raise ValueError(message)
        light, ionic = self.mining_light_t, self.mining_ionic_t
        if light is not None and ionic is not None and light + ionic != self.mining_t_reo:
            message = f"light and ionic ({light + ionic}) are not the whole ({self.mining_t_reo})"
            raise ValueError(message)
        return self


class Events(TableRow):
    """Table `events`."""

    date: Day
    date_precision: Literal["day", "month", "quarter", "year", "period"]
    title: Word
    short_label: Word
    category: Word
    jurisdiction: Word
    elements: Text
    severity_1_3: Literal["1", "2", "3"]
    effective_from: Day
    effective_to: Day
    note: Text

    @model_validator(mode="after")
    def _dates(self) -> Self:
        need(self.date, what="an event needs its date")
        sequence(self.effective_from, self.effective_to, "the event")
        return self
