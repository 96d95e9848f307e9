"""Names on lists: what stands on which list on a day, and which names of an order meet it.

CN-CTRL, CN-ATT, CN-UEL and US-UFLPA mean what the pack says, from its own table or from rows of
`parties`; a meeting with any other list is not decided by the program. Ended listings no longer
count; suspended ones still do (an application to MOFCOM is needed), as a question.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.dates import Validity
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, RuleRef, Step, Verdict
from remanence.core.facts.parties import Decision, Party
from remanence.core.policy.names import Likeness, Name, compare, nearest, spellings, take_apart
from remanence.core.policy.pack import Pack

ATTENTION_LIST: Final = "CN-ATT"
"""Asks for a single licence with a risk report, and stops the clock."""

ENTRY_ONLY: Final = "US-UFLPA"
"""Stops entry into the United States, and nothing else."""

KNOWN_LISTS: Final = ("CN-CTRL", ATTENTION_LIST, "CN-UEL", ENTRY_ONLY)
"""Lists whose meaning the pack knows."""
CLEARED: Final = "screening.hit"
"""Code of a decision that clears a hit; its value names what was cleared (`Hit.key`)."""
CONFIRMED: Final = "confirmed: "
"""Before the key: the person says that it is the listed party."""

IN_FORCE: Final = "in_force"
SUSPENDED: Final = "suspended"
UNCONFIRMED: Final = "unconfirmed"
TO_DECIDE: Final = "to_decide"

LISTED = N_("screening.listed", "{note}")
UNDECIDED = N_("screening.undecided", "{note}")


class Listing(NamedTuple):
    """A name on a list, from the pack or from the sheet `parties`."""

    ref: RuleRef | RecordRef
    list: str
    name: str
    names: tuple[Name, ...]
    country: str
    from_day: date | None
    suspended: Validity | None
    ends_before: date | None  # first day on which it no longer counts
    mark: str
    digest: str  # changes when the row changes


class Hit(NamedTuple):
    """A name of an order that is, or may be, a listed one.

    Attributes:
        role: supplier, owner, consignee, importer or end user; empty for a bare look-up.
        name: the name as the order has it.
        list: code of the list.
        listed: the name on the list.
        country: its country there.
        state: in_force, suspended, unconfirmed (suspension over, nothing seen), to_decide.
        sure: the names are the same; else they may be.
        ref: the row of the list.
        key: what a decision `screening.hit` names to clear it; changes with name and row.
        until: first day on which the state differs; None = never.
        from_day: when the listing began.
        confirmed: a person said that it is the listed party.
        mark: where the listing is weaker than its row.
    """

    role: str
    name: str
    list: str
    listed: str
    country: str
    state: str
    sure: bool
    ref: RuleRef | RecordRef
    key: str
    until: date | None
    from_day: date | None = None
    confirmed: bool = False
    mark: str = ""

    @property
    def certain(self) -> bool:
        """Whether the name stands on the list beyond doubt."""
        return self.confirmed or (self.sure and self.state == IN_FORCE)


class PartyIndex:
    """Listings, found by their distinctive words; look-ups are remembered by spelling."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        """Sort the listings by word."""
        self._by_word: dict[str, list[Listing]] = defaultdict(list)
        self._by_whole: dict[str, list[Listing]] = defaultdict(list)
        self._plain: list[Listing] = []
        for listing in listings:
            for name in listing.names:
                self._take(listing, name)
        self._words = tuple(self._by_word)
        self._found: dict[str, tuple[tuple[Listing, Likeness], ...]] = {}

    def _take(self, listing: Listing, name: Name) -> None:
        self._by_whole[name.cjk or name.joined].append(listing)
        for word in name.units:
            self._by_word[word].append(listing)
        if not name.own and not name.cjk:
            self._plain.append(listing)

    def find(self, spelling: str) -> tuple[tuple[Listing, Likeness], ...]:
        """Listings that one spelling meets, on whatever day."""
        found = self._found.get(spelling)
        if found is None:
            found = self._found[spelling] = tuple(self._compare(take_apart(spelling)))
        return found

    def _compare(self, name: Name) -> Iterable[tuple[Listing, Likeness]]:
        for listing in self._candidates(name):
            likeness = max(compare(name, other) for other in listing.names)
            if likeness is not Likeness.DIFFERENT:
                yield listing, likeness

    def _candidates(self, name: Name) -> Iterable[Listing]:
        rows = list(self._by_whole.get(name.cjk or name.joined, ()))
        for word in name.units:
            rows += self._by_word.get(word, ())
        for word in name.own:
            for near in nearest(word, self._words):
                rows += self._by_word[near]
        if not name.own and not name.cjk:
            rows += self._plain
        return dict.fromkeys(rows)


def pack_index(pack: Pack) -> PartyIndex:
    """The listed parties of the pack, indexed once."""
    index = pack.memo.get("listings")
    if not isinstance(index, PartyIndex):
        rows = [
            _listing(
                row.ref,
                (row.list, row.name, row.aliases, row.country),
                row.listed_on,
                row.suspended,
                row.ended_on,
                row.state_mark,
            )
            for row in pack.parties
        ]
        index = pack.memo["listings"] = PartyIndex(rows)
    return index


def own_index(pack: Pack, parties: tuple[Party, ...]) -> PartyIndex:
    """The rows of `parties`, indexed once for as long as the desk stays the same."""
    known = pack.memo.get("own listings")
    if isinstance(known, tuple) and known[0] is parties and isinstance(known[1], PartyIndex):
        return known[1]
    index = PartyIndex(_own_listing(row) for row in parties)
    pack.memo["own listings"] = (parties, index)
    return index


def _own_listing(row: Party) -> Listing:
    span = None
    if row.suspended_from is not None or row.suspended_until is not None:
        span = Validity(row.suspended_from, row.suspended_until)
    begins = f" {row.from_day}" if row.from_day else ""
    ref = RecordRef("parties", f"{row.list} {row.name}{begins}")
    aliases = tuple(filter(None, (part.strip() for part in (row.aliases or "").split(";"))))
    after = None if row.until is None else row.until + timedelta(days=1)
    return _listing(
        ref, (row.list, row.name, aliases, row.country or ""), row.from_day, span, after, ""
    )


def _listing(
    ref: RuleRef | RecordRef,
    who: tuple[str, str, tuple[str, ...], str],
    from_day: date | None,
    span: Validity | None,
    after: date | None,
    mark: str,
) -> Listing:
    code, name, aliases, country = who
    names = tuple(map(take_apart, spellings(name, *aliases)))
    content = repr((code, name, aliases, country, from_day, span, after))
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Listing(ref, code, name, names, country, from_day, span, after, mark, digest)


def state_on(listing: Listing, day: date) -> str | None:
    """The state of a listing on a day; None where it does not count."""
    if listing.from_day is not None and day < listing.from_day:
        return None
    if listing.ends_before is not None and day >= listing.ends_before:
        return None
    if listing.list not in KNOWN_LISTS:
        return TO_DECIDE
    span = listing.suspended
    if span is None or (span.first is not None and day < span.first):
        return IN_FORCE
    return SUSPENDED if span.holds_on(day) else UNCONFIRMED


def _turn(listing: Listing, day: date) -> date | None:
    span = listing.suspended or Validity()
    after = None if span.last is None else span.last + timedelta(days=1)
    turns = (listing.from_day, listing.ends_before, span.first, after)
    return min((turn for turn in turns if turn is not None and turn > day), default=None)


def screen(
    name: str | None,
    local_name: str | None,
    day: date,
    pack: Pack,
    parties: tuple[Party, ...] = (),
    *,
    role: str = "",
) -> tuple[Hit, ...]:
    """Who on the lists of that day a firm is, or may be; the surest first."""
    best: dict[Listing, tuple[Likeness, str]] = {}
    for spelling in spellings(name, local_name):
        for index in (pack_index(pack), own_index(pack, parties)):
            for listing, likeness in index.find(spelling):
                if likeness > best.get(listing, (Likeness.DIFFERENT, ""))[0]:
                    best[listing] = (likeness, spelling)
    hits = [
        _hit(role, spelling, listing, state, likeness, day)
        for listing, (likeness, spelling) in best.items()
        if (state := state_on(listing, day)) is not None
    ]
    return tuple(sorted(hits, key=lambda hit: (not hit.certain, not hit.sure, hit.key)))


def _hit(role: str, name: str, listing: Listing, state: str, likeness: Likeness, day: date) -> Hit:
    key = f"{listing.list}: {listing.name} = {name} [{listing.digest}]"
    return Hit(
        role,
        name,
        listing.list,
        listing.name,
        listing.country,
        state,
        likeness is Likeness.SAME,
        listing.ref,
        key,
        _turn(listing, day),
        listing.from_day,
        mark=listing.mark,
    )


# What a person decided


def decided(hits: Iterable[Hit], decisions: Iterable[Decision], day: date) -> tuple[Hit, ...]:
    """The hits that stand: cleared ones are left out, confirmed ones marked.

    A decision holds through its `until`. The full key clears any hit. A short value (the listed
    name, or the name on the order) clears only where the names are not the same or the list is the
    user's own, and only listings that had begun when it was decided.
    """
    ones = [
        one for one in decisions if one.code == CLEARED and (one.until is None or one.until >= day)
    ]
    if not ones:
        return tuple(hits)
    standing = (_after_decisions(hit, ones) for hit in hits)
    return tuple(hit for hit in standing if hit is not None)


def _after_decisions(hit: Hit, decisions: Iterable[Decision]) -> Hit | None:
    for one in decisions:
        value = (one.value or "").strip()
        if value.removeprefix(CONFIRMED) != value:
            if _names(value.removeprefix(CONFIRMED), hit):
                return hit._replace(confirmed=True)
        elif _same(value, hit.key) or (_names(value, hit) and _may_be_short(hit, one)):
            return None
    return hit


def _names(value: str, hit: Hit) -> bool:
    short = (hit.listed, hit.name, f"{hit.list}: {hit.listed}", hit.key)
    return any(_same(value, one) for one in short)


def _may_be_short(hit: Hit, one: Decision) -> bool:
    if hit.sure and hit.list in KNOWN_LISTS:
        return False
    return hit.from_day is None or hit.from_day <= one.decided_on


def _same(left: str, right: str) -> bool:
    return " ".join(left.casefold().split()) == " ".join(right.casefold().split())


# As steps


_STATE_WORDS: Final = {
    IN_FORCE: "in force",
    SUSPENDED: "suspended: an application to MOFCOM is still needed",
    UNCONFIRMED: "its suspension is over and no later instrument was seen",
    TO_DECIDE: "a list whose meaning you decide",
}


def in_words(hit: Hit) -> str:
    """What a hit says, and for one that is not certain how to settle it."""
    same = "is" if hit.sure or hit.confirmed else "may be"
    role = f"{hit.role} " if hit.role else ""
    text = f"{role}{hit.name} {same} {hit.listed} on {hit.list} ({_STATE_WORDS[hit.state]})"
    if hit.certain:
        return text
    return f"{text}; if it is another firm, record a decision {CLEARED} with the value '{hit.key}'"


def hit_step(hit: Hit, name: Step[object] | None = None) -> Verdict:
    """A hit as an answer to 'is this party free of listings': no, or not known."""
    inputs = () if name is None else (name,)
    if hit.certain:
        return Step(
            LISTED, Answer.NO, How.RULE, inputs, hit.ref, "", in_words(hit), hit.mark, hit.until
        )
    return Step(
        UNDECIDED, Answer.UNKNOWN, How.MISSING, inputs, hit.ref, "", in_words(hit), "", hit.until
    )


def next_listing(
    name: str | None,
    local_name: str | None,
    day: date,
    pack: Pack,
    parties: tuple[Party, ...] = (),
) -> date | None:
    """First later day on which a listing that the name meets begins, ends or changes."""
    turns = [
        turn
        for spelling in spellings(name, local_name)
        for index in (pack_index(pack), own_index(pack, parties))
        for listing, _ in index.find(spelling)
        if (turn := _turn(listing, day)) is not None
    ]
    return min(turns, default=None)


def next_lapse(decisions: Iterable[Decision], day: date) -> date | None:
    """First day on which a clearance that holds on `day` no longer does; None = never."""
    ends = [
        one.until
        for one in decisions
        if one.code == CLEARED and one.until is not None and one.until >= day
    ]
    return min(ends) + timedelta(days=1) if ends else None
