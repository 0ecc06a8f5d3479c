"""Mutants: a valid input changed in a few places, by bytes, by lines, by values, or in its nesting.

A mutant follows from the state of the generator alone, so that the same seed gives the same mutants.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

LARGEST = 1 << 17  # bytes of a mutant
MOST_CHANGES = 4
DEEP = 1200  # brackets; more than Python's own stack bears

NUMBERS = (
    "0", "-1", "1", "2", "3.5", "nan", "inf", "-inf", "1e308", "-1e400", "1e-400", "9223372036854775808",
    "4294967296", "1000000000", "9" * 5000, "0x7f", "1_000", "true", "false", "1,5", "1.000,5", "12.",
    "2020-02-30", "2020-13-45T99", "1979-05-27", "99991231", "31/02/2023", "-0", "", "[]", "{}", "[[]]", "''",
    '""', "[0.5, 0.5]", "{ low = 0, high = 1 }",
)  # fmt: skip
WORDS = (
    "", " ", "path", "..", "../..", "/", "/dev/null", "/etc/hostname", ".", "nul", "n" * 100, "n" * 5000, "=1+1",
    "@x", "$", "$x^2$", "{0}", "%s", "\\\\", "\\u0000", "\\ud800", "a\\nb", "\u202e", "\u05d0\u05d1",
    "\u0645\u0631", "\u4e2d\u6587", "e\u0301" * 20, "\U0001f600", "\u0000", "'", "`", "<b>", "&amp;", "a+b", "a,b",
    "a;b", "siloed", "status-quo", "none", "all", "schema", "name", "extends", "mutant.toml", "ours", "Q1 survey",
    "Q2 paradigm=siloed", "Q0", "Q5 when wins > nan",
)  # fmt: skip
RAW = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\r", b"\n\n", b"\t", b'"', b"'''",
    b"[", b"]]", b"{", b"=", b",", b";", b"#", b"[[", b"\x1b[2J", b"\x7f", b"sep=;\n", b"\xe2\x80\xa8",
)  # fmt: skip
VALUE = re.compile(rb'"[^"\n]*"|\'[^\'\n]*\'|[-+]?\d[\w.+-]*|\b[A-Za-z_][\w-]*\b')
NUMBER = re.compile(rb"[-+\d]")

Change = Callable[[bytes, Random, Sequence[bytes]], bytes]


def mutant(parent: bytes, random: Random, others: Sequence[bytes], words: Sequence[str] = ()) -> bytes:
    """A parent changed in one to four places; `others` lend pieces, `words` are names that its readers know."""
    made = parent
    for _ in range(random.randint(1, MOST_CHANGES)):
        change = random.choice(CHANGES)
        made = _value(made, random, words) if change is _any_value else change(made, random, others)
    return made[:LARGEST]


def _span(size: int, random: Random) -> tuple[int, int]:
    """A stretch of something, mostly a short one."""
    begin = random.randint(0, size)
    return begin, min(size, begin + int(2 ** random.uniform(0, 10)))


def _flip(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    if not given:
        return bytes([random.randrange(256)])
    at = random.randrange(len(given))
    return given[:at] + bytes([given[at] ^ (1 << random.randrange(8))]) + given[at + 1 :]


def _cut(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    begin, end = _span(len(given), random)
    return given[:begin] + given[end:]


def _end(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    return given[: random.randint(0, len(given))]


def _again(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    begin, end = _span(len(given), random)
    at = random.randint(0, len(given))
    return given[:at] + given[begin:end] * random.choice((1, 1, 2, 50)) + given[at:]


def _splice(given: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    other = random.choice(others) if others else given
    return given[: random.randint(0, len(given))] + other[random.randint(0, len(other)) :]


def _raw(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(given))
    return given[:at] + random.choice(RAW) + given[at:]


def _lines(given: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """A line left out, doubled, moved, or taken from another input."""
    lines = given.split(b"\n")
    taken = random.choice((random.choice(others) if others else given).split(b"\n"))
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    way = random.randrange(4)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(to, lines[at])
    elif way == 2:
        lines[at], lines[to] = lines[to], lines[at]
    else:
        lines.insert(to, taken)
    return b"\n".join(lines)


def _any_value(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    return _value(given, random, ())


def _value(given: bytes, random: Random, words: Sequence[str]) -> bytes:
    """A number, a word or a name replaced by another."""
    found = list(VALUE.finditer(given))
    if not found:
        return given
    chosen = random.choice(found)
    begin, end = chosen.span()
    held = chosen[0]
    quote = held[:1] if held[:1] in (b'"', b"'") else b""
    pool = (
        NUMBERS if NUMBER.match(held) and random.random() < 0.7 else words if words and random.random() < 0.5 else WORDS
    )
    new = random.choice(pool).encode("utf-8", "surrogatepass")
    if random.random() < 0.8:
        new = quote + new + quote
    return given[:begin] + new + given[end:]


def _nest(given: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    """A value within many brackets, closed or not."""
    opens, closes = random.choice(((b"[", b"]"), (b"{a=", b"}"), (b'{"a":', b"}"), (b"a.", b"")))
    depth = random.choice((2, 20, DEEP))
    found = list(VALUE.finditer(given))
    begin, end = random.choice(found).span() if found else (0, len(given))
    return given[:begin] + opens * depth + given[begin:end] + closes * random.choice((depth, depth, 0)) + given[end:]


CHANGES: tuple[Change, ...] = (
    _flip, _cut, _end, _again, _splice, _raw, _lines, _lines, _any_value, _any_value, _any_value, _any_value, _nest,
)  # fmt: skip
