"""Which rows of a table count, as the mapping says under `where`: deleted rows, tests, renewals, other pipelines."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .canonical import Origin
from .columnar import Column
from .mapping import Filter, TableMapping
from .raw import RawTable
from .recognition import OWN_NAMES
from .refusals import refusal
from .repairs import Repairs
from .spelling import bare_heading, counted_words, normal, plain_stage, unaccented
from .values import FALSE, NOTHING, TRUE

_DEALS = (
    r"(deal|opportunity|opp|negocio|negócio|oportunidade?|transaction|affaire|opportunité|trato|trattativa|abschluss)?"
)
_KINDS = re.compile(
    rf"{_DEALS}(type|recordtype(name)?|pipeline|kind|typ|art)(name)?|(tipo|type|soort){_DEALS}|geschäftsart"
)
_NOT_NEW = re.compile(
    r"renew|existing|up-?sell|cross-?sell|add-?on|expansion|extension|retention|recurring|install(ed)? base|\btests?\b"
    r"|account manag|customer success|farm(ing|er)|win-?back|reactivat|verl[aä]nger|erneuer|bestand|bestehend|nachkauf"
    r"|folge(auftr|gesch)|stammkund|renouvel|reconduc|existant|renova[cç]"
    r"|existente|esistente|bestaand|ampliaci|pr[oó]rrog"
)
_NAMES = re.compile(
    r"(deal|opportunity|opp|potential|trato|affaire|negocio|geschäft|opportunit[eyé])?(name|title|titel|titre|título)|topic|subject|thema"
    r"|nameopportunity|nomopportunité|nomtransaction|nombreoportunidad|nombrenegocio|nomeoportunidade|nomenegócio"
)
_TESTS = re.compile(
    r"(this is a |do not use|zz+[ -]|xx+[ -])?\W*(test|dummy|asdf|fake)\b(?! (equipment|bench|rig|lab|drive))"
)
REASONS = re.compile(
    r"(deal|opportunity|opp)?(closed)?(lost|loss|losing|lose)(reason|cause)(name|code)?|(reason|cause)(for)?(closed)?(lost|loss)"
    r"|(verlust|absage|ablehnungs)grund|grund(fur)?(verlust|absage|ablehnung)|(motif|raison|cause)(perte|refus)"
    r"|(motivo|razon|causa)(perdida|perda|perdita)|(verlies|afwijzings)reden"
)
_NO_LEADS = re.compile(
    r"subscriber|newsletter|abonn|suscriptor|assinante|iscritt|junk|spam|duplicat|\btests?\b|invalid|bogus|\bfake|doublon|dublette|doppelt|unbrauchbar|ung[uü]ltig|inv[aá]lid"
)
_RENEWED = re.compile(
    r"\b(renewals?|verl[aä]ngerung|renouvellement|renovaci[oó]n|renova[cç][aã]o|rinnovo|verlenging|up-?sell|cross-?sell)\b"
)
_FEW, _GLANCE = 0.02, 2000  # share of names; of them so many are looked at
_HINTS = ("test", "dummy", "asdf", "fake")

_Look = tuple[str, str, Callable[[Sequence[str]], set[str]]]

USUAL = (  # hold for every table, unless its mapping looks at such a column itself
    Filter(
        ("IsDeleted", "Deleted", "Gelöscht", "Supprimé", "Eliminado", "Excluído", "Eliminato", "Verwijderd"),
        TRUE,
        excludes=True,
    ),
    Filter(
        ("Deleted At", "Deleted On", "Deleted Date", "Date Deleted", "Deleted Time", "Gelöscht am", "Supprimé le"),
        NOTHING | FALSE | {"0000-00-00", "0000-00-00 00:00:00", "\\n"},
    ),
    Filter(
        ("Is Test", "Is_Test__c", "Test", "Test Deal", "Test Record", "Test Account", "Testdatensatz"),
        TRUE,
        excludes=True,
    ),
)


def with_usual(rules: Sequence[Filter]) -> tuple[Filter, ...]:
    """The filters of a mapping, and those of rows which are marked as deleted or as tests."""
    looked_at = {bare_heading(name) for rule in rules for name in rule.columns}
    return (*rules, *(one for one in USUAL if looked_at.isdisjoint(map(bare_heading, one.columns))))


class _Placed(NamedTuple):
    """A filter and the column of a file that it looks at."""

    rule: Filter
    heading: str
    column: Column

    def keeps(self, places: np.ndarray) -> np.ndarray:
        """Of the rows at some places, whether they pass."""
        column = self.column.at(places)
        passing = [self._has(normal(word)) != self.rule.excludes for word in column.words]
        return np.array(passing, bool)[column.codes]

    def _has(self, word: str) -> bool:
        words = self.rule.words
        return any(one in word for one in words) if self.rule.within else word in words


def filtered(table: TableMapping, raw: RawTable, places: np.ndarray, repairs: Repairs) -> np.ndarray:
    """The places of the rows that count. *Writes* the repairs: rows left out, and by which column.

    Raises `DataError` where a column that the mapping insists on is not there.
    """
    placed = [one for rule in table.where if (one := _placed(rule, raw))]
    placed += _leads_among(table, raw) if table.table == "opportunity" else []
    against = np.full(len(places), -1)
    for rank in reversed(range(len(placed))):
        against[~placed[rank].keeps(places)] = rank
    for at in np.flatnonzero(against >= 0):
        one, place = placed[against[at]], int(places[at])
        origin, cell = Origin(table.table, raw.file, int(raw.numbers[place])), one.column.cell(place)
        why = f"left out by {table.table}.where" if one.rule in table.where else "a lead among deals, by its kind"
        repairs.set_aside(origin, why, field=one.heading, value=cell)
    kept: np.ndarray = places[against < 0]
    return kept


def _placed(rule: Filter, raw: RawTable) -> _Placed | None:
    for name in rule.columns:
        position = raw.position(name)
        if position is not None:
            return _Placed(rule, raw.header[position], raw.columns[position])
    if rule.insists:
        raise refusal(raw.file, raw.missing(rule.columns[0]), row=raw.top, column=rule.columns[0])
    return None


def _leads_among(table: TableMapping, raw: RawTable) -> list[_Placed]:
    """What leaves leads out of a file that has leads and deals, where a column of kinds calls them so."""
    looked_at = {bare_heading(name) for rule in table.where for name in rule.columns}
    found = []
    for heading, column in zip(raw.header, raw.columns, strict=False):
        if is_of_kinds(heading) and bare_heading(heading) not in looked_at:
            words = {word for word in map(normal, column.words) if " " not in word}
            leads, deals = ({word for word in words if OWN_NAMES[of].match(word)} for of in ("lead", "opportunity"))
            if leads - deals and deals - leads:
                rule = Filter((heading,), frozenset(leads - deals), excludes=True)
                found.append(_Placed(rule, heading, column))
    return found


def is_of_kinds(heading: str) -> bool:
    """Whether a column says of what kind a deal is: its type, its pipeline.

    >>> is_of_kinds("Deal Type"), is_of_kinds("Tipo de negocio"), is_of_kinds("Stage")
    (True, True, False)
    """
    return _KINDS.fullmatch(bare_heading(heading)) is not None


def other_kinds(table: TableMapping, raw: RawTable, places: np.ndarray) -> Iterator[tuple[str, str]]:
    """Notes on deals that a column says may be no new business or mere tests, and on leads that may be none.

    Columns that a filter looks at are passed over.
    """
    looked_at = {bare_heading(name) for rule in table.where for name in rule.columns}
    for position, heading in enumerate(raw.header):
        looks = _looks(table, bare_heading(heading)) if bare_heading(heading) not in looked_at else ()
        column = raw.columns[position].at(places) if looks else raw.columns[position]
        for what, rule, look in looks:
            words = look(column.words)
            if words:
                found = [pair for pair in zip(column.words, column.counts, strict=True) if pair[0] in words]
                text = (
                    f"column {heading}: {sum(count for _, count in found)} rows may be {what}, and count all the same"
                )
                advice = f"to leave them out, say [{table.table}.where] {heading!r} = {{ {rule} = [...] }}"
                yield f"{text}: {{cells}}; {advice}", counted_words(found)


def _looks(table: TableMapping, heading: str) -> tuple[_Look, ...]:
    """What the cells under a heading may say, the rule that leaves such rows out, and how they are looked at."""
    named = {field: {bare_heading(name) for name in table.columns.get(field, ())} for field in ("stage", "status")}
    if table.table == "lead":
        return (("no leads at all", "not", _no_leads),) if heading in named["status"] else ()
    if table.table != "opportunity":
        return ()
    if REASONS.fullmatch(unaccented(heading)):
        return (("no deals at all", "not", _no_leads),)
    if heading in named["stage"]:
        return (("no new business", "not", _not_new_in_brackets),)
    if _KINDS.fullmatch(heading):
        return (("no new business", "not", _not_new),)
    if _NAMES.fullmatch(heading):
        return (("tests", "not", _tests), ("no new business", "without", _renewed))
    return ()


def _not_new(words: Sequence[str]) -> set[str]:
    return {word for word in words if _NOT_NEW.search(normal(word))}


def _not_new_in_brackets(words: Sequence[str]) -> set[str]:
    """Stages with the pipeline of known customers in brackets behind them."""
    behind = {word: word[len(plain_stage(word)) :] for word in words if word.endswith((")", "]"))}
    return {word for word, pipeline in behind.items() if _NOT_NEW.search(normal(pipeline))}


def _no_leads(words: Sequence[str]) -> set[str]:
    return {word for word in words if _NO_LEADS.search(normal(word))}


def _tests(words: Sequence[str]) -> set[str]:
    """Names that begin as those of tests do; most exports have none, which is told at a glance."""
    glance = "\n".join(words).casefold()
    hinted = any(hint in glance for hint in _HINTS)
    return {word for word in words if _TESTS.match(normal(word))} if hinted else set()


def _renewed(words: Sequence[str]) -> set[str]:
    """Names that speak of renewals, unless they are few of those that are looked at first."""
    glance = words[:: max(1, len(words) // _GLANCE)]
    if sum(bool(_RENEWED.search(normal(word))) for word in glance) < _FEW * len(glance):
        return set()
    return {word for word in words if _RENEWED.search(normal(word))}
