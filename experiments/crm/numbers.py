"""Amounts of money as people type them: currency signs, thousands separators, decimal commas and points."""

import math
import re
from collections.abc import Iterable, Sequence

from .periods import split_period
from .refusals import UnreadableError

_CURRENCY = re.compile(
    r"[A-Z]{0,2}\$|[€£¥¥\\₹₽₩₺₴]|\b(?!MIO|TSD|MRD|MLN|LAC|MIL)[A-Z]{3}(?![a-z])|\b(?:kr|zł|Kč|Ft|Fr|Rs)\b\.?"
)
_YEN = re.compile(r"[\\¥]")  # a backslash in Japanese code pages stands where others have it
_SCALES = {
    **dict.fromkeys(("k", "tsd", "t", "mil", "thousand", "tausend"), 1e3),
    **dict.fromkeys(("m", "mm", "mio", "mln", "mill", "million", "millions", "millionen"), 1e6),
    **dict.fromkeys(("b", "bn", "mrd", "md", "milliard", "billion"), 1e9),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 1e5),
    **dict.fromkeys(("cr", "crore", "crores"), 1e7),
}
_SCALE = re.compile(rf"(?<=\d)({'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?$", re.IGNORECASE)
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:-{1,2}|[–—])$")
_ABOUT = re.compile(
    r"^\s*(?:ca|circa|approx(?:imately)?|about|around|etwa|ungef[äa]hr|rund|env(?:iron)?|aprox)\b\.?\s*|^\s*[~≈]+\s*|\s*[?!*]+\s*$",
    re.IGNORECASE,
)  # around an amount that is not exact
_SPACES = re.compile(r"[\s'’\u00a0\u202f]")
_COMMA_DECIMAL = re.compile(r"^[^,]*,(\d{1,2}|\d{4,})$|\.\d{3},\d+$")
_POINT_DECIMAL = re.compile(r"^[^.]*\.(\d{1,2}|\d{4,})$|,\d{3}\.\d+$")
_LONG_POINT = re.compile(r"[-+]?\d+\.\d{4,}")
_DIGITS = re.compile(r"\d+(\.\d*)?([eE][+-]?\d{1,3})?|\.\d+")
_NOT_FINITE = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity", "+infinity"}


def decimal_mark(cells: Iterable[str]) -> str:
    """Whether a column writes a decimal `comma` or `point`, by its clearer cells; else a point.

    Where points stand before more than three digits, as programs write what they divided, they are always decimal:
    a `long point`.

    >>> decimal_mark(["1.200", "1.234,50"]), decimal_mark(["83.3333", "1.125"])
    ('comma', 'long point')
    """
    known = [split_period(without_about(cell))[0] for cell in cells]
    if any(_LONG_POINT.fullmatch(cell) for cell in known):
        return "long point"
    if not any("," in cell for cell in known):
        return "point"
    bare = [_bare(cell) for cell in known]
    commas = sum(bool(_COMMA_DECIMAL.search(cell)) for cell in bare)
    points = sum(bool(_POINT_DECIMAL.search(cell)) for cell in bare)
    return "comma" if commas > points else "point"


def currencies(cells: Iterable[str]) -> tuple[str, ...]:
    """The currency signs or codes that a column's amounts carry, sorted."""
    found = (
        _CURRENCY.search(split_period(cell)[0])
        for cell in cells
        if cell.strip("0123456789.,-") and cell.lower() not in _NOT_FINITE and any(map(str.isdigit, cell))
    )
    return tuple(sorted({_YEN.sub("¥", match[0]) for match in found if match}))


def without_about(text: str) -> str:
    """An amount without what says that it is not exact.

    >>> without_about("ca. 12k"), without_about("~12,000?"), without_about("12,000")
    ('12k', '12,000', '12,000')
    """
    return _ABOUT.sub("", text)


def parse_amount(text: str, *, mark: str) -> float:
    """The amount that a text names, in its own currency; negative where it is signed or in brackets.

    `1.400,-` has no cents; K, M, Mio., Mrd., lakh and crore multiply; Indian groups of two are read; words for how long
    it is paid may stand behind.

    `mark` is the column's decimal mark. A lone separator before exactly three digits separates thousands,
    since money is not written to a thousandth; only a comma in a column of decimal commas, or a point in one of long
    points, does not.
    Raises `UnreadableError` for what is no finite number.

    >>> parse_amount("R$ 1.234,50", mark="comma"), parse_amount("(1,234)", mark="point")
    (1234.5, -1234.0)
    >>> parse_amount("1.400,-", mark="comma"), parse_amount("1,5 Mio. €", mark="comma")
    (1400.0, 1500000.0)
    """
    if text.strip().lower() in _NOT_FINITE:
        raise UnreadableError("not a finite number")
    bare = _bare(split_period(text)[0])
    negative = bare.startswith(("-", "(", "−")) or bare.endswith("-")
    plain = bare.strip("()+-−")
    scale = _SCALE.search(plain)
    digits = _with_point(plain[: scale.start()] if scale else plain, mark)
    if not _DIGITS.fullmatch(digits):
        raise UnreadableError("not a number")
    value = float(digits) * (_SCALES[scale[1].lower()] if scale else 1.0)
    if not math.isfinite(value):
        raise UnreadableError("not a finite number")
    return -value if negative else value


def percents(words: Sequence[str]) -> list[float | None]:
    """Chances in percent, whether a column writes them so or as shares of one; nothing for what is no number.

    >>> percents(["0", "0,5", "1"]), percents(["100 %", "0%", "?"])
    ([0.0, 50.0, 100.0], [100.0, 0.0, None])
    """
    found = [parsed_or_none(word.strip().rstrip("%").strip(), mark="comma") for word in words]
    known = [one for one in found if one is not None]
    shares = not any("%" in word for word in words) and max(known, default=2.0) <= 1.0
    return [None if one is None else 100.0 * one if shares else one for one in found]


def parsed_or_none(text: str, *, mark: str) -> float | None:
    """The amount that a text names, or nothing where it names none."""
    try:
        return parse_amount(text, mark=mark)
    except UnreadableError:
        return None


def _bare(text: str) -> str:
    return _NO_CENTS.sub("", _SPACES.sub("", _CURRENCY.sub("", text.strip(), count=1)))


def _with_point(digits: str, mark: str) -> str:
    """The digits with a decimal point and no other separator."""
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return digits
    separator, other = digits[last], "," if digits[last] == "." else "."
    whole, rest = digits[:last], digits[last + 1 :]
    if other in whole:
        return whole.replace(other, "") + "." + rest
    if _separates_thousands(digits, separator, mark):
        return digits.replace(separator, "")
    return whole + "." + rest


def _separates_thousands(digits: str, separator: str, mark: str) -> bool:
    groups = digits.split(separator)
    if len(groups) > 2:
        return len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups[1:-1])
    is_mark = separator == ("," if mark == "comma" else ".")
    return len(groups[1]) == 3 and 1 <= len(groups[0]) <= 3 and groups[0] != "0" and not (is_mark and mark != "point")
