"""The script at the root: what it says and decides, without setting anything up."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load go.py afresh, its environment in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("go", ROOT / "go.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HOME", str(tmp_path / ".venv"))
    return module


def finish(go: ModuleType, kind: str) -> None:
    """Pretend that this kind has been installed from the present locks."""
    python = Path(go.python_of(go.HOME))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    Path(go.stamp_of(kind)).write_text(go.digest(kind), encoding="utf-8")


def test_an_old_python_is_told_so(go: ModuleType) -> None:
    with pytest.raises(go.Stop, match=r"needs Python 3\.11 or later, and this is 3\.9"):
        go.check_python((3, 9))
    go.check_python((3, 11))


@pytest.mark.parametrize(("words", "code"), [([], 2), (["dance"], 2), (["--help"], 0)])
def test_other_words_are_explained(
    go: ModuleType, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go.main(words) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert "python go.py demo" in err


def test_an_environment_is_ready_only_with_the_stamp_of_these_locks(go: ModuleType) -> None:
    assert not go.is_ready("demo")
    finish(go, "demo")
    assert go.is_ready("demo")
    assert not go.is_ready("test")
    Path(go.stamp_of("demo")).write_text("of another lock", encoding="utf-8")
    assert not go.is_ready("demo")


def test_a_ready_environment_is_left_as_it_is(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(go, "test")
    monkeypatch.setattr(go, "pip", lambda *words: pytest.fail(f"pip {words}"))
    go.ensure_environment("test")
    assert go.is_ready("test")


def test_an_interrupted_set_up_is_not_taken_for_done(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*words: str) -> None:
        raise KeyboardInterrupt

    finish(go, "test")
    finish(go, "demo")
    Path(go.stamp_of("demo")).write_text("of another lock", encoding="utf-8")
    monkeypatch.setattr(go, "pip", broken)
    with pytest.raises(KeyboardInterrupt):
        go.ensure_environment("demo")
    assert not go.is_ready("demo")


def test_pip_gets_hashes_only(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(go, "pip", lambda *words: calls.append(words))
    monkeypatch.setattr(go, "make_environment", lambda: finish(go, "test"))
    Path(go.HOME).mkdir()
    go.ensure_environment("demo")
    *locks, project = calls
    assert [words[-1] for words in locks] == ["requirements.lock", "requirements-build.lock"]
    assert all("--require-hashes" in words for words in locks)
    assert "--no-deps" in project
    assert go.is_ready("demo")


def test_a_missing_library_is_seen_and_its_package_named(go: ModuleType) -> None:
    assert not go.can_load("libsurely-not-there.so.9")
    advice = go.advice([("libEGL.so.1", "libegl1", "libglvnd-egl"), go.FONTS[1]])
    assert "sudo apt-get install -y fonts-noto-cjk libegl1" in advice
    assert "sudo dnf install -y" in advice


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings its own")
def test_without_permission_the_packages_are_named(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go, "can_load", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(go, "apt_prefix", lambda: None)
    with pytest.raises(go.Stop, match="libegl1"):
        go.prepare_system()


@pytest.mark.parametrize(
    ("platform", "display", "expected"),
    [("", ":0", True), ("offscreen", ":0", False), ("", "", False), ("minimal:x", ":0", False)],
)
def test_a_display_is_one_that_may_be_used(
    go: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    display: str,
    expected: bool,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert go.has_display() is expected
