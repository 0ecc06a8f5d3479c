"""What a declared field of a scenario may be, and where its value is from."""

from __future__ import annotations

from typing import Any, get_args

from pydantic.fields import FieldInfo

from cordiale.simulation.world.words import Word

from .language import Words, catalogue


def choices(field: FieldInfo) -> tuple[Any, ...]:
    """What a field chooses from, as files say it: words, whole numbers, or false and true; nothing for other fields.

    >>> from cordiale.simulation.world.paradigms import Structure
    >>> choices(Structure.model_fields["decision_rule"])
    ('each-alone', 'one-head', 'dominant-side', 'joint-consent')
    >>> choices(Structure.model_fields["heads"]), choices(Structure.model_fields["integration"])
    ((1, 2), ())
    """
    if field.annotation is bool:
        return (False, True)
    if isinstance(field.annotation, type) and issubclass(field.annotation, Word):
        return tuple(field.annotation.words())
    return tuple(one for one in get_args(field.annotation) if isinstance(one, (str, int)))


def cited(source: str, w: Words) -> str:
    """The source of a declared value, and what it stands for, in a language.

    >>> from cordiale.experiments.foundations.language import words
    >>> cited("F07 and F20 for the sign, A200", words("fr"))
    'F07 et F20 pour le signe, A200'
    """
    for key, one in catalogue().items():
        if key.startswith("cited."):
            source = source.replace(one["en"], w[key])
    return source
