"""The entries of an order: each shipment, and what has not left, with its duty, fees and tax."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, missing
from remanence.core.costs.customs_value import Valuation, counts, valuation_of
from remanence.core.costs.duty import stacks_of
from remanence.core.costs.entry import EntryCost, enter
from remanence.core.costs.fees import EntryFee
from remanence.core.costs.figures import Figures, nothing, summed
from remanence.core.costs.incoterms import term_of
from remanence.core.costs.order.chosen import ACTUAL, ESTIMATE
from remanence.core.costs.order.cut import Cut
from remanence.core.costs.order.entered import taken
from remanence.core.costs.order.frame import Frame, OrderPart, entry_day
from remanence.core.costs.order.spreads import OrderSpread
from remanence.core.costs.parts import Spread
from remanence.core.costs.tariff import Asking
from remanence.core.costs.taxes import TaxOutcome, tax_rules
from remanence.core.costs.terms import EntryTerms
from remanence.core.facts.dossiers import ShipmentFile

TAX_TAKEN = N_("entry.tax_taken", "Import tax that customs took: {value}")
TAX_BASE = N_("entry.tax_base", "Base of the tax that customs took: not kept")
FEE_SUM = N_("part.fees", "Fees of this part: {value}")


class Group(NamedTuple):
    """Parts that are entered together, and what their entry costs.

    Attributes:
        parts: the order's own.
        cost: lists a part each, in their sequence.
        by_pack: whether the pack worked out duty, fees and tax: an estimate.
        fee_rows: totals of the order's own fees by code.
        duty_estimated: whether that raises cost: not where the seller pays it.
    """

    parts: list[OrderPart]
    cost: EntryCost
    by_pack: bool
    fee_rows: tuple[tuple[str, Amount], ...]
    duty_estimated: bool

    @property
    def is_entered(self) -> bool:
        """Whether customs took something of the shipment: that takes the place of the pack's."""
        shipment = self.parts[0].shipment if self.parts else None
        return shipment is not None and bool(shipment.entries)


class Entering:
    """Works out the entries of one order in one basis."""

    def __init__(self, frame: Frame, cut: Cut, spreads: Sequence[OrderSpread], basis: str) -> None:
        """Keep what every entry needs."""
        self.frame = frame
        self.cut = cut
        self.spreads = spreads
        self.basis = basis
        pack, country = frame.pack, frame.destination.value
        self._stacks = stacks_of(pack, country)
        self._term = term_of(pack, frame.file.order.incoterm)
        self._answers = frame.answers() if frame.decisions else ()
        self._duty_paid = [one.charge.shipment_ref for one in spreads if one.charge.kind == "duty"]

    def groups(self) -> list[Group]:
        """The entries in the sequence of the shipments, what has not left at the end."""
        if not self.frame.file.shipments:
            return [self._group(None, self.cut.parts)]
        by_shipment: dict[str, list[OrderPart]] = {}
        files: dict[str, ShipmentFile | None] = {}
        for part in self.cut.parts:
            key = "" if part.shipment is None else part.shipment.shipment.shipment_ref
            by_shipment.setdefault(key, []).append(part)
            files[key] = part.shipment
        return [self._group(files[key], parts) for key, parts in by_shipment.items()]

    def _group(self, file: ShipmentFile | None, parts: list[OrderPart]) -> Group:
        ref = file.shipment.shipment_ref if file is not None else None
        charged = None in self._duty_paid or (ref is not None and ref in self._duty_paid)
        entered = bool(file and file.entries) and self.basis != ESTIMATE
        by_pack = not charged and not entered and self.basis != ACTUAL
        own = parts
        if self.frame.file.neighbours:
            own = [part for part in parts if part.own]
        terms = self._terms(file, by_pack=by_pack)
        spreads = self._spreads(terms.valuation, own)
        fees: list[EntryFee] | None = None
        if by_pack and len(own) < len(parts):
            fees = self._shared_fees(terms, parts)
        cost = enter(terms, own, spreads, fees)
        rows = tuple((fee.code, fee.amount) for fee in cost.fees)
        if entered and file is not None and not charged:
            cost, rows = self._as_entered(file, parts, cost)
        self.frame.say(cost.findings)
        return Group(own, cost, by_pack, rows, by_pack and not terms.held)

    def _terms(self, file: ShipmentFile | None, *, by_pack: bool) -> EntryTerms:
        frame = self.frame
        day = entry_day(file, frame.today)
        order, country = frame.file.order, frame.destination.value
        shipment = file.shipment if file is not None else None
        mode = (shipment.transport_mode if shipment else None) or order.transport_mode
        loaded = (shipment.atd or shipment.etd) if shipment else None
        return EntryTerms(
            day=day,
            destination=frame.destination,
            coin=frame.coin,
            asking=Asking(mode, None, loaded, self._answers),
            valuation=valuation_of(frame.pack, country, day.value),
            stacks=self._stacks,
            rates=frame.rates,
            tax_rules=tax_rules(frame.pack, country, day.value) if by_pack else (),
            term=self._term,
            packed_duty=by_pack,
            fees=by_pack,
            taxes=by_pack,
            recoverable=frame.desk.business.vat_recoverable,
            where=frame.where(),
            line_where=frame.where,
        )

    def _spreads(self, valuation: Valuation, parts: Sequence[OrderPart]) -> list[Spread]:
        """The charges as these parts bear them; those that concern none of them are left out."""
        whole = len(parts) == len(self.cut.parts)
        found = []
        for one in self.spreads:
            shares = one.shares if whole else [one.shares[part.place] for part in parts]
            if type(shares) is Figures or any(share.how is not How.GIVEN for share in shares):
                counted = counts(valuation, one.charge.kind, one.charge.before_border)
                found.append(Spread(one.charge.kind, one.amount, shares, counted, one.included))
        return found

    def _shared_fees(self, terms: EntryTerms, parts: Sequence[OrderPart]) -> list[EntryFee]:
        """Fees of the whole entry, goods of other orders included, as the own parts bear them."""
        whole = enter(terms._replace(taxes=False), parts, self._spreads(terms.valuation, parts))
        own = [place for place, part in enumerate(parts) if part.own]
        unit = self.frame.coin.currency
        found = []
        for fee in whole.fees:
            shares = tuple(fee.shares[place] for place in own)
            found.append(EntryFee(fee.code, summed(FEE_SUM, shares, unit, fee.code), shares))
        return found

    def _as_entered(
        self, file: ShipmentFile, parts: list[OrderPart], cost: EntryCost
    ) -> tuple[EntryCost, tuple[tuple[str, Amount], ...]]:
        """What customs took in place of duty, fees and tax."""
        frame = self.frame
        found = taken(frame, file, parts)
        places = [place for place, part in enumerate(parts) if part.own]
        unit = frame.coin.currency
        shares = [found.tax[place] for place in places]
        duty = [found.duty[place] for place in places]
        fees = [found.fees[place] for place in places]
        amount = summed(TAX_TAKEN, tuple(shares), unit)
        tax = TaxOutcome(missing(TAX_BASE, unit=unit), amount, [])
        recoverable = frame.desk.business.vat_recoverable
        return cost._replace(
            layers=[found.layers[place] for place in places],
            duty=duty,
            fee_sums=fees,
            borne_duty=duty,
            borne_fees=fees,
            tax=tax,
            tax_shares=[nothing(unit)] * len(places) if recoverable else shares,
        ), found.fee_rows
