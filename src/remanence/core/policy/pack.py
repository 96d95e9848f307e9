"""A reference pack as a value.

Who made it, what it knows until when, and its tables, read when first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from remanence.core.facts.parties import Decision
from remanence.core.policy.rows import (
    AgreementRule,
    AirLimit,
    CalendarDay,
    ClockRow,
    ControlRow,
    CountryRule,
    DocumentRule,
    DutyRow,
    EventRow,
    HsCodeRow,
    Incoterm,
    ListedParty,
    MaterialRow,
    PackPrice,
    QuotaRow,
    TechnologyRow,
)

TableReader = Callable[[str], tuple[NamedTuple, ...]]
"""Gives the rows of a table by its name, as values of `core.policy.rows`."""

Cells = Mapping[str, Mapping[str, str]]
"""Corrected cells of a table: row id -> column -> text."""

CorrectedReader = Callable[[str, Cells], tuple[NamedTuple, ...]]
"""As `TableReader`, with cells put in place of those of the file.

Raises:
    ValueError: a row or column that the table lacks, or a cell that cannot be read.
"""


class PackHead(NamedTuple):
    """What `pack.toml` says of the pack."""

    id: str
    version: str
    serial: int
    schema: int
    title: str
    as_of: date
    valid_from: date | None
    valid_to: date | None
    sources: tuple[str, ...] = ()


class Pack:
    """One reference pack.

    Tables are read once, when first asked for; nothing is ever changed in it.

    Attributes:
        head: what `pack.toml` says.
        read: reads a table.
        corrected: reads a table with some cells replaced; None where the pack has no such way.
        seen: what users recorded of instruments, by row of `controls` (`core.policy.overlay`).
        memo: what was worked out of this pack once and serves every order (indexes, verdicts).
    """

    def __init__(
        self,
        head: PackHead,
        read: TableReader,
        corrected: CorrectedReader | None = None,
        seen: Mapping[str, tuple[Decision, ...]] | None = None,
    ) -> None:
        """Keep the head and the way to the tables."""
        self.head = head
        self.read = read
        self.corrected = corrected
        self.seen: Mapping[str, tuple[Decision, ...]] = seen or {}
        self.memo: dict[object, object] = {}

    @cached_property
    def controls(self) -> tuple[ControlRow, ...]:
        """Controlled items, suspensions, party rules, guidance, practice."""
        return self.read("controls")  # type: ignore[return-value]

    @cached_property
    def documents(self) -> tuple[DocumentRule, ...]:
        """Papers and licences that may be required."""
        return self.read("documents")  # type: ignore[return-value]

    @cached_property
    def agreements(self) -> tuple[AgreementRule, ...]:
        """Fields on which papers must agree."""
        return self.read("documents-field-agreement")  # type: ignore[return-value]

    @cached_property
    def duties(self) -> tuple[DutyRow, ...]:
        """Layers of duty, fees, taxes."""
        return self.read("duties")  # type: ignore[return-value]

    @cached_property
    def country_rules(self) -> tuple[CountryRule, ...]:
        """Valuation and tax, country by country."""
        return self.read("country-rules")  # type: ignore[return-value]

    @cached_property
    def incoterms(self) -> tuple[Incoterm, ...]:
        """Delivery terms."""
        return self.read("incoterms")  # type: ignore[return-value]

    @cached_property
    def materials(self) -> tuple[MaterialRow, ...]:
        """Oxides, metals, alloys, grades, factors."""
        return self.read("materials")  # type: ignore[return-value]

    @cached_property
    def air_limits(self) -> tuple[AirLimit, ...]:
        """Field limits for magnets in aircraft."""
        return self.read("air-magnet-limits")  # type: ignore[return-value]

    @cached_property
    def calendar(self) -> tuple[CalendarDay, ...]:
        """Chinese days off and make-up working days, by day."""
        return self.read("calendar-cn")  # type: ignore[return-value]

    @cached_property
    def parties(self) -> tuple[ListedParty, ...]:
        """Listed parties."""
        return self.read("parties")  # type: ignore[return-value]

    @cached_property
    def quotas(self) -> tuple[QuotaRow, ...]:
        """Chinese production quotas."""
        return self.read("quotas")  # type: ignore[return-value]

    @cached_property
    def events(self) -> tuple[EventRow, ...]:
        """Events of policy and market, by day."""
        return self.read("events")  # type: ignore[return-value]

    @cached_property
    def technology(self) -> tuple[TechnologyRow, ...]:
        """The technology catalogue."""
        return self.read("technology-catalogue")  # type: ignore[return-value]

    @cached_property
    def hs_codes(self) -> tuple[HsCodeRow, ...]:
        """Tariff codes."""
        return self.read("hs-codes")  # type: ignore[return-value]

    @cached_property
    def clocks(self) -> tuple[ClockRow, ...]:
        """Numbers of the licence process."""
        return self.read("clocks")  # type: ignore[return-value]

    @cached_property
    def prices(self) -> tuple[PackPrice, ...]:
        """Published price points."""
        return self.read("prices")  # type: ignore[return-value]
