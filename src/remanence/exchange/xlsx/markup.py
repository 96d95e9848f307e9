"""XML parts of a workbook, parsed piece by piece by the guarded parser: no DTD, no entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from remanence.core.base.sentences import N_
from remanence.exchange.places import Unusable
from remanence.exchange.xlsx.archive import DAMAGED, Archive

HOSTILE = N_(
    "file.hostile_xml",
    "The part {part} defines entities of its own, which no workbook does. It is not opened.",
)


if TYPE_CHECKING:
    Attributes: TypeAlias = AttributesImpl[str]
else:  # the class takes no parameter when the program runs
    Attributes = AttributesImpl


class Handler(ContentHandler):
    """Hears elements by their local names; prefixes differ from program to program."""

    def startElement(self, name: str, attrs: Attributes) -> None:  # noqa: N802 - SAX's name
        """Pass the start of an element on."""
        self.start(name.rpartition(":")[2] if ":" in name else name, attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """Pass the end of an element on."""
        self.end(name.rpartition(":")[2] if ":" in name else name)

    def start(self, name: str, attrs: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def feed(archive: Archive, part: str, handler: Handler) -> Iterator[None]:
    """Parse a part; yields after each piece, so that what was heard can be taken away.

    Raises:
        Unusable: the part is missing, damaged, or hostile.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        for chunk in archive.chunks(part):
            parser.feed(chunk)
            yield
        parser.close()
    except DefusedXmlException as problem:
        raise Unusable(HOSTILE, archive.file, part=part) from problem
    except (SAXException, ValueError, LookupError) as problem:
        raise Unusable(DAMAGED, archive.file, part=part) from problem
    yield


def parse(archive: Archive, part: str, handler: Handler) -> None:
    """Parse a part whole.

    Raises:
        Unusable: the part is missing, damaged, or hostile.
    """
    for _ in feed(archive, part, handler):
        pass
