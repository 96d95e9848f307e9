"""Customs value by the rule of the country: what counts up to the border, and what is taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, Answer, How, RuleRef, Step, difference, ruled
from remanence.core.costs.allocation import share_out
from remanence.core.costs.charges import KINDS_OF_COST
from remanence.core.costs.duty import country_rows
from remanence.core.costs.figures import ZERO, Coin, rounded, summed
from remanence.core.costs.incoterms import holds
from remanence.core.costs.parts import Part, Spread
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import CountryRule, Incoterm

CUSTOMS_VALUE = N_("line.customs_value", "Customs value: {value}")
BEFORE_OUT = N_("line.customs_value_with_all", "Goods and what counts to the border: {value}")
DEEMED = N_("customs_value.deemed", "{note} is not known: {1} of the goods' value stands for it")
DEEMED_RATE = N_("customs_value.deemed_rate", "Share that stands for {note}: {value}")
CAPPED = N_("customs_value.capped", "{note} counts with {1} of the goods' value at most: {value}")
CAP_RATE = N_("customs_value.cap", "Highest share for {note}: {value}")
CAPPED_SHARE = N_("customs_value.capped_share", "This line's part of {0}: {value}")
NO_RULE = N_(
    "customs_value.no_rule",
    "The pack has no valuation rule of {country}: whether {kind} counts into the customs value is "
    "not known. Say so with before_border yes or no.",
)

NOT_STATED = N_(
    "customs_value.not_stated",
    "The customs value of {country} holds {kinds}, the price under {incoterm} does not, and no "
    "charge states them: the value is too low. Add them as charges, with 0 where there are none.",
)
NOT_SPLIT = N_(
    "customs_value.not_split",
    "The price under {incoterm} holds {kinds}, the customs value of {country} does not, and no "
    "charge states them: the value is that of the whole price. Add them as charges with "
    "included_in_price yes.",
)

_NO_ROW: Final = frozenset({"goods"})
_CARRIAGE: Final = ("freight", "insurance")
"""What lies between an FOB and a CIF value; the first is never nothing."""


class Valuation(NamedTuple):
    """The valuation rule of a country on a day; `known` is False where the pack has none."""

    country: str
    parts: frozenset[str]
    known: bool
    ref: RuleRef | None
    rounding: Mapping[str, tuple[Decimal, str]] = {}
    caps: tuple[tuple[str, str, Decimal], ...] = ()
    when_missing: tuple[tuple[str, Decimal], ...] = ()
    parts_known: bool = True


def valuation_of(pack: Pack, country: str, day: date) -> Valuation:
    """The rule of valuation in force in a country on a day; remembered by the pack."""
    key = ("valuation", country, day)
    known = pack.memo.get(key)
    if not isinstance(known, Valuation):
        known = pack.memo[key] = _valuation(pack, country, day)
    return known


def _valuation(pack: Pack, country: str, day: date) -> Valuation:
    rows = [
        row
        for row in country_rows(pack, country)
        if row.topic == "valuation" and row.validity.holds_on(day)
    ]
    if not rows:
        return Valuation(country, _NO_ROW, known=False, ref=None)
    row = rows[-1]
    parts = frozenset(row.value_parts) if row.value_parts else _NO_ROW
    return Valuation(
        country,
        parts,
        known=True,
        ref=row.ref,
        rounding=rounding_of(row),
        caps=row.caps,
        when_missing=row.when_missing,
        parts_known=bool(row.value_parts),
    )


def rounding_of(row: CountryRule) -> dict[str, tuple[Decimal, str]]:
    """What is rounded to which multiple, and how, by its name."""
    return {what: (size, how) for what, size, how in row.rounding}


def counts(valuation: Valuation, kind: str, before_border: bool | None) -> bool | None:  # noqa: FBT001
    """Whether a charge counts into the customs value; None: neither charge nor pack says so."""
    if before_border is not None:
        return before_border
    part = KINDS_OF_COST[kind].border_part
    if not part:
        return False
    return part in valuation.parts if valuation.known else None


def customs_values(parts: Sequence[Part], spreads: Sequence[Spread], coin: Coin) -> list[Amount]:
    """Customs value of each part: goods, what counts, less what the price holds beyond it."""
    added = [s.shares for s in spreads if s.counts and not s.included]
    taken = [s.shares for s in spreads if s.counts is False and s.included]
    currency = coin.currency
    if not added and not taken:
        return [part.goods for part in parts]
    values: list[Amount] = []
    for place, part in enumerate(parts):
        inputs = (part.goods, *[s[place] for s in added if s[place].value != ZERO])
        whole = summed(CUSTOMS_VALUE if not taken else BEFORE_OUT, inputs, currency)
        for shares in taken:
            whole = difference(CUSTOMS_VALUE, whole, shares[place])
        values.append(whole)
    return values


def undecided(valuation: Valuation, spreads: Sequence[Spread], where: str) -> list[Finding]:
    """A finding for each charge of which nobody says whether it counts."""
    return [
        error(NO_RULE, where, country=valuation.country, kind=spread.kind)
        for spread in spreads
        if spread.counts is None
    ]


def unstated(
    valuation: Valuation, term: Incoterm | None, spreads: Sequence[Spread], where: str
) -> list[Finding]:
    """A warning where price and customs value differ by carriage that no charge states.

    Insurance alone raises none: goods may travel without.
    """
    if not (valuation.known and valuation.parts_known) or term is None:
        return []
    stated = {spread.kind for spread in spreads} | {kind for kind, _ in valuation.when_missing}
    open_ = [kind for kind in _CARRIAGE if kind not in stated]
    found = []
    for code, wanted in ((NOT_STATED, Answer.NO), (NOT_SPLIT, Answer.YES)):
        kinds = [
            kind
            for kind in open_
            if holds(term, kind).value is wanted
            and (kind in valuation.parts) is (wanted is Answer.NO)
        ]
        if _CARRIAGE[0] in kinds:
            parts = {"incoterm": term.rule, "kinds": " and ".join(kinds)}
            found.append(warning(code, where, country=valuation.country, **parts))
    return found


def stand_ins(
    valuation: Valuation,
    term: Incoterm | None,
    parts: Sequence[Part],
    spreads: Sequence[Spread],
    coin: Coin,
) -> list[Spread]:
    """What the country takes for carriage and insurance that nobody has stated.

    Only where the delivery term says that the price does not hold them. They count into the
    customs value and raise no cost.
    """
    found = []
    stated = {spread.kind for spread in spreads}
    for kind, percent in valuation.when_missing:
        if kind in stated or holds(term, kind).value is not Answer.NO or valuation.ref is None:
            continue
        rate = ruled(DEEMED_RATE, percent, valuation.ref, unit="%", note=kind)
        shares = tuple(rounded(DEEMED, (part.goods, rate), coin, note=kind) for part in parts)
        whole = summed(DEEMED, shares, coin.currency)
        found.append(Spread(kind, whole, shares, counts=True, included=False))
    return found


def capped(
    valuation: Valuation,
    mode: str | None,
    parts: Sequence[Part],
    spreads: Sequence[Spread],
    coin: Coin,
) -> list[Spread]:
    """The charges as they count into the customs value: carriage up to the country's cap."""
    caps = {kind: percent for wanted, kind, percent in valuation.caps if wanted == mode}
    return [
        _capped(valuation, caps[spread.kind], parts, spread, coin)
        if spread.kind in caps and spread.counts and not spread.included
        else spread
        for spread in spreads
    ]


def _capped(
    valuation: Valuation, percent: Decimal, parts: Sequence[Part], spread: Spread, coin: Coin
) -> Spread:
    goods = summed(BEFORE_OUT, tuple(part.goods for part in parts), coin.currency)
    if goods.value is None or spread.amount.value is None or valuation.ref is None:
        return spread
    rate = ruled(CAP_RATE, percent, valuation.ref, unit="%", note=spread.kind)
    limit = rounded(CAPPED, (goods, rate), coin, note=spread.kind)
    weights = [share.value or ZERO for share in spread.shares]
    if limit.value is None or spread.amount.value <= limit.value or sum(weights) <= 0:
        return spread
    shares = tuple(
        Step(CAPPED_SHARE, value, How.SHARE, (limit, own, spread.amount), None, coin.currency)
        for value, own in zip(
            share_out(limit.value, weights, coin.size), spread.shares, strict=True
        )
    )
    return spread._replace(amount=limit, shares=shares)
