"""Small real papers: PDF pages with English and Chinese text, and one-sheet workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HEIGHT = 842


@dataclass(frozen=True)
class Text:
    """One line of text: points from the left and from the top, size in points."""

    x: int
    y: int
    text: str
    size: int = 10


@dataclass(frozen=True)
class Rule:
    """A thin horizontal line."""

    x: int
    y: int
    to: int


def _is_latin(text: str) -> bool:
    return all(ord(sign) < 256 for sign in text)


def _draw(item: Text | Rule) -> str:
    if isinstance(item, Rule):
        level = _HEIGHT - item.y
        return f"0.6 w {item.x} {level} m {item.to} {level} l S"
    if _is_latin(item.text):
        font, shown = "F1", item.text.encode("cp1252").hex()
    else:
        font, shown = "F2", item.text.encode("utf-16-be").hex()
    return f"BT /{font} {item.size} Tf {item.x} {_HEIGHT - item.y} Td <{shown}> Tj ET"


def _to_unicode() -> str:
    """Map the two-byte codes of the Chinese font to themselves, so that text can be copied."""
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [rows[start : start + 100] for start in range(0, 256, 100)]
    body = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _objects(title: str, content: str) -> list[str]:
    heading = title.encode("utf-16-be").hex()
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        _stream(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [7 0 R] /ToUnicode 9 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 8 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(_to_unicode()),
        f"<< /Title <FEFF{heading}> /CreationDate (D:20261124080000Z) >>",
    ]


def write_pdf(file: Path, title: str, items: Sequence[Text | Rule]) -> None:
    """Write one A4 page. The Chinese font is a standard one that viewers bring along."""
    objects = _objects(title, "\n".join(_draw(item) for item in items))
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    for place in places:
        out += f"{place:010d} 00000 n \n".encode("ascii")
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    file.write_bytes(bytes(out))


def write_sheet(file: Path, rows: Sequence[Sequence[str | int | float]]) -> None:
    """Write a one-sheet workbook as suppliers send them: title rows, a table, a total."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file)) as book:
        book.set_properties({"created": datetime.datetime(2026, 11, 24, 8, 0, 0)})  # noqa: DTZ001
        sheet = book.add_worksheet("Sheet1")
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 6, 16)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell, bold if number == 0 else None)
