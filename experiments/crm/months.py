"""Months by their names in the languages of the exports that presets know."""

# How months begin, without accents, in English, German, French, Spanish, Portuguese, Italian and Dutch.
_MONTHS = {
    beginning: number
    for number, beginnings in enumerate(
        ("jan ene gen", "feb fev", "mar maa mrt", "apr avr abr", "may mai mei mag", "jun juin giu",
         "jul juil lug", "aug aou ago", "sep set", "oct okt out ott", "nov", "dec dez dic"), start=1)
    for beginning in beginnings.split()
}  # fmt: skip


def month_of(text: str) -> int:
    """The number of a month, given as one or by name without accents. Raises ValueError for any other word.

    >>> month_of("03"), month_of("Marz"), month_of("juil")
    (3, 3, 7)
    """
    if text.isdigit():
        return int(text)
    word = text.lower()
    if word[:4] in _MONTHS or word[:3] in _MONTHS:
        return _MONTHS.get(word[:4]) or _MONTHS[word[:3]]
    raise ValueError(text)
