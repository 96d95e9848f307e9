"""A sample desk that questions are put to, made once; nothing here may write to it."""

from __future__ import annotations

import pytest

from remanence.app.settings import Surroundings
from tests.desk import NOW, ROOT, Desk, run


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Make the sample workspace, as `demo` does."""
    folder = tmp_path_factory.mktemp("sample")
    desk = Desk.__new__(Desk)
    desk.folder = folder
    desk.around = Surroundings(folder / "home", ROOT / "resources", lambda: NOW)
    desk.path = folder / "sample.remanence"
    done = run(["demo", "--to", str(desk.path), "--json"], desk.around)
    assert done.code == 0, done
    return desk
