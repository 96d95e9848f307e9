"""Which charges of an order stand in a basis, and which kinds are still estimated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error, info
from remanence.core.base.sentences import N_
from remanence.core.facts.charges import KINDS, Charge
from remanence.core.facts.dossiers import OrderFile

ESTIMATE: Final = "estimate"
ACTUAL: Final = "actual"
BOTH: Final = "estimate,actual"
BASES: Final = (BOTH, ESTIMATE, ACTUAL)
"""The default first."""

SET_ASIDE = N_(
    "charge.estimate_set_aside",
    "The estimate of {kind} on shipment {shipment} is set aside: {kind} has been invoiced "
    "elsewhere on this order. Add the invoice of this shipment when it comes.",
)
UNKNOWN_KIND = N_("charge.unknown_kind", "{kind} is not a kind of charge.")


class Chosen(NamedTuple):
    """The charges that stand in a basis, in their sequence, with what is to be said of it."""

    charges: tuple[Charge, ...]
    findings: tuple[Finding, ...]


def choose(charges: Sequence[Charge], basis: str) -> Chosen:
    """Estimates alone, actual charges alone, or kind by kind the actual ones where there are."""
    known = [charge for charge in charges if charge.kind in KINDS]
    findings: list[Finding] = [
        error(UNKNOWN_KIND, charge_name(charge), kind=charge.kind)
        for charge in charges
        if charge.kind not in KINDS
    ]
    if basis != BOTH:
        return Chosen(tuple(one for one in known if one.stands_for == basis), tuple(findings))
    invoiced = kinds_of(known, ACTUAL)
    stands = []
    for charge in known:
        if charge.stands_for == ACTUAL or charge.kind not in invoiced:
            stands.append(charge)
        elif charge.shipment_ref and not _invoiced_there(charge, known):
            parts = {"kind": charge.kind, "shipment": charge.shipment_ref}
            findings.append(info(SET_ASIDE, charge_name(charge), **parts))
    return Chosen(tuple(stands), tuple(findings))


def _invoiced_there(estimate: Charge, charges: Sequence[Charge]) -> bool:
    return any(
        one.stands_for == ACTUAL
        and one.kind == estimate.kind
        and one.shipment_ref in (estimate.shipment_ref, None)
        for one in charges
    )


def kinds_of(charges: Sequence[Charge], basis: str) -> frozenset[str]:
    """The kinds that have a charge in the basis."""
    return frozenset(charge.kind for charge in charges if charge.stands_for == basis)


def still_estimated(file: OrderFile, *, pack_duty: bool) -> tuple[str, ...]:
    """Kinds with an estimate and no actual charge; duty worked out by the pack is an estimate."""
    estimated = set(kinds_of(file.charges, ESTIMATE))
    if pack_duty:
        estimated.add("duty")
    invoiced = set(kinds_of(file.charges, ACTUAL))
    if any(shipment.entries for shipment in file.shipments) and not pack_duty:
        invoiced.add("duty")
    return tuple(kind for kind in KINDS if kind in estimated - invoiced)


def charge_name(charge: Charge) -> str:
    """How findings and explanations name a charge."""
    parent = charge.shipment_ref or charge.order_number
    own = charge.charge_ref or charge.invoice_number
    named = f"{charge.kind} {own}" if own else charge.kind
    return f"{named} ({parent})" if parent else named


def is_settled(file: OrderFile) -> bool:
    """Whether anything was invoiced or entered, so that the bases differ."""
    return any(one.stands_for == ACTUAL for one in file.charges) or any(
        shipment.entries for shipment in file.shipments
    )
