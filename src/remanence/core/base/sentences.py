"""Sentences: how a code finds its English words.

Each module that makes steps, findings or errors registers its templates here, once, at import, with
`N_`. A template names its parts in braces: `{note}`, `{value}`, `{0}` ... Data never is a template:
`fill` puts parts in as they are and looks into none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_TEMPLATES: Final[dict[str, str]] = {}
_PART: Final = re.compile(r"\{(\w+)\}")


def N_(code: str, template: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Register the English template of a code and give the code back.

    Raises:
        ValueError: the code already stands for another sentence.
    """
    if _TEMPLATES.setdefault(code, template) != template:
        message = f"two sentences for the code {code}"
        raise ValueError(message)
    return code


def template_of(code: str) -> str:
    """The English template of a code; the code itself where none is registered."""
    return _TEMPLATES.get(code, code)


def fill(template: str, parts: Mapping[str, str]) -> str:
    """The template with its named parts put in; a part that is not given stays away."""
    return _PART.sub(lambda match: parts.get(match[1], ""), template)


def say(code: str, parts: Mapping[str, str]) -> str:
    """The English sentence of a code with its parts."""
    return fill(template_of(code), parts)


def ended(words: str) -> str:
    """Words as a sentence of their own: its end is added where it has none."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def of_answer(code: str, answer: str) -> str:
    """The code of the sentence for one answer (`paper.state.no`); the plain one where none is."""
    own = f"{code}.{answer}"
    return own if own in _TEMPLATES else code


def known_codes() -> Mapping[str, str]:
    """All registered codes with their English templates (for translation and tests)."""
    return dict(_TEMPLATES)
