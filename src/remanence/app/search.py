"""Everything that holds a text, whatever its case, accents or width; and what one may go to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from remanence.app.workspace import Workspace
from remanence.store import search as kept
from remanence.store.door import Store
from remanence.store.names import Named as Named  # noqa: PLC0414 - handed up
from remanence.store.names import named
from remanence.store.search import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: Final = ("orders", "suppliers", "products", "licences", "shipments", "documents")
EACH: Final = 6
"""So many of a kind are enough to choose from; who wants another types one letter more."""

_WORD: Final = re.compile(r"[0-9a-z]+|[^\x00-\x7f]+")


def search(workspace: Workspace, text: str) -> list[Hit]:
    """The cells of all sheets that hold the text; a blank text is found nowhere."""
    with workspace.store.read() as reader:
        return kept.search(reader, text)


def find(workspace: Workspace, text: str, *, each: int = EACH) -> list[Named]:
    """Orders, suppliers, products, licences, shipments and papers by their names and numbers.

    Every word of the text must begin a word of the name (Latin letters and digits), or stand
    anywhere in it (Chinese, which has no gaps between words). At most `each` of a kind; those
    whose own number begins with the text come first. A blank text is found nowhere, but makes
    the names ready for the next question.
    """
    names, wanted, start = _names(workspace.store), words_of(text), kept.fold(text).strip()
    found: list[Named] = []
    for kind in KINDS if wanted else ():
        hits = [one for words, one in names[kind] if begins_words(words, wanted)]
        hits.sort(key=lambda one: not kept.fold(one.ref).startswith(start))
        found += hits[:each]
    return found


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, width, and double blanks."""
    return kept.fold(text)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: small letters without accents."""
    return _WORD.findall(kept.fold(text))


def begins_words(folded: str, wanted: Sequence[str]) -> bool:
    """Whether every word wanted begins a word of the text; both as `words_of` compares them."""
    if not all(word in folded for word in wanted):
        return False
    words = _WORD.findall(folded)
    return all(
        any(one.startswith(word) or (not word.isascii() and word in one) for one in words)
        for word in wanted
    )


_Names = dict[str, list[tuple[str, Named]]]
_KEPT: Final[WeakKeyDictionary[Store, tuple[int, _Names]]] = WeakKeyDictionary()


def _names(store: Store) -> _Names:
    """All names, folded once for every state of the history: typing must not wait for them."""
    newest = store.newest_operation()
    found = _KEPT.get(store)
    if found is None or found[0] != newest:
        with store.read() as reader:
            names = {kind: [(_folded(one), one) for one in named(reader, kind)] for kind in KINDS}
        _KEPT[store] = found = newest, names
    return found[1]


def _folded(one: Named) -> str:
    return kept.fold(" ".join(filter(None, one[1:5])))
