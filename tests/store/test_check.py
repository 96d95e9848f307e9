"""`check` finds one planted damage at a time, changes nothing, and repairs only what is safe."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from remanence.core.base.errors import ReadOnly, StoreDamaged
from remanence.core.base.findings import Finding
from remanence.store import backup, engine, files, places, posted
from remanence.store.check import check
from remanence.store.door import Store
from remanence.store.history import operations
from tests.store.desk import AT, D, bytes_of, everything, fill, kept_rows

QUIET = {"no_backup", "last_backup"}


@pytest.fixture
def full(store: Store, folder: Path, tmp_path: Path) -> Path:
    ids = fill(store, lines=40)
    paper = tmp_path / "euc.pdf"
    paper.write_bytes(b"%PDF-1.7 signed")
    digest = files.keep(store, paper)
    with store.write("attach", source="test", at=AT) as txn:
        names = ("document_type", "order_id", "file", "file_digest")
        txn.insert("documents", names, [("euc", ids.order, "euc.pdf", digest)])
        txn.update("order_lines", ("unit_price",), [(ids.line, D(9))])
        row = posted.StatusRow(
            ids.order, "PO-1", None, "ready", 0, 0, None, "[]", None, None, "CNY", None,
            late=False, posted_on="2026-11-24", may_change_on=None, pack="p",
        )  # fmt: skip
        posted.replace(txn, [ids.order], [row], [])
    store.close()
    return folder


def codes(folder: Path) -> set[str]:
    return {finding.code for finding in check(folder, at=AT).findings} - QUIET


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "workspace.db", isolation_level=None)) as connection:
        for statement in ("PRAGMA foreign_keys=OFF", "PRAGMA writable_schema=ON", *statements):
            connection.execute(statement)


def broken_page(folder: Path) -> None:
    path = folder / "workspace.db"
    run(folder, "PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'order_lines'"
        (page,) = connection.execute(sql).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    for place in range((page - 1) * size + 8, page * size, 13):
        content[place] ^= 0x55
    path.write_bytes(content)


def broken_index(folder: Path) -> None:
    """An index that missed a change: it was hidden from SQLite while a row was written."""
    where = "FROM sqlite_master WHERE name = 'ix_orders_order_date'"
    path = folder / "workspace.db"
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(f"SELECT type, name, tbl_name, rootpage, sql {where}").fetchone()
    run(folder, f"DELETE {where}")
    run(folder, "UPDATE orders SET order_date = '2026-12-31' WHERE order_number = 'PO-1'")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)


def attached(folder: Path) -> Path:
    (path,) = (folder / "files").iterdir()
    return path


def old(path: Path) -> None:
    path.write_text("x")
    os.utime(path, (0, 0))


PLANTED: dict[str, tuple[Callable[[Path], object], str]] = {
    "page": (broken_page, "page_damaged"),
    "index": (broken_index, "index_damaged"),
    "reference": (
        lambda folder: run(folder, "DELETE FROM suppliers WHERE supplier_code = 'S2'"),
        "reference_broken",
    ),
    "table": (lambda folder: run(folder, "DROP TABLE parties"), "table_missing"),
    "strange table": (lambda folder: run(folder, "CREATE TABLE song (id)"), "object_unknown"),
    "trigger": (
        lambda folder: run(folder, "CREATE TRIGGER sly AFTER INSERT ON orders BEGIN SELECT 1; END"),
        "object_unknown",
    ),
    "view": (lambda folder: run(folder, "CREATE VIEW sly AS SELECT 1"), "object_unknown"),
    "index missing": (
        lambda folder: run(folder, "DROP INDEX ix_orders_order_date"),
        "index_missing",
    ),
    "amount": (
        lambda folder: run(folder, "UPDATE order_lines SET quantity = 'many' WHERE line_no = 7"),
        "value_unreadable",
    ),
    "day": (
        lambda folder: run(
            folder, "UPDATE orders SET order_date = '31.12.2026' WHERE order_number = 'PO-1'"
        ),
        "value_unreadable",
    ),
    "blob in an amount": (
        lambda folder: run(folder, "UPDATE order_lines SET quantity = x'00' WHERE line_no = 7"),
        "value_unreadable",
    ),
    "counter": (lambda folder: run(folder, "UPDATE counter SET next = 5"), "counter_behind"),
    "no counter": (lambda folder: run(folder, "DELETE FROM counter"), "counter_behind"),
    "history": (
        lambda folder: run(
            folder, """UPDATE change SET "before" = x'0102' WHERE "before" IS NOT NULL"""
        ),
        "history_damaged",
    ),
    "operation": (lambda folder: run(folder, "UPDATE orders SET op = 999999"), "operation_unknown"),
    "file missing": (lambda folder: attached(folder).unlink(), "attached_file_missing"),
    "file altered": (lambda folder: attached(folder).write_bytes(b"x"), "attached_file_altered"),
    "posted rows": (
        lambda folder: run(folder, "UPDATE order_status SET order_id = 999999"),
        "posted_orphan",
    ),
    "folder": (lambda folder: (folder / "backups").rmdir(), "folder_missing"),
    "leftover": (lambda folder: old(folder / "files" / ".remanence-1.tmp"), "leftover_file"),
    "unnamed": (lambda folder: old(folder / "files" / ("0" * 64)), "attached_file_unnamed"),
    "conflict copy": (
        lambda folder: (folder / "workspace (conflicted copy 2026-11-24).db").write_text("x"),
        "conflict_copy",
    ),
    "sync conflict": (
        lambda folder: (folder / "workspace-LAPTOP.db").write_text("x"),
        "conflict_copy",
    ),
}
MENDED = {"index", "posted rows", "folder", "leftover", "unnamed"}


def test_a_sound_workspace(full: Path, journal: str) -> None:
    before = everything(full)
    found = check(full, at=AT)
    assert {finding.code for finding in found.findings} == {"no_backup"}
    assert (found.sqlite, found.journal_mode) == (sqlite3.sqlite_version, journal)
    assert found.synchronous == {"wal": "full", "delete": "extra"}[journal]
    assert everything(full) == before


@pytest.mark.parametrize("damage", PLANTED)
def test_planted_damage_is_found(full: Path, damage: str) -> None:
    plant, code = PLANTED[damage]
    plant(full)
    before = bytes_of(full)
    assert code in codes(full)
    after = {
        name: found for name, found in bytes_of(full).items() if name[-4:] not in ("-wal", "-shm")
    }
    assert after == {
        name: found for name, found in before.items() if name[-4:] not in ("-wal", "-shm")
    }


@pytest.mark.parametrize("damage", sorted(MENDED))
def test_what_is_safe_is_repaired(full: Path, damage: str) -> None:
    plant, code = PLANTED[damage]
    plant(full)
    found = check(full, repair=True, at=AT)
    assert code not in {finding.code for finding in found.findings}
    assert "repaired" in {finding.code for finding in found.findings}
    assert codes(full) == set()
    assert len(list((full / "backups").glob("before-repair-*.db"))) == 1
    with closing(Store.open(full)) as store, store.read() as reader:
        line = operations(reader)[0]
        assert (line.label, line.at) == ("repair", AT)
        assert len(kept_rows(store)["order_lines"]) == 120


@pytest.mark.parametrize("damage", sorted(set(PLANTED) - MENDED))
def test_what_may_lose_data_is_not_touched(full: Path, damage: str) -> None:
    plant, _ = PLANTED[damage]
    plant(full)
    before = {k: v for k, v in bytes_of(full).items() if k[-4:] not in ("-wal", "-shm")}
    check(full, repair=True, at=AT)
    assert {k: v for k, v in bytes_of(full).items() if k[-4:] not in ("-wal", "-shm")} == before


def test_the_newest_backup_is_opened(full: Path) -> None:
    path = backup.make(full, "manual", at=AT)
    assert {finding.code for finding in check(full, at=AT).findings} == {"last_backup"}
    path.write_bytes(path.read_bytes()[:-5000])
    assert codes(full) == {"backup_damaged"}


def test_a_bad_place_is_named(full: Path, monkeypatch: pytest.MonkeyPatch, journal: str) -> None:
    monkeypatch.setattr(places, "is_synced", lambda _folder: True)
    monkeypatch.setattr(places, "is_remote", lambda _folder: True)
    monkeypatch.setattr(engine, "is_wal_safe", lambda _version: False)
    found = codes(full)
    assert {"synced_folder", "remote_folder"} <= found
    assert ("log_unsafe" in found) == (journal == "wal")


def test_read_only_it_can_be_checked_but_not_repaired(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "is_writable", lambda _folder: False)
    assert codes(full) == set()
    PLANTED["posted rows"][0](full)
    with pytest.raises(ReadOnly):
        check(full, repair=True, at=AT)


def test_what_cannot_be_opened_is_an_error(full: Path) -> None:
    (full / "workspace.db").write_bytes(b"x" * 4096)
    with pytest.raises(StoreDamaged):
        check(full, at=AT)


def test_findings_are_sentences(full: Path) -> None:
    PLANTED["trigger"][0](full)
    (finding,) = [found for found in check(full, at=AT).findings if found.code == "object_unknown"]
    assert isinstance(finding, Finding)
    assert (
        finding.message
        == "The database holds a trigger sly that is not ours: somebody else changed it."
    )


def test_a_fresh_leftover_may_be_in_use(full: Path) -> None:
    an_hour_ago = datetime.fromisoformat(AT).timestamp() - 3600
    for name in (".remanence-2.tmp", "1" * 64):
        (full / "files" / name).write_text("x")
        os.utime(full / "files" / name, (an_hour_ago, an_hour_ago))
    assert codes(full) == set()
    check(full, repair=True, at=AT)
    assert (full / "files" / ".remanence-2.tmp").exists()


def test_nothing_is_swept_while_a_backup_cannot_be_asked(full: Path) -> None:
    old(full / "files" / ("0" * 64))
    backup.make(full, "manual", at=AT).write_bytes(b"x")
    assert codes(full) == {"backup_damaged"}
