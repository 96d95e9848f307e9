"""The rows of a reference pack as values. Each knows the `RuleRef` on whose word it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.dates import Validity
from remanence.core.base.steps import RuleRef


class Condition(NamedTuple):
    """`fact op value`: a name of the closed list, an operator of the closed list, its values.

    Attributes:
        fact: what is asked.
        op: how it is compared.
        values: as the pack writes them.
        accepted: the values as they are compared (a group of countries spelt out).
        limit: the day or number of `at_least` and `at_most`.
    """

    fact: str
    op: str
    values: tuple[str, ...]
    accepted: frozenset[str] = frozenset()
    limit: date | Decimal | None = None


Conditions = tuple[tuple[Condition, ...], ...]
"""Groups (any of them) of conditions (all of them, on one order line).

`always` is one empty group, `never` no group.
"""

ALWAYS: Conditions = ((),)
NEVER: Conditions = ()


class ControlRow(NamedTuple):
    """A controlled item, a suspension, a party rule, guidance or practice (table `controls`)."""

    ref: RuleRef
    id: str
    instrument: str
    number_year: str  # `61/2025` out of the instrument; empty where it has none
    control_code: str
    subject: str
    category: str
    covers: str
    effect: str
    acts_on: tuple[str, ...]
    validity: Validity
    suspended: Validity | None
    conditions: Conditions
    operated: str = ""  # yes, no, unknown, or the days on which it was in force


class DocumentRule(NamedTuple):
    """A paper or licence that may be required (table `documents`)."""

    ref: RuleRef
    id: str
    title: str
    kind: str  # document or licence
    stage: str
    belongs_to: str  # order, shipment, licence, supplier, product
    blocks: tuple[str, ...]
    conditions: Conditions
    deadline_from: str  # a stage, or euc_signed, filed, challenge_open; empty: none
    deadline_offset: int
    deadline_calendar: str  # days, CN, US
    deadline_mark: str  # confidence of the deadline where weaker than the row
    validity: Validity
    issued_by: str
    deadline_words: str


class AgreementRule(NamedTuple):
    """A field on which papers must agree (table `documents-field-agreement`)."""

    ref: RuleRef
    field: str
    papers: tuple[str, ...]  # columns of the table: po, proforma, euc, invoice, bl_awb ...
    columns: tuple[str, ...]  # columns of sheet `documents`; empty: not in the sheet
    compare: str  # name, text, digits6, digits10, quantity, mass, money, country


class DutyRow(NamedTuple):
    """A dated layer of duty, a fee or a tax (table `duties`)."""

    ref: RuleRef
    id: str
    destination: str
    layer: str
    programme: str
    legal_reference: str
    codes: tuple[str, ...]  # digit prefixes; ("ALL",)
    origins: tuple[str, ...]  # ISO-2, EU, ALL, ALL-NTR; exceptions as "-CN"
    rate_type: str
    rate_percent: Decimal | None
    min_amount: Decimal | None
    max_amount: Decimal | None
    currency: str
    acts_on: str
    value_basis: tuple[str, ...]
    date_basis: str  # entry or declaration
    conditions: Conditions
    validity: Validity
    date_rule: str

    @property
    def sets_aside(self) -> tuple[str, ...]:
        """Layers that an exempt, preferential or suspending row sets aside (`MFN`: replaced)."""
        return tuple(filter(None, self.acts_on.split(";")))


class CountryRule(NamedTuple):
    """A rule of valuation or tax of a country (table `country-rules`)."""

    ref: RuleRef
    id: str
    country: str
    topic: str
    rate_percent: Decimal | None
    value_parts: tuple[str, ...] | None  # None: the row says nothing of it
    tax_base_parts: tuple[str, ...]
    rounding: tuple[tuple[str, Decimal, str], ...]  # (what, unit, how)
    caps: tuple[tuple[str, str, Decimal], ...]  # (mode, part, percent of FOB)
    when_missing: tuple[tuple[str, Decimal], ...]  # (part, percent of FOB)
    rate_day: str
    deductible: str
    validity: Validity


class Incoterm(NamedTuple):
    """Who pays what under a delivery term (table `incoterms`).

    Cost element -> seller, buyer, contract.
    """

    ref: RuleRef
    rule: str
    name: str
    version: str
    sea_only: bool
    pays: tuple[tuple[str, str], ...]


class MaterialRow(NamedTuple):
    """An oxide, metal, alloy, grade or factor (table `materials`)."""

    ref: RuleRef
    kind: str
    id: str
    name: str
    formula: str
    main_element: str
    element_fraction: Decimal | None
    kg_per_kg_element: Decimal | None
    molar_mass: Decimal | None
    low: Decimal | None
    high: Decimal | None
    value_unit: str


class AirLimit(NamedTuple):
    """A field limit for magnets in aircraft (table `air-magnet-limits`)."""

    ref: RuleRef
    rule: str
    authority: str
    validity: Validity
    class_id: str
    distance_m: Decimal
    gauss: Decimal
    microtesla: Decimal
    ampere_per_metre: Decimal
    result: str
    papers: str


class CalendarDay(NamedTuple):
    """A Chinese day off or make-up working day (table `calendar-cn`)."""

    ref: RuleRef
    day: date
    kind: str  # holiday, workday, statutory_provisional
    name: str


class ListedParty(NamedTuple):
    """A name on a Chinese or US list (table `parties`)."""

    ref: RuleRef
    list: str
    instrument: str
    name: str
    aliases: tuple[str, ...]
    country: str
    listed_on: date | None
    suspended: Validity | None
    ended_on: date | None
    effect: str
    state_mark: str = ""  # confidence of the end or of "no end seen"


class QuotaRow(NamedTuple):
    """A Chinese production quota (table `quotas`), tonnes of rare-earth oxide."""

    ref: RuleRef
    year: int
    batch: str
    published: bool
    scope: str
    group: str
    mining_t: Decimal | None
    smelting_separation_t: Decimal | None


class EventRow(NamedTuple):
    """An event of policy or market (table `events`)."""

    ref: RuleRef
    id: str
    day: date
    precision: str
    title: str
    short_label: str
    category: str
    jurisdiction: str
    elements: tuple[str, ...]
    severity: int
    validity: Validity


class TechnologyRow(NamedTuple):
    """A line of the technology catalogue (table `technology-catalogue`)."""

    ref: RuleRef
    id: str
    edition: str
    instrument: str
    entry: str
    part: str
    subject: str
    points: str
    validity: Validity


class HsCodeRow(NamedTuple):
    """A tariff code of a country (table `hs-codes`)."""

    ref: RuleRef
    jurisdiction: str
    code: str
    hs6: str
    product_class: str
    description: str
    unit: str
    validity: Validity


class ClockRow(NamedTuple):
    """A number of the licence process (table `clocks`).

    Working days to a decision, uses of a licence, months that it is valid.
    """

    ref: RuleRef
    id: str
    value: Decimal
    unit: str
    title: str


class PackPrice(NamedTuple):
    """A dated price point that a source published (table `prices`)."""

    ref: RuleRef
    day: date
    precision: str
    material: str
    series: str
    low: Decimal | None
    high: Decimal | None
    mid: Decimal | None
    currency: str
    unit: str
    tax_included: bool | None
