"""The only place where the window's words are translated.

`_()` and `n_()` mark texts of the window, `mark()` those that a table holds until they are shown;
sentences of steps, findings and errors come from the templates that `core` registers and pass
through the same catalogue. English needs none. Catalogues lie in `resources/locale`; a text that
one lacks stays English.
"""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from remanence.core.base.sentences import fill, template_of

if TYPE_CHECKING:
    from pathlib import Path

    from remanence.core.base.errors import AppError
    from remanence.core.base.findings import Finding

LANGUAGES: Final = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""What the window can speak, each by its own name."""

_DOMAIN: Final = "remanence"
_SENTENCE_END: Final = re.compile(r"(?<=[.?!。？！])\s+(?=[^\s\d])")
_LOCALES: Final = {
    "en": (QLocale.Language.English, QLocale.Country.UnitedStates),
    "de": (QLocale.Language.German, QLocale.Country.Germany),
    "zh_CN": (QLocale.Language.Chinese, QLocale.Country.China),
}
_PARTS: Final = re.compile(r"(\{[^}]*\}|&(?=\w))")
_LONGER: Final = str.maketrans("aouAOUs", "äöüÄÖÜß")


class _Tongue:
    """Holds the catalogue in use; one a process, as the language of a window is."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    language: str = "en"


class Pseudo(gettext.NullTranslations):
    """Every text half as long again, with umlauts: shows what a longer language would cut off."""

    def gettext(self, message: str) -> str:
        """The text, longer; its fields and keys stay."""
        parts = [
            part if _PARTS.fullmatch(part) else part.translate(_LONGER)
            for part in _PARTS.split(message)
        ]
        return f"{''.join(parts)}{'~' * ((len(message) + 1) // 2)}" if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As `gettext`, of the form for the count."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def use(catalogue: gettext.NullTranslations, language: str = "en") -> None:
    """Take this catalogue from now on; `language` decides how days and numbers are written."""
    _Tongue.catalogue = catalogue
    _Tongue.language = language if language in LANGUAGES else "en"


def choose(resources: Path, language: str | None) -> str:
    """Speak a language from now on, that of the system where none is named; gives which it is."""
    wanted = language if language in LANGUAGES else of_the_system()
    if wanted == "en":
        use(gettext.NullTranslations())
    else:
        folder = resources / "locale"
        use(gettext.translation(_DOMAIN, folder, [wanted], fallback=True), wanted)
    return wanted


def of_the_system() -> str:
    """The first language of the system that the window speaks, else English."""
    for name in QLocale.system().uiLanguages():
        short = name.replace("-", "_").split("_")[0]
        found = next((one for one in LANGUAGES if one.split("_")[0] == short), None)
        if found:
            return found
    return "en"


def language() -> str:
    """The language spoken now."""
    return _Tongue.language


def locale() -> QLocale:
    """How the language writes days and numbers; its own region where the system is of it."""
    system = QLocale.system()
    wanted, country = _LOCALES[_Tongue.language]
    return (
        system
        if system.language() == wanted and wanted != QLocale.Language.English
        else QLocale(wanted, country)
    )


def _(text: str) -> str:
    """The text in the window's language."""
    return _Tongue.catalogue.gettext(text) if text else ""


def n_(one: str, many: str, count: int) -> str:
    """The text for a count, with `{count}` put in, its thousands marked."""
    text = f"{count:,}"
    if _Tongue.language != "en":
        text = text.replace(",", locale().groupSeparator())
    return _Tongue.catalogue.ngettext(one, many, count).format(count=text)


def mark(text: str) -> str:
    """Mark a text that is translated where it is shown; gives it back as it is."""
    return text


def finding_sentence(finding: Finding) -> str:
    """What a finding says."""
    return fill(_(template_of(finding.code)), {"where": finding.where, **dict(finding.parts)})


def error_sentence(error: AppError) -> str:
    """What a failure says: what happened, why, what next."""
    return fill(_(template_of(error.code)), {"where": error.where, **error.parts})


def split_sentences(text: str) -> tuple[str, str]:
    """The first sentence, and the rest: what is wrong, then what next."""
    first, *rest = _SENTENCE_END.split(text.strip(), maxsplit=1)
    return first, rest[0] if rest else ""


def licence_word(state: str) -> str:
    """The state of a licence in words: `EUC signed` of `euc_signed`."""
    return capital(_(state.replace("_", " "))).replace("Euc ", "EUC ")


def capital(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]
