"""The locks: every line pinned and hashed, no address, runtime and development alike."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")


def lines(lock: str) -> list[str]:
    """Return the requirements of a lock, each with its hashes on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line for line in text.replace("\\\n", "").splitlines() if line.strip()]


def pins(lock: str) -> set[str]:
    """Return `name==version; marker` of each requirement, hashes left out."""
    return {" ".join(line.split("--hash")[0].split()) for line in lines(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(
        r"^\s*-[a-z-]", re.sub(r"--hash=sha256:[0-9a-f]{64}", "", text), re.MULTILINE
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_pinned_and_hashed(lock: str) -> None:
    for line in lines(lock):
        assert PIN.match(line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line


def test_development_adds_to_runtime_and_changes_nothing() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    assert pins("requirements-build.lock") <= pins("requirements-dev.lock")


def test_the_lock_holds_what_the_project_asks_for() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    asked = {one.split(";")[0].strip() for one in project["dependencies"]}
    locked = {one.split(";")[0].strip() for one in pins("requirements.lock")}
    assert {one for one in asked if "==" in one} <= locked


def test_both_macs_have_a_wheel_of_cryptography() -> None:
    marked = sorted(one for one in pins("requirements.lock") if one.startswith("cryptography"))
    assert len(marked) == 2
    assert all("platform_machine" in one for one in marked)


def test_qt_is_the_version_that_python_311_survives() -> None:
    assert "pyside6-essentials==6.11.3" in pins("requirements.lock")
