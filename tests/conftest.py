"""What holds for every test: no display, no network, a home of its own, nothing left behind."""

from __future__ import annotations

import decimal
import gc
import locale
import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

# Before anything imports Qt: it reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"
os.environ["TZ"] = "UTC"
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="remanence-tests-")
for _name in [name for name in os.environ if name.startswith("REMANENCE_")]:
    del os.environ[_name]
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests.guard import Guard

ROOT = Path(__file__).parents[1]
GUARD = Guard(ROOT)
GUARD.install()

set_hypothesis_home_dir(ROOT / ".pytest_cache" / "hypothesis")
# Two shared cores: a slow example is no finding, and speed has its own bench.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


@pytest.fixture
def clock() -> date:
    """Return the day on which the sample is a real desk on a busy day."""
    return date(2026, 11, 24)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a folder of settings and installed packs of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("REMANENCE_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def guarded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Fail a test that opens a connection, starts a foreign program or writes elsewhere."""
    base = request.getfixturevalue("tmp_path_factory").getbasetemp()
    programs = request.node.get_closest_marker("processes") is not None
    GUARD.start([base, tmp_path], programs=programs)
    yield
    deeds = GUARD.stop()
    assert not deeds, "not allowed in a test: " + "; ".join(deeds)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it is marked `logs` or reads the log."""
    if "caplog" in request.fixturenames or request.node.get_closest_marker("logs"):
        yield
        return
    records: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    collector = Collector(logging.WARNING)
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    assert not records, "\n".join(records)


@pytest.fixture(autouse=True)
def cycles_are_searched() -> Iterator[None]:
    """Let Python search for cycles again after a test whose window had it turned off."""
    yield
    if not gc.isenabled():
        gc.unfreeze()
        gc.enable()


@pytest.fixture(autouse=True)
def left_as_found() -> Iterator[None]:
    """Fail a test that leaves a thread, a locale or a decimal context behind."""
    threads = set(threading.enumerate())
    place = locale.setlocale(locale.LC_ALL)
    context = decimal.getcontext().copy()
    folder = Path.cwd()
    yield
    assert Path.cwd() == folder, "the working folder was changed"
    assert locale.setlocale(locale.LC_ALL) == place, "the locale was changed"
    now = decimal.getcontext()
    assert (now.prec, now.rounding) == (context.prec, context.rounding), "decimals were changed"
    assert not _alive(threads), f"threads left running: {_alive(threads)}"


def _alive(before: set[threading.Thread]) -> list[threading.Thread]:
    """List the threads begun since, after a second in which to end; Qt's own pool apart."""
    new = [thread for thread in threading.enumerate() if thread not in before]
    mine = [thread for thread in new if not isinstance(thread, threading._DummyThread)]
    until = time.monotonic() + 1
    for thread in mine:
        thread.join(max(0.0, until - time.monotonic()))
    return [thread for thread in mine if thread.is_alive()]
