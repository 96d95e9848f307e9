"""Good files spoilt at random: no traceback, no half import, and the counts told are true."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import BASE, Desk

WORDS = [
    "", " ", "-1", "0", "1e5", "1,5", "NaN", "=1+1", "'=1", "<clear>", "yes", "2026-02-30", "US",
    "9" * 40, "0.000000000000000001", "\u0660\u0661", "\x00", '"', "\n", ";", "宁波", "\ufeff",
    "{0}", "%s", "../x", "PO-1", "S1", "1;2", "1:5;2:6", "Nd:30", "x",
]  # fmt: skip
ENCODINGS = ["utf-16", "utf-16-le", "utf-8-sig", "utf-32", "gb18030"]


def flipped(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data) + 1)]


def doubled_row(data: bytes, chance: random.Random) -> bytes:
    rows = data.split(b"\n")
    rows.insert(chance.randrange(len(rows)), chance.choice(rows))
    return b"\n".join(rows)


def other_delimiter(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b",", chance.choice([b";", b"\t", b"|", b",,"]))


def other_cell(data: bytes, chance: random.Random) -> bytes:
    rows = data.split(b"\n")
    at = chance.randrange(len(rows))
    cells = rows[at].split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(WORDS).encode()
    rows[at] = b",".join(cells)
    return b"\n".join(rows)


def longer_row(data: bytes, chance: random.Random) -> bytes:
    rows = data.split(b"\n")
    rows[chance.randrange(len(rows))] += b",extra"
    return b"\n".join(rows)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode(errors="replace").encode(chance.choice(ENCODINGS), errors="replace")


SPOILS = [flipped, cut, doubled_row, other_delimiter, other_cell, longer_row, other_encoding]
TAGS = [b"<v>", b't="s"', b'r="', b"<c ", b"<row ", b's="', b"<si>", b"<t>"]
NUMBERS = [b"-", b"1e999", b"99999999", b"x"]


def spoil_book(data: bytes, chance: random.Random) -> bytes:
    """Change one part of a workbook, or leave it out, and pack it again with right check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                part = spoil_part(part, chance)
            if name != chosen or chance.randrange(8):
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def spoil_part(part: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(max(1, len(part)))
    return chance.choice(
        [
            part[:place] + bytes([chance.randrange(256)]) + part[place + 1 :],
            part[:place],
            part.replace(chance.choice(TAGS), chance.choice(TAGS), 1),
            part.replace(b"<v>", b"<v>" + chance.choice(NUMBERS)),
            part[:place] + part[place : place + 50] + part[place:],
        ]
    )


TABLES = (
    "suppliers products classifications order_lines licence_lines licence_events shipment_lines "
    "entries documents charges prices fx parties decisions"
).split()


def rows_stored(desk: Desk) -> int:
    """Rows of all sheets, counted from outside; of orders, licences, shipments their lines."""
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        counts = [plain.execute(f"SELECT count(*) FROM {name}").fetchone() for name in TABLES]  # noqa: S608 - ours
    return sum(count for (count,) in counts)


def judge(desk: Desk, path: Path, *options: str) -> None:
    """Import a spoilt file: refused and nothing written, or taken and the counts are true."""
    before, rows = desk.state(), rows_stored(desk)
    done = desk.run("import", str(path), *options, "--apply", "--json")
    report = desk.around.home / "last-error.txt"
    assert not report.exists(), report.read_text("utf-8")
    assert done.code in (0, 1), done
    if not done.json["applied"]:
        assert desk.state() == before
        return
    told = sum(sheet["new"] - sheet["removed"] for sheet in done.json["plan"])
    assert rows_stored(desk) - rows == told
    assert desk.run("undo", "--json").code == 0
    assert rows_stored(desk) == rows


def spoilt_texts(desk: Desk, seeds: range) -> None:
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 - places to spoil
        name = chance.choice(sorted(BASE))
        data = BASE[name].replace("PO-1", "N-1").replace("P1,", "Q1,").encode()
        for _ in range(chance.choice([1, 1, 2, 4])):
            data = chance.choice(SPOILS)(data, chance)
        path = desk.folder / f"{name}.csv"
        path.write_bytes(data)
        judge(desk, path, *chance.choice([[], ["--as", name]]))


def spoilt_books(desk: Desk, seeds: range, book: bytes) -> None:
    for seed in seeds:
        path = desk.folder / "book.xlsx"
        path.write_bytes(spoil_book(book, random.Random(seed)))  # noqa: S311 - places to spoil
        judge(desk, path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


@pytest.fixture
def book(desk: Desk) -> bytes:
    """Every sheet in one workbook, most of them empty."""
    path = desk.folder / "small.xlsx"
    assert desk.run("export", "--all", "--to", str(path)).code == 0
    return path.read_bytes()


def test_spoilt_texts(desk: Desk) -> None:
    spoilt_texts(desk, range(40))


def test_spoilt_workbooks(desk: Desk, book: bytes) -> None:
    spoilt_books(desk, range(25), book)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_many_spoilt_texts(desk: Desk, part: int) -> None:
    spoilt_texts(desk, range(1000 + part * 500, 1500 + part * 500))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_many_spoilt_workbooks(desk: Desk, book: bytes, part: int) -> None:
    spoilt_books(desk, range(1000 + part * 300, 1300 + part * 300), book)
