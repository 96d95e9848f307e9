"""What the palette offers: places, things with a name, commands, settings; how they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.gui.page import Place
from remanence.gui.words import _, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from remanence.app.search import Named
    from remanence.gui.hub import Hub

RECENT: Final = "palette/recent"
_REMEMBERED: Final = 8
_ORDERED: Final = frozenset({"orders", "products", "shipments", "documents"})


SETTINGS: Final = {
    "colours": mark("Colours: light, dark, as the system"),
    "density": mark("Rows of tables"),
    "text": mark("Size of text"),
    "language": mark("Language"),
    "formats": mark("Dates, numbers and money"),
    "firm": mark("Own firm: name"),
    "country": mark("Country of import"),
    "currency": mark("Currency"),
    "vat_recoverable": mark("Tax on imports comes back"),
    "importer_no": mark("Importer number"),
    "eori": mark("EORI number"),
    "vat_no": mark("VAT number"),
    "practice.limit": mark("Own limit of Dy and Tb in practice"),
    "tolerance.quantity_percent": mark("Own tolerance of quantity"),
    "tolerance.weight_percent": mark("Own tolerance of weight"),
    "fx.max_age_days": mark("Days that a rate of exchange may be old"),
    "backups": mark("Backups"),
    "packs": mark("Rules packs"),
}
"""What Preferences hold, by the name that `Preferences.open` takes."""


class Offer(NamedTuple):
    """One line of the palette.

    Attributes:
        group: where it stands, a key of `group_words`.
        key: names it for good.
        words: what it is called.
        note: what it is, in a few words more.
        shortcut: its key.
        reason: why it cannot be had now; empty if it can.
        place: where it leads.
        deed: what it does, if it is no place.
        also: more words by which it is found.
    """

    group: str
    key: str
    words: str
    note: str = ""
    shortcut: str = ""
    reason: str = ""
    place: Place | None = None
    deed: Callable[[], object] | None = None
    also: str = ""


def group_words() -> dict[str, str]:
    """The groups in their order, with their headings."""
    return {
        "recent": _("Recent"),
        "go": _("Go to"),
        "orders": _("Orders"),
        "suppliers": _("Suppliers"),
        "products": _("Products"),
        "licences": _("Licences"),
        "shipments": _("Shipments and containers"),
        "documents": _("Papers"),
        "do": _("Do"),
        "preferences": _("Preferences"),
    }


def offer_of(found: Named) -> Offer:
    """A thing of the desk as an offer: it leads to its page, or to the order that it belongs to."""
    note = " ".join(filter(None, (found.name, found.other)))
    if found.kind in _ORDERED:
        place = Place("order", found.order) if found.order else None
        if found.kind != "orders" and found.order:
            note = _("{name} · in {order}").format(name=note, order=found.order)
    else:
        place = Place(found.kind, found.ref)
    if found.kind == "documents":
        note = note.replace("_", " ")
    reason = "" if place else _("No order holds it yet.")
    numbers = " ".join((found.numbers or "").split())
    return Offer(
        found.kind,
        f"{found.kind}:{found.ref}",
        found.ref,
        note,
        reason=reason,
        place=place,
        also=numbers,
    )


def matching(offers: Iterable[Offer], text: str) -> list[Offer]:
    """The offers in whose words every word of the text begins one; those named so first."""
    from remanence.app.search import begins_words, folded, words_of

    wanted = words_of(text)
    if not wanted:
        return []
    start = folded(text).strip()
    found = [o for o in offers if begins_words(folded(f"{o.words} {o.also}"), wanted)]
    return sorted(found, key=lambda offer: not folded(offer.words).startswith(start))


def remember(hub: Hub, offer: Offer) -> None:
    """Put what was chosen before all else that was."""
    place = list(offer.place) if offer.place else None
    line = [offer.key, offer.words, offer.note, place]
    rest = [one for one in _lines(hub) if one[0] != offer.key]
    hub.kept.put(RECENT, [line, *rest][:_REMEMBERED])


def recent(hub: Hub, offers: Sequence[Offer]) -> list[Offer]:
    """What was chosen lately: commands as they stand now, things as they were called."""
    known = {offer.key: offer for offer in offers}
    found = []
    for key, words, note, place in _lines(hub):
        if key in known:
            found.append(known[key]._replace(group="recent"))
        elif place:
            found.append(Offer("recent", key, words, note, place=Place(*place)))
    return found


def _lines(hub: Hub) -> list[tuple[str, str, str, Sequence[str]]]:
    kept = hub.kept.get(RECENT)
    lines = [line for line in kept if len(line) == 4] if isinstance(kept, list) else []
    return [(str(k), str(w), str(n), tuple(map(str, place or ()))) for k, w, n, place in lines]


def offers_of(actions: Mapping[str, QAction], places: Mapping[str, str]) -> list[Offer]:
    """Pages, commands of the menus with their keys, and settings."""
    found = [
        Offer(
            "go", f"go:{page}", title, shortcut=_key(actions.get(f"go_{page}")), place=Place(page)
        )
        for page, title in places.items()
    ]
    for name, action in actions.items():
        if name.startswith("go_") or name == "palette":
            continue
        words = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        reason = "" if action.isEnabled() else action.toolTip()
        found.append(
            Offer(
                "do",
                f"do:{name}",
                words.partition("\t")[0],
                "",
                _key(action),
                reason,
                deed=action.trigger,
            )
        )
    found += [
        Offer("preferences", f"set:{key}", _(words), place=Place("preferences", key))
        for key, words in SETTINGS.items()
    ]
    return found


def _key(action: QAction | None) -> str:
    return "" if action is None else action.shortcut().toString()
