"""What a file of an export is: by its name, by its headings, by how its ids begin."""

import re

from .canonical import IDS
from .mapping import TableMapping
from .raw import RawTable
from .spelling import bare_heading

OWN_NAMES = {
    "lead": re.compile(r"lead|prospect|interessent|inquir|enquir|mql|candidat|pistes?\b"),
    "opportunity": re.compile(
        r"opp(?!os)|deal|transaction|pipeline|verkaufschance|oportunidad|oportunidade|gesch[aä]ft|affaire|neg[oó]cio"
        r"|verkoopkans|trattativ"
    ),
    "touch": re.compile(r"campaign ?member|touch|activit"),
    "rep": re.compile(r"user|owner|team|rep(?!ort)|seller|employee|people|staff"),
    "line": re.compile(r"\blines?\b|product|position|artikel|produkt|lignes?\b|produit|l[ií]neas?\b|linhas?\b|produto"),
}
_PARTS = re.compile(
    r"histor|verlauf|contact ?role|split|schedule|team ?member|feed|field|share$|tag$|note|log$|logs$|audit"
    r"|change|association|partner|competitor|stage ?(?:change|duration)|attachment"
)
_LINES = re.compile(r"line ?item|product|produkt|produit|produto|prodott|position")
_OTHERS = re.compile(
    r"case|ticket|task|event|activit|call|meeting|e?mail|campaign|contract|order|invoice|account|compan|user|owner"
    r"|territor|contact|asset|quote|price ?book|product|forecast|currenc|role|profile|report ?type|solution|organi[sz]"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERS = re.compile(r"[\d\W_]+|\bcopy\b|\bkopie\b|\bq\d\b")
_LOOKED_AT = 200
_SALESFORCE_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?")
_MOST = 0.5  # of the cells that hold anything
_FEW = 0.1  # of all
_WHOLE = ("opp_id", "stage", "owner", "amount", "created", "close")
_TELLING = 5  # fields that two files fill under headings of two languages


def family(stem: str) -> str:
    """A file's name without numbers and marks of copies: exports of one table over time are one family.

    >>> family("deals_2024_q1 (2)") == family("deals_2023_q4")
    True
    """
    words = re.sub(r"(?<![a-zA-Z])[qQhH]\d(?!\d)", " ", stem)
    return _NUMBERS.sub("", words.casefold())


def is_called(table: TableMapping, stem: str) -> bool:
    """Whether a file's name says that it holds a canonical table, and not a part of one."""
    words = _words(stem)
    named = OWN_NAMES[table.table].search(words) or any(one in words for one in table.called)
    return bool(named) and not _is_part(table, words)


def is_called_otherwise(table: TableMapping, stem: str) -> bool:
    """Whether a file's name says that it holds something else: a history, cases, tasks, campaigns, accounts.

    >>> deals = TableMapping("opportunity", columns={})
    >>> [is_called_otherwise(deals, name) for name in ("OpportunityHistory", "Case", "deals_2024")]
    [True, True, False]
    """
    words = _words(stem)
    return _is_part(table, words) or (not is_called(table, stem) and bool(_OTHERS.search(words)))


def _is_part(table: TableMapping, words: str) -> bool:
    return bool(_PARTS.search(words) or (table.table != "line" and _LINES.search(words)))


def objection(table: TableMapping, raw: RawTable, *, chosen: bool) -> str | None:
    """Why a file that has the columns of a table is not that table, or nothing; a file that was `chosen` by
    its user is not judged by its name.
    """
    stem = raw.file.rpartition(".")[0]
    alien = next((name for name in table.unlike if raw.has(name)), None)
    if alien:
        return f"its heading {alien!r} says that it is no table of {table.table} rows"
    if not chosen and is_called_otherwise(table, stem):
        return f"its name says that it is no table of {table.table} rows"
    foreign = _foreign_ids(table, raw)
    if foreign:
        return f"its ids begin with {foreign}, those of a {table.table} with {table.prefix}"
    if not table.marks or is_called(table, stem) or any(map(raw.has, table.marks)) or _is_whole(table, raw):
        return None
    advice = f'[{table.table}] files = ["{raw.file}"] in a mapping would take it'
    return f"nothing but an id and a state says that it is a table of {table.table} rows; {advice}"


def _is_whole(table: TableMapping, raw: RawTable) -> bool:
    """Whether a file has whatever makes a deal: an id, a state, an owner, an amount, a creation and a closing."""
    known = (table.columns.get(name, ()) for name in _WHOLE)
    return table.table == "opportunity" and all(any(map(raw.has, names)) for names in known)


def is_told_by_flag(table: TableMapping, raw: RawTable, field: str) -> bool:
    """Whether a field is the stage of deals of which a flag says that they were won."""
    flags = table.columns.get("is_won", ())
    return (table.table, field) == ("opportunity", "stage") and any(map(raw.has, flags))


def _words(stem: str) -> str:
    return re.sub(r"[\W_\d]+", " ", _CAMEL.sub(" ", stem)).casefold()


def _foreign_ids(table: TableMapping, raw: RawTable) -> str:
    """How most ids begin where they are Salesforce's, and not those of the table."""
    if not table.prefix:
        return ""
    heading = next((name for name in table.columns.get(IDS[table.table] or "", ()) if raw.has(name)), None)
    position = raw.position(heading) if heading else None
    if position is None:
        return ""
    cells = [raw.columns[position].cell(place) for place in range(min(_LOOKED_AT, len(raw.numbers)))]
    ids = [cell for cell in cells if _SALESFORCE_ID.fullmatch(cell) and cell[:3].upper() != cell[3:6].upper()]
    others = [one for one in ids if not one.startswith(table.prefix)]
    return others[0][:3] if ids and len(others) > _MOST * len(cells) else ""


def are_alike(table: TableMapping, one: RawTable, other: RawTable) -> bool:
    """Whether two files are exports of one table: the same headings, maybe in two languages, or names of one family."""
    headings = [frozenset(map(bare_heading, raw.header)) - {""} for raw in (one, other)]
    stems = [family(raw.file.rpartition(".")[0]) for raw in (one, other)]
    if headings[0] == headings[1] or (stems[0] == stems[1] and stems[0]):
        return True
    fields = [{name for name, known in table.columns.items() if any(map(raw.has, known))} for raw in (one, other)]
    return fields[0] == fields[1] and len(fields[0]) >= _TELLING and one.width == other.width


def pointer(table: TableMapping, part: RawTable, whole: RawTable, *, identity: str) -> str:
    """The column by which the rows of a file point to the ids of another, as its parts or states; empty for none."""
    names = table.columns.get(identity, ())
    heading = next((name for name in names if whole.has(name)), None)
    position = whole.position(heading) if heading else None
    if position is None:
        return ""
    ids = {word[:15] for word in whole.columns[position].words} - {""}
    own = next((part.position(name) for name in names if part.has(name)), None)
    columns = [i for i in range(len(part.header)) if i != own]
    sample = part.head(_LOOKED_AT)
    hits = {i: sum(row.cells[i][:15] in ids for row in sample) for i in columns}
    most = max(hits, key=hits.__getitem__, default=None)
    if most is None or hits[most] <= _FEW * len(sample):
        return ""
    return part.header[most] if hits[most] > _MOST * sum(bool(row.cells[most]) for row in sample) else ""
