"""What the installers pack: licence texts, icons, and files that other programs read."""

from __future__ import annotations

import ast
import configparser
import json
import plistlib
import re
from pathlib import Path

import pytest
from defusedxml import ElementTree as Xml
from PIL import Image

ROOT = Path(__file__).parents[2]
ICONS = ROOT / "resources" / "icons"
INSTALLER = ROOT / "installer"


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {plain(name): version for name, version in found}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_that_ships_brings_its_licence() -> None:
    shipped = json.loads((ROOT / "resources" / "licences.json").read_text("utf-8"))
    versions = {plain(entry["name"]): entry["version"] for entry in shipped}
    assert locked().items() <= versions.items(), "run installer/licences.py"
    assert [entry["name"] for entry in shipped if not entry["licence"]] == []
    assert [entry["name"] for entry in shipped if not entry["texts"]] == []


@pytest.mark.parametrize("name", ["app.png", "app.ico", "app.icns"])
def test_the_icon_can_be_read(name: str) -> None:
    with Image.open(ICONS / name) as image:
        assert image.width == image.height >= 256


def test_windows_gets_every_size() -> None:
    with Image.open(ICONS / "app.ico") as image:
        assert {16, 20, 24, 32, 48, 256} <= {width for width, _ in image.info["sizes"]}


def test_the_menu_entry_names_the_program_and_its_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(INSTALLER / "linux" / "org.remanence.desk.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"] == "remanence"
    assert entry["Desktop Entry"]["Icon"] == "org.remanence.desk"
    about = Xml.parse(INSTALLER / "linux" / "org.remanence.desk.metainfo.xml").getroot()
    assert about.findtext("launchable") == "org.remanence.desk.desktop"


def test_entitlements_are_a_property_list() -> None:
    rights = plistlib.loads((INSTALLER / "macos" / "entitlements.plist").read_bytes())
    assert all(rights.values())


def test_the_spec_is_python_and_takes_what_is_found_by_name() -> None:
    text = (INSTALLER / "remanence.spec").read_text("utf-8")
    ast.parse(text)
    for name in ("stdnum", "remanence.store.migrations", "remanence/_resources"):
        assert name in text


@pytest.mark.parametrize("script", ["linux/build.sh", "linux/install.sh", "macos/build.sh"])
def test_scripts_stop_at_the_first_failure(script: str) -> None:
    text = (INSTALLER / script).read_text("utf-8")
    assert re.search(r"^set -eu", text, re.MULTILINE)
