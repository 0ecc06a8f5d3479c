"""One person under two names: by e-mail in one place and by name in another, with accents and without."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from .canonical import Lead, Opportunity, Record, Rep
from .repairs import Repairs
from .spelling import normal, unaccented

_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Lead: ("owner",),
    Opportunity: ("owner", "handed_over_by"),
    Rep: ("owner", "manager"),
}
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_BETWEEN = re.compile(r"[^a-z]+")


def under_one_name(records: Sequence[Record], repairs: Repairs) -> list[Record]:
    """The records with each person under one name. *Writes* a note of how many had another."""
    named = set(filter(None, chain.from_iterable(_names(records, kind) for kind in _FIELDS)))
    known = names_of_mails(named)
    known |= {name: plain for name in named for plain in _plain(name) if plain != name and plain in named}
    if not known:
        return list(records)
    first = next(one for one in records if isinstance(one, Lead | Opportunity))
    what = f"{len(known)} people stand by e-mail or in another spelling in some places, and count once each"
    repairs.note(first.place.table, first.place.file, what)
    return [_renamed(one, known) for one in records]


def _names(records: Sequence[Record], kind: type[Record]) -> Iterator[str | None]:
    those = [one for one in records if type(one) is kind]
    return chain.from_iterable(map(attrgetter(place), those) for place in _FIELDS[kind])


def _renamed(one: Record, known: dict[str, str]) -> Record:
    found: dict[str, Any] = {
        place: known[name] for place in _FIELDS.get(type(one), ()) if (name := getattr(one, place)) in known
    }
    return one._replace(**found) if found else one


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
