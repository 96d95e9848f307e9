"""From an older schema to a newer one: a step of a made-up next version over a full workspace."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config

from remanence.core.base.errors import StoreBusy, StoreDamaged, StoreTooNew
from remanence.store import backup, copies, engine, migrate, posted
from remanence.store.door import Store
from remanence.store.history import undo
from tests.store.desk import AT, D, everything, fill, kept_rows

ENV = (Path(migrate.__file__).parent / "migrations" / "env.py").read_text("utf-8")
HEAD = engine.HEAD
NEXT = f"{int(HEAD) + 1:04d}"
DONE = f"""
revision = "{HEAD}"
down_revision = None
def upgrade():
    raise AssertionError("done already")
"""
STEP = f"""
import os
import sqlalchemy as sa
from alembic import op
revision = "{NEXT}"
down_revision = "{HEAD}"
def upgrade():
    with op.batch_alter_table("suppliers", recreate="always") as batch:
        batch.alter_column("city", new_column_name="town")
    {{deed}}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Teach the program one version more, whose step ends with the given statement."""

    def teach(deed: str = "pass") -> Path:
        home = tmp_path / "migrations"
        (home / "versions").mkdir(parents=True)
        (home / "env.py").write_text(ENV, "utf-8")
        (home / "versions" / "v1.py").write_text(DONE)
        (home / "versions" / "v2.py").write_text(STEP.format(deed=deed))

        def configuration() -> Config:
            settings = Config()
            settings.set_main_option("script_location", str(home))
            settings.set_main_option("path_separator", "os")
            return settings

        monkeypatch.setattr(migrate, "configuration", configuration)
        monkeypatch.setattr(engine, "VERSIONS", (*engine.VERSIONS, NEXT))
        monkeypatch.setattr(engine, "HEAD", NEXT)
        return home

    return teach


def version(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "workspace.db")) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def count(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "workspace.db")) as connection:
        names = ("suppliers", "orders", "order_lines", "shipment_lines", "change")
        return {
            one: connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0]  # noqa: S608
            for one in names
        }


@pytest.fixture
def full(store: Store, folder: Path) -> Path:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("unit_price",), [(ids.line, D(9))])
    store.close()
    return folder


def test_opening_brings_it_to_the_head(full: Path, next_version: Callable[[str], Path]) -> None:
    next_version("pass")
    before = count(full)
    with closing(Store.open(full)) as store:
        assert version(full) == NEXT
        assert count(full) == before  # no child row went with its rebuilt parent
        with store.read() as reader:
            assert reader.rows("SELECT count(town) FROM suppliers") == [(0,)]
            assert reader.rows("PRAGMA foreign_key_check") == []
        undo(store, None, AT)  # what was done before the step can be taken back after it
    (kept,) = backup.kept(full)
    assert kept.reason == "migration"
    assert copies.verify(kept.path).version == HEAD


def test_a_step_that_fails_changes_nothing(full: Path, next_version: Callable[[str], Path]) -> None:
    next_version("raise RuntimeError('half way')")
    before = {k: v for k, v in everything(full).items() if "backups" not in k}
    with pytest.raises(RuntimeError, match="half way"):
        Store.open(full)
    assert {k: v for k, v in everything(full).items() if "backups" not in k} == before
    assert version(full) == HEAD
    assert len(backup.kept(full)) == 1


def test_a_step_that_breaks_a_reference_changes_nothing(
    full: Path, next_version: Callable[[str], Path]
) -> None:
    next_version("op.execute('DELETE FROM suppliers')")
    with pytest.raises(StoreDamaged, match="references would be broken"):
        Store.open(full)
    assert version(full) == HEAD
    assert count(full)["suppliers"] == 2


def test_a_failing_step_does_not_push_good_backups_out(
    full: Path, next_version: Callable[[str], Path]
) -> None:
    good = backup.make(full, "manual", at=AT)
    next_version("raise RuntimeError('half way')")
    for _ in range(15):
        with pytest.raises(RuntimeError, match="half way"):
            Store.open(full)
    assert [one.path for one in backup.kept(full)] == [good]


def test_a_kill_in_the_middle_changes_nothing(
    full: Path, next_version: Callable[[str], Path], journal: str
) -> None:
    home = next_version("os._exit(9)")
    program = f"""
from pathlib import Path
from alembic.config import Config
from remanence.store import engine, migrate
def configuration():
    settings = Config()
    settings.set_main_option("script_location", {str(home)!r})
    settings.set_main_option("path_separator", "os")
    return settings
engine.is_wal_safe = lambda _version: {journal == "wal"}
migrate.configuration = configuration
migrate.run(Path({str(full)!r}), {NEXT!r})
"""
    before = count(full)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr
    with closing(Store.open(full, read_only=True)):
        assert version(full) == HEAD
        assert count(full) == before
    copies.take(full, full / "copy.db")


def test_read_only_is_not_migrated(full: Path, next_version: Callable[[str], Path]) -> None:
    next_version("pass")
    with closing(Store.open(full, read_only=True)) as store:
        assert len(kept_rows(store)["orders"]) == 3
    assert version(full) == HEAD


def test_a_lock_is_waited_for(full: Path, next_version: Callable[[str], Path]) -> None:
    next_version("pass")
    with closing(sqlite3.connect(full / "workspace.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            Store.open(full, wait_seconds=0.1)
        other.execute("ROLLBACK")
    assert version(full) == HEAD


def test_an_older_program_refuses_the_newer(
    full: Path, next_version: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version("pass")
    Store.open(full).close()
    monkeypatch.setattr(engine, "VERSIONS", engine.VERSIONS[:-1])
    monkeypatch.setattr(engine, "HEAD", HEAD)
    with pytest.raises(StoreTooNew, match=NEXT):
        Store.open(full)


def test_migrations_do_not_look_at_the_tables_of_today() -> None:
    for path in (Path(migrate.__file__).parent / "migrations").rglob("*.py"):
        assert "remanence.store.tables" not in path.read_text("utf-8")


FIRST = "0001"


@pytest.fixture
def oldest(full: Path) -> Path:
    """A full workspace as the first version made it, with an order posted."""
    with closing(sqlite3.connect(full / "workspace.db")) as connection:
        connection.execute("ALTER TABLE order_status DROP COLUMN stage_day")
        connection.execute("UPDATE alembic_version SET version_num = ?", (FIRST,))
        connection.execute(
            "INSERT INTO order_status (order_id, number, verdict, required, accepted, states, "
            "currency, late, posted_on, pack, stale) SELECT id, order_number, 'ready', 1, 1, '[]', "
            "currency, 0, '2026-11-24', 'base/1', 0 FROM orders"
        )
        connection.commit()
    return full


def test_the_first_version_is_brought_to_the_head_and_posts_again(oldest: Path) -> None:
    with closing(Store.open(oldest)) as store, store.read() as reader:
        assert version(oldest) == HEAD
        assert len(posted.outdated(reader, today="2026-11-24", pack="base/1")) == 3
        assert [row.stage_day for row in posted.order_rows(reader)] == [None] * 3


def test_the_first_version_answers_where_nothing_may_be_written(oldest: Path) -> None:
    with closing(Store.open(oldest, read_only=True)) as store, store.read() as reader:
        assert [row.verdict for row in posted.order_rows(reader)] == ["ready"] * 3
        assert len(posted.order_rows(reader, limit=2)) == 2
    assert version(oldest) == FIRST
