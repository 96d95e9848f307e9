"""A workbook: which sheets it has, its shared texts, its calendar; the rows come from `cells`."""

from __future__ import annotations

import posixpath
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.exchange.grid import Grid
from remanence.exchange.opening import Source
from remanence.exchange.places import Unusable
from remanence.exchange.xlsx.archive import Archive
from remanence.exchange.xlsx.cells import Surroundings, read_rows, unescaped
from remanence.exchange.xlsx.markup import Attributes, Handler, parse
from remanence.exchange.xlsx.styles import Styles, is_date

_MOST_CHARACTERS: Final = 200_000_000

NO_WORKBOOK = N_("file.no_workbook", "The file holds no workbook. Get the file anew.")
TOO_MUCH_TEXT = N_("file.too_much_text", "The workbook holds more text than is read. Split it.")


class SheetPart(NamedTuple):
    """A sheet of the workbook as its table of contents names it."""

    name: str
    number: int
    part: str
    hidden: bool
    is_table: bool


class Book:
    """An opened workbook."""

    def __init__(self, archive: Archive) -> None:
        """Read all that the sheets share.

        Raises:
            Unusable: the workbook is damaged.
        """
        self._archive = archive
        main = _main_part(archive)
        contents = _Contents()
        parse(archive, main, contents)
        targets = _relations(archive, main)
        self.sheets = [
            SheetPart(name, number, targets[key][0], hidden, targets[key][1].endswith("/worksheet"))
            for number, (name, key, hidden) in enumerate(contents.sheets, 1)
            if key in targets
        ]
        by_type = {kind.rpartition("/")[2]: part for part, kind in targets.values()}
        formats = _formats(archive, by_type.get("styles", ""))
        self._around = Surroundings(
            texts=_texts(archive, by_type.get("sharedStrings", "")),
            formats=formats,
            dates=[is_date(code) for code in formats],
            since_1904=contents.since_1904,
            uncalculated=contents.uncalculated,
        )

    def grid(self, sheet: SheetPart) -> Grid:
        """The table of one sheet, read whole: what is merged is known only at its end.

        Raises:
            Unusable: the sheet is damaged or too large.
        """
        grid = Grid(sheet.name, sheet.number, [], is_text=False, hidden=sheet.hidden)
        grid.rows = read_rows(self._archive, sheet.part, self._around, grid)
        return grid


def is_workbook(archive: Archive) -> bool:
    """Whether the archive is a workbook in the XML format."""
    return archive.has("[content_types].xml") and any(
        name.endswith("workbook.xml") for name in archive.names()
    )


def open_book(source: Source, archive: Archive) -> Book:
    """The workbook in an archive.

    Raises:
        Unusable: it is damaged.
    """
    try:
        return Book(archive)
    except (ValueError, KeyError) as problem:
        raise Unusable(NO_WORKBOOK, source.name) from problem


class _Contents(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False
        self.uncalculated = False

    def start(self, name: str, attrs: Attributes) -> None:
        if name == "sheet":
            key = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            hidden = attrs.get("state") in {"hidden", "veryHidden"}
            self.sheets.append((attrs.get("name") or "", key, hidden))
        elif name == "workbookPr":
            # An extension may add an element of the same name, without the calendar.
            self.since_1904 |= attrs.get("date1904") in {"1", "true"}
        elif name == "calcPr":
            self.uncalculated |= attrs.get("fullCalcOnLoad") in {"1", "true"}


class _Relations(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attrs: Attributes) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            key, target = attrs.get("Id") or "", attrs.get("Target") or ""
            self.found[key] = (target, attrs.get("Type") or "")


class _Texts(Handler):
    """The shared texts; readings of Eastern names (phonetic runs) are no part of them."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._file = file
        self._pieces: list[str] = []
        self._listens = False
        self._phonetic = False
        self._length = 0

    def start(self, name: str, attrs: Attributes) -> None:  # noqa: ARG002
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._listens = not self._phonetic

    def characters(self, content: str) -> None:
        if self._listens:
            self._pieces.append(content)
            self._length += len(content)

    def end(self, name: str) -> None:
        if name == "t":
            self._listens = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
            if self._length > _MOST_CHARACTERS:
                raise Unusable(TOO_MUCH_TEXT, self._file)


def _main_part(archive: Archive) -> str:
    if archive.has("_rels/.rels"):
        relations = _Relations()
        parse(archive, "_rels/.rels", relations)
        for target, kind in relations.found.values():
            if kind.endswith("/officeDocument"):
                return target.lstrip("/")
    return "xl/workbook.xml"


def _relations(archive: Archive, main: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(main)
    relations = _Relations()
    parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), relations)
    return {
        key: (_resolved(folder, target), kind) for key, (target, kind) in relations.found.items()
    }


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _texts(archive: Archive, part: str) -> list[str]:
    texts = _Texts(archive.file)
    if part and archive.has(part):
        parse(archive, part, texts)
    return texts.texts


def _formats(archive: Archive, part: str) -> list[str]:
    styles = Styles()
    if part and archive.has(part):
        parse(archive, part, styles)
    return styles.formats
