"""XML parts of a workbook, parsed piece by piece by the guarded parser: no DTD, no entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from remanence.core.base.sentences import N_
from remanence.exchange.places import Unusable
from remanence.exchange.xlsx.archive import DAMAGED, Archive

HOSTILE = N_(
    "file.hostile_xml",
    "The part {part} defines entities of its own, which no workbook does. It is not opened.",
)


Attributes: TypeAlias = Mapping[str, str]
"""The attributes of an element by their names, prefixes included."""

_FIRST_ELEMENT: Final = re.compile(rb"<(?![?!])(?:([\w.-]+):)?[\w.-]+")


class Handler(ContentHandler):
    """Hears the elements of a part's own vocabulary; those of extensions are nothing to it.

    Text comes by `characters`, as in SAX.
    """

    def start(self, name: str, attrs: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def _parser(handler: Handler, prefix: str) -> Any:  # noqa: ANN401 - the library has no types
    """The guarded parser, speaking to the handler without a detour: sheets have millions of cells.

    `prefix` is the one that the part gives to its own vocabulary; other elements are passed over.
    """
    length = len(prefix)

    def start(name: str, attrs: Attributes) -> None:
        if name.startswith(prefix):
            handler.start(name[length:], attrs)

    def end(name: str) -> None:
        if name.startswith(prefix):
            handler.end(name[length:])

    parser = DefusedExpatParser(forbid_dtd=True)
    parser.start_element = start if prefix else handler.start
    parser.end_element = end if prefix else handler.end
    parser.setContentHandler(handler)
    return parser


def feed(archive: Archive, part: str, handler: Handler) -> Iterator[None]:
    """Parse a part; yields after each piece, so that what was heard can be taken away.

    Raises:
        Unusable: the part is missing, damaged, or hostile.
    """
    parser = None
    try:
        for chunk in archive.chunks(part):
            parser = parser or _parser(handler, _prefix(chunk))
            parser.feed(chunk)
            yield
        if parser is not None:
            parser.close()
    except DefusedXmlException as problem:
        raise Unusable(HOSTILE, archive.file, part=part) from problem
    except (SAXException, ValueError, LookupError) as problem:
        raise Unusable(DAMAGED, archive.file, part=part) from problem
    yield


def _prefix(start: bytes) -> str:
    """The prefix of the first element, with its colon; empty without one."""
    found = _FIRST_ELEMENT.search(start.replace(b"\0", b""))
    return f"{found[1].decode()}:" if found and found[1] else ""


def parse(archive: Archive, part: str, handler: Handler) -> None:
    """Parse a part whole.

    Raises:
        Unusable: the part is missing, damaged, or hostile.
    """
    for _ in feed(archive, part, handler):
        pass
