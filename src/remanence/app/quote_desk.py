"""The quote desk: offers as they are typed, side by side, costed by the engine of the orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.calculators.answers import landed
from remanence.app.calculators.desk import Desk, desk_in
from remanence.app.jsonin import InputFindings
from remanence.core.base.findings import Finding, Severity, error, info
from remanence.core.base.sentences import N_

if TYPE_CHECKING:
    from remanence.app.quotes import LandedRow
    from remanence.app.workspace import Workspace

OfferTexts = Mapping[str, str]
"""What was typed for one offer, by name: those of `LINE` and `WHOLE`, and kinds of `CHARGES`."""

LINE: Final = (
    "product",
    "hs",
    "origin",
    "quantity",
    "unit",
    "unit_price",
    "price_per",
    "currency",
    "unit_weight_kg",
)
WHOLE: Final = ("date", "destination", "mode", "incoterm")
CHARGES: Final = ("freight", "insurance", "inland")

_WITHOUT_FREIGHT: Final = frozenset({"EXW", "FCA", "FAS", "FOB"})
_WITHOUT_INSURANCE: Final = _WITHOUT_FREIGHT | {"CFR", "CPT"}
_BROUGHT: Final = frozenset({"DAP", "DPU", "DDP", "DAT", "DDU"})

BLANK = N_(
    "quote.charge_blank",
    "{charge} is blank and not in the price under {incoterm}: what it costs is not known. "
    "Write 0 if there is none.",
)
NO_INLAND = N_("quote.no_inland", "Broker and inland are blank: the figure ends at the port.")


class Priced(NamedTuple):
    """One offer costed.

    Attributes:
        row: the figures; None where not even those can be worked out.
        findings: what is wrong or worth a note, errors first.
        is_known: whether its landed cost may be compared with others.
    """

    row: LandedRow | None
    findings: tuple[Finding, ...]
    is_known: bool


def priced(workspace: Workspace, offers: Sequence[OfferTexts]) -> list[Priced]:
    """Each offer costed, as far as it can be said."""
    desk = desk_in(workspace)
    currency = workspace.business.currency
    return [_priced(desk, offer, currency) for offer in offers]


def _priced(desk: Desk, offer: OfferTexts, currency: str) -> Priced:
    blanks = _blanks(offer)
    try:
        row = landed(desk, _request(offer, currency))
    except InputFindings as failed:
        return Priced(None, (*failed.findings, *blanks), is_known=False)
    findings = (*blanks, *row.findings)
    stops = any(found.severity is Severity.ERROR for found in findings)
    return Priced(row, findings, is_known=row.landed is not None and not stops)


def _request(offer: OfferTexts, currency: str) -> dict[str, object]:
    """The offer as the calculator reads it; what is blank is left out."""
    line = {"id": "1", **{name: offer[name] for name in LINE if offer.get(name)}}
    charges = [
        {"kind": kind, "amount": offer[kind], "currency": offer.get("currency") or currency}
        for kind in CHARGES
        if offer.get(kind)
    ]
    whole = {name: offer[name] for name in WHOLE if offer.get(name)}
    return {"base_currency": currency, **whole, "lines": [line], "charges": charges}


def _blanks(offer: OfferTexts) -> tuple[Finding, ...]:
    """Charges that nobody named although the price does not hold them: never taken for zero."""
    term = offer.get("incoterm", "").upper()
    found = [error(BLANK, kind, charge=kind.capitalize(), incoterm=term) for kind in lacking(offer)]
    if not offer.get("inland") and term not in _BROUGHT:
        found.append(info(NO_INLAND, "inland"))
    return tuple(found)


def lacking(offer: OfferTexts) -> list[str]:
    """Kinds of charges that are blank although the price does not hold them."""
    term = offer.get("incoterm", "").upper()
    needed = (("freight", _WITHOUT_FREIGHT), ("insurance", _WITHOUT_INSURANCE))
    return [kind for kind, terms in needed if term in terms and not offer.get(kind)]


def part_amounts(row: LandedRow, offer: OfferTexts) -> dict[str, Decimal | None]:
    """Amounts by part of cost, as the cost tables have them."""
    named = [kind for kind in CHARGES if offer.get(kind)]
    shares = dict(zip(named, row.lines[0].shares, strict=True)) if row.lines else {}
    blank = {kind: None if kind in lacking(offer) else Decimal(0) for kind in CHARGES}
    shares = {**blank, **shares}
    return {
        "goods": row.goods,
        "freight": shares["freight"],
        "insurance": shares["insurance"],
        "fees": _sum([fee.amount for fee in row.fees]),
        "duty": _sum([layer.amount for layer in row.duty]),
        "other": shares["inland"],
    }


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
