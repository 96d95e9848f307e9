"""What a price already holds under its delivery term, so that no cost is counted twice."""

from __future__ import annotations

from functools import lru_cache

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, Step, Verdict, ruled, unknown
from remanence.core.costs.charges import KINDS_OF_COST
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import Incoterm

HELD = N_("incoterm.holds", "Under {note}: {value}")
NO_TERM = N_("incoterm.not_known", "Whether the price holds it is not known: {note}")


def term_of(pack: Pack, rule: str | None) -> Incoterm | None:
    """The pack's row for a delivery term (`FOB`, `CIF` ...); None where it has none."""
    return terms_of(pack).get((rule or "").strip().upper())


def terms_of(pack: Pack) -> dict[str, Incoterm]:
    """The delivery terms of a pack by their codes; remembered by it."""
    terms: dict[str, Incoterm] | None = pack.memo.get("incoterms")  # type: ignore[assignment]
    if terms is None:
        terms = pack.memo["incoterms"] = {row.rule: row for row in pack.incoterms}
    return terms


@lru_cache(maxsize=512)
def holds(term: Incoterm | None, kind: str) -> Verdict:
    """Whether the price under this term already holds that kind of charge.

    Unknown where the term is not given or leaves it to the contract.
    """
    elements = KINDS_OF_COST[kind].price_holds
    if term is None or not elements:
        return unknown(NO_TERM, note="no delivery term says so")
    pays = dict(term.pays)
    payers = {pays.get(element, "contract") for element in elements}
    note = f"{term.rule}, {kind} is in the price"
    if payers == {"seller"}:
        return ruled(HELD, Answer.YES, term.ref, note=note)
    if payers == {"buyer"}:
        return ruled(HELD, Answer.NO, term.ref, note=note)
    return Step(NO_TERM, Answer.UNKNOWN, unknown(NO_TERM).how, (), term.ref, "", note)
