"""Makes the papers that the tests of reading need: PDF pages by hand, good and bad."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from remanence.exchange.papers import propose
from tests.exchange.makers import rows_of, write_book

HEIGHT = 842
PLAIN_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def said(path: Path) -> dict[str, str]:
    """The proposals of a paper of one page, as a mapping."""
    return {one.field: one.value for one in propose(path)}


def form(path: Path, *rows: Sequence[object], title: str = "COMMERCIAL INVOICE") -> Path:
    """A workbook of one sheet with a title and these rows."""
    return write_book(path / "form.xlsx", ("Sheet1", rows_of((title,), *rows)))


def lines(*placed: tuple[int, int, str], size: int = 10) -> bytes:
    """Content that writes texts at places, counted from the upper left."""
    shown = [
        f"BT /F1 {size} Tf {x} {HEIGHT - y} Td ({text}) Tj ET".encode("cp1252")
        for x, y, text in placed
    ]
    return b"\n".join(shown)


def pairs(*labelled: tuple[str, str]) -> bytes:
    """Content that writes label and value beside each other, a row each."""
    return lines(
        *(cell for at, (label, value) in enumerate(labelled)
          for cell in ((56, 60 + 20 * at, label), (290, 60 + 20 * at, value)))
    )  # fmt: skip


def write_pdf(
    path: Path,
    *contents: bytes,
    page: str = "",
    font: bytes = PLAIN_FONT,
    extra: Mapping[str, str] | None = None,
    trailer: str = "",
    packed: bool = False,
) -> Path:
    """A PDF with a page for each content.

    Args:
        path: where.
        contents: what each page draws.
        page: further entries of each page (`/Rotate 90`).
        font: the object of the font F1.
        extra: further entries of the catalogue.
        trailer: further entries of the trailer.
        packed: the contents are compressed already.
    """
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    more = " ".join(f"/{name} {value}" for name, value in (extra or {}).items())
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        font,
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {5 + 2 * at} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {page} >>".encode()
        )
        filtered = "/Filter /FlateDecode " if packed else ""
        head = f"<< {filtered}/Length {len(content)} >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    path.write_bytes(_file(objects, trailer))
    return path


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def locked_trailer() -> str:
    """Entries of a trailer by which a file asks for a password that nobody knows."""
    key = "00" * 32
    numbers = f"/Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4"
    return f"/Encrypt << {numbers} >> /ID [<{'11' * 16}> <{'11' * 16}>]"


def bomb(megabytes: int) -> bytes:
    """Compressed blanks: small in the file, large when unpacked."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
