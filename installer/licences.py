"""Collects the licence texts of what ships in `resources/licences.json`: run when a lock changes.

One entry a distribution of `requirements.lock`: name, version, licence, and the texts of its
licence files, as its own metadata name them. The window shows them under About. Qt's wheels bring
no text; theirs, and Python's own, lie in `installer/texts/`.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "resources" / "licences.json"
_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_NOT_TEXT = (".py", ".pyc", ".pyi", ".so")


def locked() -> list[tuple[str, str]]:
    """Names and versions in the runtime lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)))


def licence_of(found: Distribution) -> str:
    """The licence as the metadata say it, shortest word first."""
    about = found.metadata
    words = about.get("License-Expression") or ""
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return words or ", ".join(classifiers) or (about.get("License") or "").split("\n")[0]


def texts_of(found: Distribution) -> list[dict[str, str]]:
    """The licence files of a distribution, each once."""
    texts: dict[str, str] = {}
    for path in found.files or ():
        name = str(path)
        told = _FILE.search(name) or ".dist-info/licenses/" in name
        if told and ".dist-info/" in name and not name.endswith(_NOT_TEXT):
            text = Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")
            if text.strip() and text not in texts.values():
                texts[name.rpartition("/")[2]] = text
    if not texts and "LGPL-3" in licence_of(found):
        texts = {name: own_text(name) for name in ("LGPL-3.0.txt", "GPL-3.0.txt")}
    return [{"file": name, "text": text} for name, text in sorted(texts.items())]


def own_text(name: str) -> str:
    """A licence text that no distribution brings."""
    return (ROOT / "installer" / "texts" / name).read_text(encoding="utf-8")


def python_itself() -> dict[str, object]:
    """Python travels in the frozen program."""
    texts = [{"file": "LICENSE.txt", "text": own_text("Python.txt")}]
    version = "3.11 or later"
    return {"name": "Python", "version": version, "licence": "PSF-2.0", "texts": texts}


def entries() -> list[dict[str, object]]:
    """One entry a distribution that is installed here; others belong to other systems."""
    made: list[dict[str, object]] = []
    for name, version in locked():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            sys.stderr.write(f"{name} is not installed here: left as it was\n")
            continue
        made.append(
            {
                "name": found.metadata["Name"],
                "version": version,
                "licence": licence_of(found),
                "texts": texts_of(found),
            }
        )
    return made


def main() -> None:
    """Write the file; what is not installed here is kept from before."""
    before = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else []
    made = [python_itself(), *entries()]
    here = {str(entry["name"]).lower() for entry in made}
    wanted = {name.lower() for name, _ in locked()}
    made += [entry for entry in before if entry["name"].lower() in wanted - here]
    made.sort(key=lambda entry: str(entry["name"]).lower())
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
