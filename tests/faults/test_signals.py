"""Ctrl-C and the wish of the system that we end: rolled back, 130, at once, and no traceback."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.desk import BASE, Desk
from tests.faults.outside import Ended, outside, start
from tests.faults.test_kills import big_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", [0.3, 0.8, 1.3])
def test_interrupted(tmp_path: Path, number: signal.Signals, seconds: float) -> None:
    desk = Desk(tmp_path / "desk")
    desk.take(BASE)
    before = outside(desk.path)
    sheet = desk.sheet("orders", big_order())
    words = ["--workspace", str(desk.path), "import", str(sheet), "--apply", "--json"]
    process = start(desk.around.home, *words)
    time.sleep(seconds)
    process.send_signal(number)
    began = time.monotonic()
    done = Ended(process)
    assert time.monotonic() - began < 5
    if done.code == 0:  # it had come to its end
        assert done.json["applied"] is True
        assert outside(desk.path) != before
        return
    # Python itself ends by the signal when it was inside an `eval` of its library: 130 in a shell.
    assert done.code in (130, -signal.SIGINT), done
    assert done.code != 130 or done.json["error"]["code"] == "interrupted"
    assert outside(desk.path) == before
    assert not list(desk.path.rglob(".remanence-*"))
    assert Ended(start(desk.around.home, *words)).code == 0
