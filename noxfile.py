"""The gate: `nox` runs tests, lint and types; `nox -s bench` and `nox -s pictures` are asked for.

Inside an environment that has the development set (`.venv` after `python go.py test`) say
`nox --no-venv`: nothing is installed then.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.10"
nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
#: What may travel in an installer, as the packages word it. GPL and AGPL must not: a new one fails
#: here, not in a review. Of the three that Qt offers, ours is LGPL-3.
LICENCES = [
    "Apache Software License",
    "Apache-2.0",
    "Apache-2.0 OR BSD-2-Clause",
    "Apache-2.0 OR BSD-3-Clause",
    "BSD License",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
    "ISC License (ISCL)",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "MIT",
    "MIT License",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Python Software Foundation License",
]


def prepare(session: nox.Session) -> None:
    """Install the locked development set and the project, unless the environment is given."""
    if session.virtualenv.is_sandboxed:
        session.install("--require-hashes", "-r", "requirements-dev.lock")
        session.install("--no-deps", "--no-build-isolation", "-e", ".")
    else:  # the given environment's programs, also when it is not activated
        programs = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])
    session.env["QT_QPA_PLATFORM"] = "offscreen"


def runtime_packages() -> list[str]:
    """Return the names in the runtime lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    prepare(session)
    session.run("python", "-m", "pytest", *(session.posargs or ["-q", "-n", "2"]))


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure branch coverage: all of core, 95 in 100 of app and store."""
    prepare(session)
    session.run("coverage", "erase")
    session.run("python", "-m", "pytest", "-q", "-n", "2", "--cov", "--cov-report=")
    for floor, goal in (("core", 100), ("app", 95), ("store", 95)):
        report = ["coverage", "report", f"--include=*/remanence/{floor}/*", f"--fail-under={goal}"]
        session.run(*report)


@nox.session
def lint(session: nox.Session) -> None:
    """Run ruff, the import contracts, the dependency check and the licence check."""
    prepare(session)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-logo")
    session.run("deptry", "src")
    words = ["--allow-only", "; ".join(LICENCES), "--packages", *runtime_packages()]
    session.run("pip-licenses", "--from=mixed", *words, silent=True)


@nox.session
def types(session: nox.Session) -> None:
    """Run mypy, strict, over the program, the tests and the scripts."""
    prepare(session)
    session.run("mypy")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed as ratios in one run; arguments after -- go to the bench."""
    prepare(session)
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Draw every page, light and dark, into the folder `pictures`, to be looked at."""
    prepare(session)
    session.run("python", "-m", "tests.pictures", *(session.posargs or ["pictures"]))


@nox.session
def freeze(session: nox.Session) -> None:
    """Make `dist/remanence`, which runs without Python, and hold its answers against the source's.

    The wheel's metadata travel with it, so the project is installed. `installer/` packs the folder.
    """
    prepare(session)
    out = ["--distpath", "dist", "--workpath", "build/freeze"]
    session.run(
        "pyinstaller", "--noconfirm", "--log-level", "WARN", *out, "installer/remanence.spec"
    )
    session.run("python", "installer/check.py", "dist/remanence")


@nox.session
def words(session: nox.Session) -> None:
    """Bring the catalogues in `resources/locale` up to the source, and compile them."""
    prepare(session)
    session.run("python", "-m", "tests.catalogues")
