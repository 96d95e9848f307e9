"""The only place where the window's words are translated.

`_()` and `n_()` mark texts of the window; sentences of steps, findings and errors come from the
templates that `core` registers and pass through the same catalogue. English needs none.
"""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING, Final

from remanence.core.base.sentences import fill, template_of

if TYPE_CHECKING:
    from remanence.core.base.errors import AppError
    from remanence.core.base.findings import Finding

_SENTENCE_END: Final = re.compile(r"(?<=[.?!。？！])\s+(?=[^\s\d])")


class _Tongue:
    """Holds the catalogue in use; one a process, as the language of a window is."""

    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(catalogue: gettext.NullTranslations) -> None:
    """Take this catalogue from now on."""
    _Tongue.catalogue = catalogue


def _(text: str) -> str:
    """The text in the window's language."""
    return _Tongue.catalogue.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The text for a count, with `{count}` put in, its thousands marked."""
    return _Tongue.catalogue.ngettext(one, many, count).format(count=f"{count:,}")


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
