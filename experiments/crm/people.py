"""One person under two names: by e-mail or id in one place and by name in another, with accents and without."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .arrays import array_of, coded
from .repairs import Repairs
from .rows import Rows
from .spelling import has_digit, normal, unaccented

_FIELDS = {"lead": ("owner",), "opportunity": ("owner", "handed_over_by"), "rep": ("owner", "manager")}
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_BEHIND_NAME = re.compile(r"\s*(?:\s[-–|/]\s|[(,\[])")
_BETWEEN = re.compile(r"[^a-z]+")


def under_one_name(tables: Mapping[str, Rows], repairs: Repairs) -> dict[str, Rows]:
    """The tables with each person under one name. *Writes* a note of how many had another."""
    found = {(table, name): coded(rows[name]) for table, rows in tables.items() for name in _fields(rows)}
    named = {name for names, _ in found.values() for name in names if name}
    _tell_suffixes(named, tables, repairs)
    known = names_of_mails(named)
    known |= {name: plain for name in named for plain in _plain(name) if plain != name and plain in named}
    known |= _of_initials(named)
    known |= {owner: name for owner, name in _called(tables) if name in named and name != owner}
    if not known:
        _tell_apart(tables, repairs)
        return dict(tables)
    first = next(rows for table, rows in tables.items() if table in ("lead", "opportunity") and len(rows)).origin(0)
    what = f"{len(known)} people stand by e-mail, by id or in another spelling in some places, and count once each"
    repairs.note(first.table, first.file, what)
    renamed = {
        place: array_of("person", [known.get(name, name) for name in names])[codes]
        for place, (names, codes) in found.items()
    }
    return {
        table: rows.having(**{name: renamed[table, name] for name in _fields(rows)}) for table, rows in tables.items()
    }


def _tell_suffixes(named: set[str], tables: Mapping[str, Rows], repairs: Repairs) -> None:
    """Remark that several people have one name, and differ in what stands behind it: a region, a role."""
    heads = Counter(head for one in named if " " in (head := _BEHIND_NAME.split(one, maxsplit=1)[0]))
    several = sum(count for count in heads.values() if count > 1)
    if several:
        first = next(rows for table, rows in tables.items() if table in ("lead", "opportunity") and len(rows)).origin(0)
        what = f"{several} people differ only in what stands behind their names, and count apart"
        repairs.note(first.table, first.file, f"{what}; if they are the same, leave it out of the export")


def _called(tables: Mapping[str, Rows]) -> Iterator[tuple[str, str]]:
    """Who stands in the table of people, and how they are called."""
    people = tables.get("rep", Rows("rep"))
    return zip(people["owner"], people["name"], strict=True)


def _tell_apart(tables: Mapping[str, Rows], repairs: Repairs) -> None:
    """Remark that one table names its owners and the other numbers them."""
    leads, deals = ({*filter(None, tables.get(name, Rows(name))["owner"])} for name in ("lead", "opportunity"))
    if leads and deals and {*map(_is_number, leads)} ^ {*map(_is_number, deals)} == {True, False}:
        what = "owners are named in one table and stand by id in the other, so that nobody is found on both sides"
        advice = "a table of people, [rep] in the mapping, joins them by columns.owner (the id) and columns.name"
        repairs.note("lead", tables["lead"].files[0], f"{what}; {advice}")


def _is_number(owner: str) -> bool:
    """Whether an owner stands by an id, not by name or e-mail."""
    return not {" ", "@"} & {*owner} and has_digit(owner)


def _fields(rows: Rows) -> list[str]:
    return [name for name in _FIELDS.get(rows.table, ()) if name in rows.columns]


def names_of_mails(people: Iterable[str]) -> dict[str, str]:
    """Of each e-mail the name of the one person, among those named, to whom it can only belong.

    >>> names_of_mails(["jmueller@a.com", "anna.berg@a.com", "jörg müller", "anna berg", "x@a.com"])
    {'anna.berg@a.com': 'anna berg', 'jmueller@a.com': 'jörg müller'}
    """
    mails = sorted(one for one in people if "@" in one)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in people if mails else ():
        if " " in name and "@" not in name:
            for key in _keys(name):
                owners[key].add(name)
    locals_ = ((mail, _BETWEEN.sub("", mail.partition("@")[0])) for mail in mails)
    return {mail: min(owners[local]) for mail, local in locals_ if len(owners.get(local, ())) == 1}


def _of_initials(named: Iterable[str]) -> dict[str, str]:
    """Of each pair of initials the one person whose they are; nothing unless each pair is somebody's.

    >>> _of_initials(["AB", "CD", "anna berg", "carl dunn"]), _of_initials(["AB", "US", "anna berg"])
    ({'AB': 'anna berg', 'CD': 'carl dunn'}, {})
    """
    owners: defaultdict[str, list[str]] = defaultdict(list)
    short = sorted(one for one in named if one.isalpha() and len(one) in (2, 3))
    for name in named if short else ():
        if " " in name and "@" not in name:
            owners["".join(word[0] for word in _plain(name)[0].split())].append(name)
    found = {one: owners[one.casefold()] for one in short}
    return (
        {one: people[0] for one, people in found.items()} if all(len(people) == 1 for people in found.values()) else {}
    )


def _plain(name: str) -> tuple[str, str]:
    """A name without its accents, and with what is written out in their place."""
    return unaccented(normal(name)), unaccented(normal(name).translate(_WRITTEN_OUT))


def _keys(name: str) -> set[str]:
    """What stands before the @ of a person, in the usual ways: both names in either order, or one by its initial."""
    keys = set()
    for spelt in _plain(name):
        words = [part for part in _BETWEEN.split(spelt) if part]
        if len(words) > 1:
            first, last = words[0], words[-1]
            keys |= {"".join(words), first + last, last + first, first[0] + last, last + first[0], first + last[0]}
    return keys
