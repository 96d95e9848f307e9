"""Tables that decide: controls, technology, listed parties, papers, air limits."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from remanence.core.facts.orders import STAGES
from remanence.packs.schema.cells import (
    SHEET_COLUMNS,
    Country,
    Day,
    Number,
    Rule,
    Stage,
    TableRow,
    Text,
    Weaker,
    Whole,
    Word,
    list_of,
    need,
    sequence,
)


class Controls(TableRow):
    """Table `controls`."""

    instrument: Word
    number_year: Text
    control_code: Text
    element_or_subject: Word
    category: Word
    what_is_covered: Word
    cn_hs_refs_in_announcement: Text
    hs_note: Text
    issued: Day
    effective_from: Day
    effective_to: Day
    suspended_from: Day
    suspended_until: Day
    operated: Word
    date_precision: Literal["day", "month", "quarter", "year", "period"]
    hs_confidence: Weaker
    source_kind: Text
    second_source: Text
    effect: Literal[
        "dual_use_licence", "ordinary_licence", "single_licence_only", "refused",
        "technology_prohibited", "technology_licence", "suspends", "practice", "guidance",
        "other_goods",
    ]  # fmt: skip
    acts_on: Text
    conditions: Rule

    @model_validator(mode="after")
    def _dates(self) -> Self:
        sequence(self.effective_from, self.effective_to, "the rule")
        sequence(self.suspended_from, self.suspended_until, "the suspension")
        if self.effect == "suspends":
            need(self.acts_on, what="a suspension names the rows that it stops in acts_on")
        return self


class TechnologyCatalogue(TableRow):
    """Table `technology-catalogue`."""

    edition: Word
    instrument: Word
    entry: Text
    part: Word
    subject: Word
    points: Word
    effective_from: Day
    effective_to: Day
    second_source: Text

    @model_validator(mode="after")
    def _dates(self) -> Self:
        sequence(self.effective_from, self.effective_to, "the entry")
        return self


class Parties(TableRow):
    """Table `parties`."""

    list: Literal["CN-CTRL", "CN-ATT", "CN-UEL", "US-UFLPA"]
    instrument: Text
    entity_name: Word
    aliases: Text
    country: Country
    listed_on: Day
    suspended_from: Day
    suspended_until: Day
    ended_on: Day
    state_confidence: Weaker
    effect: Word
    second_source: Text

    @model_validator(mode="after")
    def _dates(self) -> Self:
        sequence(self.listed_on, self.ended_on, "the listing")
        sequence(self.suspended_from, self.suspended_until, "the suspension")
        return self


class Documents(TableRow):
    """Table `documents`."""

    document: Word
    issued_by: Text
    needed_at_stage: Text
    deadline_rule: Text
    applies_when: Text
    destinations: Text
    mode: Text
    product_class: Text
    controlled_only: Text
    validity: Text
    must_agree_with: Text
    key_fields: Text
    legal_source: Text
    blocks_if_missing: Text
    kind: Literal["document", "licence"]
    stage: Stage
    belongs_to: Literal["order", "shipment", "licence", "supplier", "product"]
    blocks: Annotated[Text, AfterValidator(list_of(frozenset(STAGES)))]
    conditions: Rule
    deadline_from: Literal[
        "place", "apply", "export", "load", "arrive", "clear", "pay", "close",
        "euc_signed", "filed", "challenge_open", "",
    ]  # fmt: skip
    deadline_offset: Whole
    deadline_calendar: Literal["days", "CN", "US", ""]
    deadline_confidence: Weaker
    valid_from: Day
    valid_to: Day

    @model_validator(mode="after")
    def _dates(self) -> Self:
        sequence(self.valid_from, self.valid_to, "the rule")
        if self.deadline_from:
            need(self.deadline_offset, what="a deadline needs its deadline_offset")
        return self


class DocumentsFieldAgreement(TableRow):
    """Table `documents-field-agreement`."""

    field: Word
    po: Literal["x", ""]
    proforma: Literal["x", ""]
    euc: Literal["x", ""]
    cn_licence: Literal["x", ""]
    invoice: Literal["x", ""]
    packing: Literal["x", ""]
    bl_awb: Literal["x", ""]
    co: Literal["x", ""]
    entry: Literal["x", ""]
    test_report: Literal["x", ""]
    document_columns: Annotated[Text, AfterValidator(list_of(SHEET_COLUMNS))]
    compare: Literal["name", "text", "digits6", "digits10", "quantity", "mass", "money", "country"]


class AirMagnetLimits(TableRow):
    """Table `air-magnet-limits`."""

    rule: Word
    authority: Word
    valid_from: Day
    valid_to: Day
    class_id: Literal["not_restricted", "class9", "approval", "forbidden"]
    distance_m: Number
    limit_a_per_m: Number = Field(alias="limit_A_per_m")
    limit_gauss: Number
    limit_microtesla: Number
    compass_deg: Number
    test: Text
    result: Text
    papers: Text
    second_source: Text

    @model_validator(mode="after")
    def _has_limits(self) -> Self:
        sequence(self.valid_from, self.valid_to, "the limit")
        limits = (self.distance_m, self.limit_a_per_m, self.limit_gauss, self.limit_microtesla)
        need(*limits, what="a limit needs its distance and the field in all three units")
        return self
