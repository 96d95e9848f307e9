"""Everything that holds a text: every text column of every kept table, read and compared here.

There is no index to keep true. Reading all text of a hundred thousand order lines takes a fraction
of a second, and a plain comparison finds what word indexes miss: a part of a container number, two
Chinese characters inside a name, `muller` in Müller, `dat hiem` in đất hiếm.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from remanence.store.reading import Rows
from remanence.store.shape import columns_of
from remanence.store.types import Stored

LIMIT: Final = 1000
_BETWEEN: Final = "\x1f"
_NOT_DECOMPOSED: Final = str.maketrans(
    {"đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i"}
)
_NOT_SHOWN: Final = frozenset({"file_digest"})


class Hit(NamedTuple):
    """A cell that holds the text: KIND, key of its row as people write it, heading, whole text."""

    kind: str
    ref: str
    field: str
    text: str


class _Place(NamedTuple):
    """A kept table (alias `t`): the sheet that shows it, how a row is called, what is joined."""

    kind: str
    table: str
    ref: str
    joined: str = ""
    beside: tuple[tuple[str, str], ...] = ()


_PLACES: Final = (
    _Place("suppliers", "suppliers", "t.supplier_code"),
    _Place("products", "products", "t.product_code"),
    _Place(
        "orders",
        "orders",
        "t.order_number",
        "JOIN suppliers s ON s.id = t.supplier_id",
        (("supplier_code", "s.supplier_code"),),
    ),
    _Place(
        "licences",
        "licences",
        "t.licence_ref",
        "JOIN suppliers s ON s.id = t.supplier_id",
        (("supplier_code", "s.supplier_code"),),
    ),
    _Place("shipments", "shipments", "t.shipment_ref"),
    _Place(
        "documents",
        "documents",
        "coalesce(o.order_number, s.shipment_ref, c.licence_ref, f.supplier_code, "
        "p.product_code, '') || ' ' || t.document_type",
        "LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN shipments s ON s.id = "
        "t.shipment_id LEFT JOIN licences c ON c.id = t.licence_id "
        "LEFT JOIN suppliers f ON f.id = t.supplier_id LEFT JOIN products p ON p.id = t.product_id",
    ),
    _Place(
        "charges",
        "charges",
        "coalesce(t.charge_ref, coalesce(o.order_number, s.shipment_ref, '') || ' ' || t.kind)",
        "LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN shipments s ON s.id = t.shipment_id",
    ),
    _Place("parties", "parties", "t.list_code || ' ' || t.name"),
    _Place("decisions", "decisions", "t.subject || ' ' || t.code"),
    _Place("business", "business", "t.name"),
    _Place(
        "classifications",
        "classifications",
        "p.product_code || ' ' || t.country",
        "JOIN products p ON p.id = t.product_id",
    ),
    _Place(
        "licence_events",
        "licence_events",
        "c.licence_ref || ' ' || t.on_day",
        "JOIN licences c ON c.id = t.licence_id",
    ),
    _Place(
        "entries",
        "entries",
        "s.shipment_ref || '/' || t.entry_line || ' ' || t.layer",
        "JOIN shipments s ON s.id = t.shipment_id",
    ),
    _Place("prices", "prices", "t.material || ' ' || t.on_day"),
    _Place(
        "licences",
        "licence_lines",
        "c.licence_ref || '/' || t.line_no",
        "JOIN licences c ON c.id = t.licence_id LEFT JOIN products p ON p.id = t.product_id",
        (("product_code", "p.product_code"),),
    ),
    _Place(
        "orders",
        "order_lines",
        "o.order_number || '/' || t.line_no",
        "JOIN orders o ON o.id = t.order_id JOIN products p ON p.id = t.product_id",
        (("product_code", "p.product_code"),),
    ),
)
"""In the sequence in which hits are shown: names before what hangs on them."""

_HEADINGS: Final = {"group_name": "group", "list_code": "list"}


def search(rows: Rows, text: str, *, limit: int = LIMIT) -> list[Hit]:
    """The cells that hold a text, whatever its case, accents and width; at most `limit`.

    A blank text is found nowhere.
    """
    wanted = fold(text).strip()
    hits: list[Hit] = []
    if not wanted:
        return hits
    for place in _PLACES:
        for hit in _hits(rows, place, wanted):
            hits.append(hit)
            if len(hits) >= limit:
                return hits
    return hits


def fold(text: str) -> str:
    """A text as it is compared: without case, accents, width, and double blanks."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
        text = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return " ".join(text.lower().split(" "))


def _hits(rows: Rows, place: _Place, wanted: str) -> Iterator[Hit]:
    names = _names(place)
    for row in rows.rows(search_sql(place)):
        cells = row[1:]
        if wanted not in fold(_BETWEEN.join(filter(None, cells))):
            continue
        for name, cell in zip(names, cells, strict=True):
            if cell and wanted in fold(cell):
                yield Hit(place.kind, row[0], _HEADINGS.get(name, name), cell)


def _names(place: _Place) -> Sequence[str]:
    own = (
        name
        for name, stored in columns_of(place.table).items()
        if stored is Stored.TEXT and name not in _NOT_SHOWN
    )
    return [*own, *(name for name, _ in place.beside)]


def search_sql(place: _Place) -> str:
    """The SELECT of a place: how a row is called, then its texts."""
    beside = dict(place.beside)
    listed = ", ".join(
        f"{beside.get(name, f't.{name}')} AS c{at}" for at, name in enumerate(_names(place))
    )
    return f"SELECT {place.ref} AS ref, {listed} FROM {place.table} t {place.joined} ORDER BY t.id"  # noqa: S608 - names of the shape


def statements() -> list[str]:
    """Every SELECT of this module (a test prepares them)."""
    return [search_sql(place) for place in _PLACES]
