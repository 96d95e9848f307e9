"""Asks the frozen program and the program it was made of the same things: `check.py FOLDER`.

A frozen program that answers wrongly in silence is the known trap: what it finds by name while it
runs may have stayed behind. Every command must end alike and say the same.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TODAY = ("--today", "2026-11-24")

#: Kinds of identifiers, each with a right number and a wrong one.
NUMBERS = {
    "container": ("CSQU3054383", "CSQU3054384"),
    "uscc": ("91350100M000100Y43", "91350100M000100Y44"),
    "eori": ("DE123456789012345", "12345"),
    "vat": ("DE136695976", "DE136695975"),
}

#: What may differ between two runs: where the program lies, and when a backup was made.
_DIFFERS = re.compile(r'"folder": "[^"]*"|_\d{8}T\d{6}')


def questions() -> list[list[str]]:
    """The commands, each a list of words; none needs a workspace."""
    asked = [
        ["--help"],
        ["policy", "list", "--json"],
        ["policy", "on", "2026-11-24", "--json"],
        ["policy", "quotas", "--json"],
        ["policy", "events", "--json"],
        ["calc", "workdays", "--from", "2026-09-21", "--days", "45", "--json"],
        ["calc", "airweight", "--help"],
        ["calc", "oxide", "Dy2O3", "--oxide-kg", "100", "--json"],
        ["calc", "field", "--gauss", "0.004", "--at-m", "2.1", "--json"],
    ]
    for kind, (right, wrong) in NUMBERS.items():
        asked += [["calc", "check", kind, number, "--json"] for number in (right, wrong)]
    return asked


def expected(words: str) -> str:
    """What must stand in the answer, whatever the two programs agree on."""
    numbers = {
        one: valid
        for pair in NUMBERS.values()
        for one, valid in zip(pair, ("true", "false"), strict=True)
    }
    found = [valid for number, valid in numbers.items() if f" {number} " in f"{words} "]
    return f'"valid": {found[0]}' if found else ""


def with_workspace(folder: Path) -> list[list[str]]:
    """Commands on the workspace that `demo` made in the folder."""
    desk = ["--workspace", str(folder / "desk")]
    return [
        [*desk, "today", *TODAY, "--json"],
        [*desk, "orders", *TODAY, "--json"],
        [*desk, "cost", "PO-2641", *TODAY, "--json"],
        [*desk, "trend", "--of", "material", *TODAY, "--json"],
        [*desk, "search", "宁波", "--json"],
        [*desk, "check", "--json"],
        [*desk, "export", "--all", "--to", str(folder / "all.xlsx")],
        [*desk, "import", str(folder / "all.xlsx"), "--json"],
    ]


def answer(program: list[str], words: list[str], home: Path) -> tuple[int, str]:
    """Exit code and output of one command, the folder of the run taken out of it."""
    environment = {
        **os.environ,
        "REMANENCE_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [*program, *words], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    said = done.stdout.replace(str(home.parent), "FOLDER")
    return done.returncode, _DIFFERS.sub("", said)


def run(program: list[str], folder: Path) -> tuple[list[tuple[str, int, str]], float]:
    """All answers of one program, and the seconds that `--help` took."""
    home = folder / "home"
    home.mkdir(parents=True)
    found = [(" ".join(words), *answer(program, words, home)) for words in questions()]
    demo = ["demo", "--to", str(folder / "desk"), *TODAY, "--json"]
    code, said = answer(program, demo, home)
    made = json.loads(said) if code == 0 else {}
    pictures = [Path(name).name for name in made.get("pictures", [])]
    found.append(("demo", code, f"{len(made.get('today', []))} {pictures}"))
    for words in with_workspace(folder):
        shown = " ".join(words[2:]).replace(str(folder), "FOLDER")
        found.append((shown, *answer(program, words, home)))
    begun = time.perf_counter()
    answer(program, ["--help"], home)
    return found, time.perf_counter() - begun


def main() -> int:
    """Compare; 1 when any answer differs or is not what it should be."""
    frozen = Path(sys.argv[1]).absolute()
    name = "remanence.exe" if sys.platform == "win32" else "remanence"
    with tempfile.TemporaryDirectory() as place:
        ours, plain = run([sys.executable, "-m", "remanence"], Path(place) / "a")
        theirs, packed = run([str(frozen / name)], Path(place) / "b")
        shutil.rmtree(place, ignore_errors=True)
    wrong = 0
    for (words, code, said), (_, other_code, other) in zip(ours, theirs, strict=True):
        same = (code, said) == (other_code, other)
        right = code == 0 and expected(words) in said
        wrong += not (same and right)
        mark = "ok " if same and right else "BAD"
        sys.stdout.write(f"{mark} {code}/{other_code} {words}\n")
        if not same:
            sys.stdout.write(f"    source: {said[:300]!r}\n    frozen: {other[:300]!r}\n")
    sys.stdout.write(f"--help: {plain:.2f} s from source, {packed:.2f} s frozen\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
