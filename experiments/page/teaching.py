"""The lessons of `cordiale teach`: pages in which a prediction is locked before companies live, and sheets to print.

>>> from cordiale.experiments.page.teaching import LESSONS, lesson
>>> page = lesson("phantom")
>>> page[:15], len(page) < 400_000
('<!doctype html>', True)
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.state import element

from ..figures.marks import marks
from .artefact import ENGINE
from .assembling import assembled, inlined, packed, packed_json
from .handouts import contents, sheet
from .loading import told
from .seeing import HERE, LANGUAGES, PARTS
from .shelving import put_down
from .showing import bounds, decided, rests
from .syllabus import COMPANIES, LESSONS, LUCK, QUARTERS, ROOM, VERDICTS, check, declared, style, unit_of, words_of

PLAIN = ("marketing-led", "sales-led", "proportional", "drift")  # whose marks lines wear that are no paradigm's
READ = ("opinions", "people", "ties")  # tables that a lesson reads beside those of every page


def lesson(name: str, *, language: str = "en", companies: int = COMPANIES) -> str:
    """One lesson as a self-contained page that begins in `language`; `companies`, a power of 2 up to 64, are lived.

    Raises UsersError for a lesson or a language that there is not.
    """
    check(language)
    made, words, release = declared(name), words_of(name), version("cordiale")
    company = prepare(load_scenario(made["scenario"]))
    tables = told(company)
    tables["tables"] |= {table: layout(table) for table in READ}
    outcomes = sorted({line["outcome"] for line in made.get("lines", [])} & set(NAMES))
    colours = marks([*company.scenario.rows])
    rest = [colours[name] for name in PLAIN]
    looks = [colours.get(key, rest[place]) for place, key in enumerate(made.get("keys", []))]
    design = {key: value for key, value in made.items() if key not in ("words", "scenario", "patterns")}
    facts = {
        "lesson": {"keys": [], **design, "unit": unit_of(name)},
        "verdicts": VERDICTS,
        "rests": {"patterns": [row for row in rests()["patterns"] if row["pattern"] in made["patterns"]]},
        "outcomes": outcomes,
        "companies": companies,
        "quarters": QUARTERS,
        "luck": LUCK,
        "decisions": decided(company.scenario, QUARTERS),
        "marks": [{"colour": each.colour, "marker": each.marker, "dash": ""} for each in looks],
        "scenario": {"currency": company.scenario.currency},
        "language": language,
        "languages": LANGUAGES,
        "version": release,
        **bounds(2),
    }
    return assembled(
        (ROOM / "lesson.html").read_text("utf-8"),
        style=style(),
        script=inlined(ROOM / "lesson.mjs", PARTS, HERE),
        data={
            "engine": packed(ENGINE.read_bytes()),
            "company": packed_json(tables),
            "facts": packed_json(facts),
            "words": packed_json(words),
            "worker": inlined(ROOM / "pupil.mjs", HERE),
        },
        words={
            "language": language,
            "verb": "teach",
            "title": words["title"][language],
            "version": release,
            "without": words["without scripts"][language],
        },
    )


def layout(table: str) -> dict[str, Any]:
    """Where all fields of a table's rows lie, as `loading.told` says it of the tables that every page reads."""
    kind = element(table)
    fields: Mapping[str, Any] = kind.fields or {}
    return {"size": kind.itemsize, "fields": {name: [place[1], place[0].kind] for name, place in fields.items()}}


def teach(folder: Path, *, language: str = "en") -> Path:
    """Write all lessons, their list and their sheets in both languages; the list.

    Raises UsersError, before anything is written, where a file of one of the names is there that is no page of
    Cordiale's; StoreError where nothing can be written.
    """
    check(language)
    pages = {f"{name}.html": lesson(name, language=language) for name in LESSONS}
    pages |= {f"{who}-{each}.html": sheet(who, each) for who in ("teacher", "student") for each in LANGUAGES}
    pages["index.html"] = contents(language)
    put_down(folder, pages)
    return folder / "index.html"
