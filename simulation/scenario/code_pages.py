"""Which code page a text is in, where a detector of such alone would guess from a handful of letters.

Each page in question is held against how languages are written: a word has the letters of one language, no Latin beside
other letters, no signs inside. So `Ji\\xf8\\xed` is Czech in Windows-1250, not Arabic or Danish in others.
"""

import codecs
import re
import unicodedata

LATIN = ("Windows-1252", "MacRoman", "Windows-1250", "Windows-1254", "cp850")
PAGES = (*LATIN, "Windows-1251", "cp932", "gb18030", "cp949", "Windows-1253")  # of two that fit alike, the first
TELLING = 3  # words from which on a detector tells Latin code pages better than that order
LANGUAGES = tuple(
    frozenset(letters)
    for letters in (
        "äöüß",  # German
        "àâçéèêëîïôùûüœ",  # French
        "áéíñóúü",  # Spanish
        "àáâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöæøéü",  # Nordic
        "áðéíóúýþæö",  # Icelandic
        "éëèïöü",  # Dutch
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "çğıöşüâî\u0307",  # Turkish
        "āčēģīķļņšūž",  # Latvian
        "ąčęėįšųūž",  # Lithuanian
        "äõöüšž",  # Estonian
    )
)
_WORD = re.compile(r"""[^\s,;|"/()]+""")
_AT_HOME = frozenset("“”„‘’‚«»‹›–—…€£¥§°ºª®™©·•¿¡´`¹²³½¼¾¨\u00a0")  # signs that may stand beside a letter
_BEFORE_NUMBERS = frozenset("£¥")
_MANY = 1000  # words that are looked at


def fitting(data: bytes, told: str | None) -> str:
    """The code page in which a sample reads best; of equals the one that a detector `told`, where it can tell."""
    usual = {codecs.lookup(name).name: name for name in PAGES}
    known = codecs.lookup(told).name if told else ""
    can_tell = known in usual and (usual[known] not in LATIN or len(_words(data, known)) >= TELLING)
    names = [known, *usual] if can_tell else [*usual, *filter(None, [known])]
    best = min(names, key=lambda name: strangeness(data, name))
    return usual.get(best) or told or best


def strangeness(data: bytes, encoding: str) -> int:
    """How many letters and signs of a sample no language would have where they stand.

    >>> [strangeness(b"Ji\\xf8\\xed", page) for page in ("cp1250", "cp1252", "cp1256")]
    [0, 1, 2]
    """
    return sum(map(_strange, _words(data, encoding)))


def _words(data: bytes, encoding: str) -> list[str]:
    """The different words of a sample with letters or signs beyond ASCII."""
    found = dict.fromkeys(_WORD.findall(data.decode(encoding, errors="replace")))
    return [word for word in found if not word.isascii()][:_MANY]


def _strange(word: str) -> int:
    beyond = [(place, each) for place, each in enumerate(word) if not each.isascii()]
    latin = any(each.isascii() and each.isalpha() for each in word)
    letters = [each.lower() for _, each in beyond if "LATIN" in unicodedata.name(each, "")]
    alien = sum(_is_alien(each, latin=latin) for _, each in beyond)
    capital = sum(each.isupper() and place > 0 for place, each in beyond) if any(map(str.islower, word)) else 0
    return alien + capital + min(sum(each not in language for each in letters) for language in LANGUAGES)


def _is_alien(each: str, *, latin: bool) -> bool:
    """Whether a letter or sign stands in no word, with Latin letters or without."""
    if each.isalpha():
        return latin and "LATIN" not in unicodedata.name(each, "") and each not in _AT_HOME
    return each not in _AT_HOME or (latin and each in _BEFORE_NUMBERS)
