"""Tables of customs and delivery: codes, duties, country rules, delivery terms."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from remanence.packs.makers import caps, rounding, shares, words
from remanence.packs.schema.cells import (
    BASES,
    VALUE_PARTS,
    Country,
    Currency,
    Day,
    Number,
    Rule,
    TableRow,
    Text,
    Whole,
    Word,
    codes,
    list_of,
    need,
    origin_list,
    readable,
    sequence,
)


def payer(text: str) -> None:
    """Check that a cell says who pays."""
    if text.split(" ", 1)[0] not in ("seller", "buyer"):
        message = f"'{text}' begins with neither seller nor buyer"
        raise ValueError(message)


Payer = Annotated[Word, AfterValidator(readable(payer))]


class HsCodes(TableRow):
    """Table `hs-codes`."""

    jurisdiction: Word
    code: Word
    digits: Whole
    hs6: Text
    product_class: Word
    description_own_words: Word
    unit_of_quantity: Text
    notes: Text
    valid_from: Day
    valid_to: Day
    second_source: Text

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        sequence(self.valid_from, self.valid_to, "the code")
        count = sum(mark.isdecimal() for mark in self.code)
        if count != self.digits:
            message = f"'{self.code}' has {count} digits, not {self.digits}"
            raise ValueError(message)
        return self


class Duties(TableRow):
    """Table `duties`."""

    destination: Country
    layer: Word
    programme: Text
    ch99_or_ref: Text
    code_scope: Text
    origin_scope: Text
    code_list: Annotated[Text, AfterValidator(codes)]
    origin_list: Annotated[Word, AfterValidator(origin_list)]
    rate_type: Literal["flat", "floor_total", "exempt", "fee", "tax", "rule", "watch", "not listed"]
    rate_pct: Number
    min_amount: Number
    max_amount: Number
    currency: Currency
    basis: Text
    combine_rule: Text
    mode_scope: Text
    effective_from: Day
    effective_to: Day
    date_rule: Text
    note: Text
    source_kind: Text
    second_source: Text
    acts_on: Text
    value_basis: Annotated[Word, AfterValidator(list_of(BASES))]
    date_basis: Literal["entry", "declaration", ""]
    conditions: Rule

    @model_validator(mode="after")
    def _computes(self) -> Self:
        sequence(self.effective_from, self.effective_to, "the layer")
        if self.rate_type in ("flat", "floor_total", "fee", "tax"):
            need(self.rate_pct, what=f"a row of rate_type {self.rate_type} needs its rate_pct")
            need(self.code_list, what=f"a row of rate_type {self.rate_type} needs its code_list")
        if self.min_amount is not None or self.max_amount is not None:
            need(self.currency, what="a lowest or highest amount needs its currency")
        return self


class CountryRules(TableRow):
    """Table `country-rules`."""

    country: Country
    topic: Word
    basis_or_rule: Text
    rate_pct: Number
    tax_base: Text
    rounding: Text
    fx_rule: Text
    deductible: Text
    valid_from: Day
    note: Text
    second_source: Text
    value_parts: Annotated[Text, AfterValidator(list_of(VALUE_PARTS))]
    tax_base_parts: Text
    round: Annotated[Text, AfterValidator(readable(rounding))]
    caps: Annotated[Text, AfterValidator(readable(caps))]
    when_missing: Annotated[Text, AfterValidator(readable(shares))]
    rate_day: Literal["export", "direct_shipment", "customs_table", ""]

    @model_validator(mode="after")
    def _known_base(self) -> Self:
        parts = [part for part in words(self.tax_base_parts) if not part.startswith("tax:")]
        list_of(BASES)(";".join(parts))
        return self


class Incoterms(TableRow):
    """Table `incoterms`."""

    rule: Word
    name: Word
    version: Word
    mode: Literal["any", "sea only"]
    named_place: Text
    risk_passes: Text
    export_packing: Payer
    loading_at_origin: Payer
    pre_carriage: Payer
    export_clearance_and_licence: Payer
    origin_terminal: Payer
    loading_on_main_vessel: Payer
    main_carriage: Payer
    cargo_insurance: Payer
    destination_terminal: Payer
    import_clearance: Payer
    import_duty_tax: Payer
    on_carriage: Payer
    final_unloading: Payer
    seller_must_insure: Text
    adjust_to_us: Text = Field(alias="adjust_to_US_customs_value")
    adjust_to_cif: Text = Field(alias="adjust_to_CIF_customs_value")
    note: Text
