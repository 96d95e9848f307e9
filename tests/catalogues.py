"""Brings the catalogues up to the texts of the source: `python -m tests.catalogues`.

Texts are taken from the source, merged into each `.po`, and compiled to `.mo`. A new language: make
its empty folder below `resources/locale`, name it in `remanence.gui.words.LANGUAGES`, run this.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "remanence"
LOCALE = ROOT / "resources" / "locale"
DOMAIN: Final = "remanence"
#: Which argument of which call is a text: the window's own, and the templates of `core`.
CALLS: Final = {"_": None, "n_": (1, 2), "mark": None, "Command": (3,), "N_": (2,)}


def template() -> Catalog:
    """All texts of the source, without the places they stand at: those move with every change."""
    found = Catalog(project="Remanence", charset="utf-8", fuzzy=False)
    found_texts = extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=CALLS, comment_tags=()
    )
    for _file, _line, message, _comments, _context in found_texts:
        if message and (not isinstance(message, str) or message.strip()):
            found.add(message)
    return found


def languages() -> list[str]:
    """The languages that have a folder."""
    return sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


def place(language: str, ending: str) -> Path:
    """The file of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}{ending}"


def read(language: str) -> Catalog:
    """A catalogue as it is; empty where there is none yet."""
    path = place(language, ".po")
    if not path.exists():
        return Catalog(locale=language, project="Remanence", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def main() -> None:
    """Merge and compile every language, and say how much of it is translated."""
    texts = template()
    for language in languages():
        catalogue = read(language)
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = f"# Remanence: {language}"
        place(language, ".po").parent.mkdir(parents=True, exist_ok=True)
        with place(language, ".po").open("wb") as file:
            write_po(file, catalogue, width=100, omit_header=False, sort_output=True)
        place(language, ".mo").write_bytes(compiled(read(language)))
        done = sum(bool(one.id and one.string and any(one.string)) for one in catalogue)
        print(f"{language}: {done} of {len(catalogue)} texts")


if __name__ == "__main__":
    main()
