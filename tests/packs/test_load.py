"""Packs as values: every table, lazily, without pydantic; corrections; what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from remanence.core.base.dates import Validity
from remanence.core.base.errors import PackError
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import ALWAYS, NEVER
from remanence.packs.files import TABLES
from remanence.packs.load import load_pack, load_whole, raw_table, shipped, tables_of
from remanence.packs.makers import origins, payer
from tests.packs.conftest import FIRST, SHIPPED, Change


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(FIRST)


def test_the_head(pack: Pack) -> None:
    head = pack.head
    assert (head.id, head.version, head.serial, head.schema) == ("cn-re-2026-11", "2026.11.1", 1, 1)
    assert (head.as_of, head.valid_from, head.valid_to) == (
        date(2026, 11, 25),
        date(2018, 1, 1),
        None,
    )
    assert head.sources


def test_every_row_of_every_table(pack: Pack) -> None:
    for table in TABLES:
        headings, raw = raw_table(FIRST, table)
        rows = pack.read(table)
        assert [row.ref.row for row in rows] == [row[0] for row in raw]  # type: ignore[attr-defined]
        assert all(row.ref.source and row.ref.confidence for row in rows)  # type: ignore[attr-defined]
        assert headings[0] == "id"
    assert tables_of(FIRST) == list(TABLES)


def by_id(rows: tuple[object, ...], name: str) -> object:
    return next(row for row in rows if row.ref.row == name)  # type: ignore[attr-defined]


def test_rules_as_values(pack: Pack) -> None:
    holmium = next(row for row in pack.controls if row.id == "A57-Ho")
    assert holmium.number_year == "57/2025"
    assert holmium.validity == Validity(date(2025, 11, 8), None)
    assert holmium.suspended == Validity(date(2025, 11, 7), date(2026, 11, 10))
    assert holmium.operated == "no"
    assert next(row for row in pack.controls if row.id == "A70").conditions == NEVER
    proforma = pack.documents[0]
    assert (proforma.conditions, proforma.deadline_calendar, proforma.blocks) == (
        ALWAYS,
        "days",
        (),
    )
    challenge = next(row for row in pack.documents if row.id == "challenge_file")
    assert (challenge.deadline_offset, challenge.deadline_calendar) == (7, "CN")
    assert next(row for row in pack.documents if row.id == "sad").deadline_mark == "recalled"
    assert pack.agreements[7].columns == ("quantity", "unit")


def test_duties_and_countries_as_values(pack: Pack) -> None:
    rest = next(row for row in pack.duties if row.origins[:1] == ("ALL",) and len(row.origins) > 1)
    assert rest.origins == ("ALL", "-CN", "-HK", "-CA", "-MX")
    exempt = next(row for row in pack.duties if row.layer == "IEEPA-RECIP-EXCL")
    assert exempt.sets_aside == ("IEEPA-RECIP", "IEEPA-IN-OIL")
    japan = next(row for row in pack.country_rules if row.id == "JP-valuation")
    assert japan.rounding[0] == ("value_line", Decimal(1000), "down")
    india = next(row for row in pack.country_rules if row.id == "IN-valuation")
    assert india.caps == (("air", "freight", Decimal(20)),)
    assert india.when_missing == (("freight", Decimal(20)), ("insurance", Decimal("1.125")))
    swiss = next(row for row in pack.country_rules if row.id == "CH-valuation")
    assert swiss.value_parts is None
    cif = next(row for row in pack.incoterms if row.rule == "CIF")
    assert dict(cif.pays)["destination_terminal"] == "contract"
    assert dict(cif.pays)["cargo_insurance"] == "seller"
    assert cif.sea_only


def test_knowledge_as_values(pack: Pack) -> None:
    assert {row.id: row.value for row in pack.clocks}["licence_decision"] == 45
    assert {row.ref.confidence for row in pack.calendar if row.day.year == 2027} == {"provisional"}
    assert {row.tax_included for row in pack.prices} == {True, False, None}
    assert pack.air_limits[2].gauss == Decimal("0.00525")
    assert next(row for row in pack.parties if row.ended_on).ended_on == date(2025, 11, 10)
    assert pack.events[0].elements == ("all",)
    assert pack.quotas[-1].published is False
    assert len(pack.hs_codes) == 120
    assert len(pack.technology) == 17
    assert next(row for row in pack.materials if row.id == "Dy2O3").molar_mass == Decimal("372.997")


def test_cells_of_a_list() -> None:
    assert origins("CN;HK") == ("CN", "HK")
    assert payer("buyer unless in freight contract") == "contract"


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; from pathlib import Path; from remanence.packs.load import load_pack;"
        f"pack = load_pack(Path({str(FIRST)!r})); pack.documents; print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_tables_are_read_when_asked_for_and_once(copy: Path) -> None:
    pack = load_pack(copy)
    assert len(pack.events) == 63
    (copy / "events.csv").unlink()
    assert len(pack.events) == 63
    assert pack.read("events") is pack.events


def test_a_table_that_the_pack_was_made_without_has_no_rows(copy: Path) -> None:
    unlist(copy, "quotas")
    (copy / "quotas.csv").unlink()
    pack = load_whole(copy)
    assert pack.quotas == ()
    assert "quotas" not in tables_of(copy)
    assert pack.corrected is not None
    with pytest.raises(ValueError, match="no table 'quotas'"):
        pack.corrected("quotas", {"x": {"batch": "1"}})


def unlist(copy: Path, table: str) -> None:
    head = copy / "pack.toml"
    said = head.read_text(encoding="utf-8")
    before, _, rest = said.partition(f'[files."{table}.csv"]')
    head.write_text(before + rest[rest.index("[files") :], encoding="utf-8", newline="\n")


def cut(copy: Path) -> None:
    path = copy / "controls.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))


def renamed(copy: Path) -> None:
    (copy / "controls.csv").rename(copy / "x.csv")


def grown(copy: Path) -> None:
    with (copy / "controls.csv").open("ab") as file:
        file.write(b"\n")


def unlisted(copy: Path) -> None:
    unlist(copy, "controls")


def other_count(copy: Path) -> None:
    head = copy / "pack.toml"
    said = head.read_text(encoding="utf-8").replace("rows = 64", "rows = 63")
    head.write_text(said, encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "part"),
    [
        (cut, "cut or altered"),
        (renamed, "is missing"),
        (grown, "cut or altered"),
        (unlisted, "does not list this file"),
        (other_count, "63 rows; there are 64"),
    ],
)
def test_what_was_cut_or_altered_is_not_read(
    copy: Path, harm: Callable[[Path], None], part: str
) -> None:
    harm(copy)
    pack = load_pack(copy)
    assert pack.events  # other tables are as they were made
    with pytest.raises(PackError, match=f"pack, controls.csv: .*{part}"):
        _ = pack.controls
    with pytest.raises(PackError, match=part):
        raw_table(copy, "controls")
    with pytest.raises(PackError, match=part):
        load_whole(copy)


def test_a_correction_leaves_the_pack_alone(pack: Pack) -> None:
    assert pack.corrected is not None
    rows = pack.corrected("clocks", {"licence_decision": {"value": "60"}})
    assert by_id(rows, "licence_decision").value == 60  # type: ignore[attr-defined]
    assert by_id(pack.clocks, "licence_decision").value == 45  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="no row 'x'"):
        pack.corrected("clocks", {"x": {"value": "60"}})
    with pytest.raises(ValueError, match="no column 'x'"):
        pack.corrected("clocks", {"licence_decision": {"x": "60"}})
    with pytest.raises(ValueError, match="soon"):
        pack.corrected("clocks", {"licence_decision": {"value": "soon"}})


def test_packs_of_a_folder(tmp_path: Path) -> None:
    assert FIRST in shipped(SHIPPED)
    assert shipped(tmp_path / "none") == []
    assert shipped(tmp_path) == []


def test_what_cannot_be_read(copy: Path, change: Change) -> None:
    change("events", "2010-07-01,month", "soon,month")
    with pytest.raises(PackError, match="the row cannot be read"):
        load_pack(copy).read("events")
    with pytest.raises(PackError, match="no such table"):
        raw_table(copy, "none")
    change("clocks", (copy / "clocks.csv").read_text(encoding="utf-8"), "")
    with pytest.raises(PackError, match="empty"):
        raw_table(copy, "clocks")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("schema = 1", "schema = 2", "Update the program"),
        ("serial = 1", "serial = 'x'", "cannot be read"),
        ("as_of = 2026-11-25", "as_of = 'x'", "cannot be read"),
        ("from = 2018-01-01", "to = '2018-01-01'", "cannot be read"),
        ('sha256 = "b586', 'sha = "b586', "cannot be read"),
        ('id = "cn-re-2026-11"', "", "cannot be read"),
    ],
)
def test_a_head_that_cannot_be_read(copy: Path, old: str, new: str, part: str) -> None:
    head = copy / "pack.toml"
    head.write_text(head.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=part):
        load_pack(copy)
