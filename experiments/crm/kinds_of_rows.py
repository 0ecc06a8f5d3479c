"""What columns say of the kind of a row: no new business, a test, no lead at all."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from .mapping import TableMapping
from .raw import RawTable
from .spelling import bare_heading, counted_words, normal, plain_stage, unaccented

_DEALS = (
    r"(deal|opportunity|opp|negocio|negócio|oportunidade?|transaction|affaire|opportunité|trato|trattativa|abschluss)?"
)
_KINDS = re.compile(
    rf"{_DEALS}(type|recordtype(name|id)?|pipeline|kind|typ|art)(name)?|(tipo|type|soort){_DEALS}|geschäftsart"
)
_NOT_NEW = re.compile(
    r"renew|existing|(up|cross)[- ]?sell|add[- ]?on|expansion|extension|retention|recurring|install(ed)? base"
    r"|\btests?\b|account manag|customer success|farm(ing|er)|win[- ]?back|reactivat|verl[aä]nger|erneuer"
    r"|bestand|bestehend|nachkauf|folge(auftr|gesch)|stammkund|renouvel|reconduc|existant|renova[cç]"
    r"|existente|esistente|bestaand|ampliaci|pr[oó]rrog"
)
_NAMES = re.compile(
    r"(deal|opportunity|opp|potential|trato|affaire|negocio|geschäft|opportunit[eyé])?(name|title|titel|titre|título)"
    r"|topic|subject|thema|nameopportunity|nomopportunité|nomtransaction|nombreoportunidad|nombrenegocio|nomeoportunidade|nomenegócio"
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
    r"subscriber|newsletter|abonn|suscriptor|assinante|iscritt|junk|spam|duplicat|\btests?\b|invalid|bogus|\bfake|doublon"
    r"|dublette|doppelt|unbrauchbar|ung[uü]ltig|inv[aá]lid"
)
_RENEWED = re.compile(
    r"\b(renewals?|verl[aä]ngerung|renouvellement|renovaci[oó]n|renova[cç][aã]o|rinnovo|verlenging)\b"
    r"|\b(up|cross)[- ]?sell\b"
)
_MAILS = 50  # cells looked at
_FEW, _GLANCE = 0.02, 2000  # share of names; of them so many are looked at
_HINTS = ("test", "dummy", "asdf", "fake")

_Look = tuple[str, str, Callable[[Sequence[str]], set[str]]]


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


def same_mails(
    table: TableMapping, raw: RawTable, places: np.ndarray, used: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """A note on leads that have the e-mail of another, where nothing reads it: people who came twice."""
    for position, heading in enumerate(raw.header[: raw.width] if table.table == "lead" else ()):
        column = raw.columns[position]
        if position in used or not all("@" in word for word in column.words[:_MAILS] if word):
            continue
        mails = [normal(word) for word in column.at(places).spread(column.at(places).words) if word]
        again = len(mails) - len({*mails})
        if again >= max(1.0, _FEW * len(mails)):
            what = f"column {heading}: {again} leads have the e-mail of another, and count each"
            yield f'{what}; [lead.columns] lead_id = "{heading}" counts people once, where deals name them so', ""


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
