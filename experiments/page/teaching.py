"""The lessons of `cordiale teach`: pages in which a prediction is locked before companies live, and sheets to print.

>>> from cordiale.experiments.page.teaching import LESSONS, lesson
>>> page = lesson("phantom")
>>> page[:15], len(page) < 400_000
('<!doctype html>', True)
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.state import element

from ..figures.marks import marks
from ..foundations.errors import UsersError
from .artefact import ENGINE
from .assembling import assembled, inlined, packed, packed_json, policy
from .loading import told
from .seeing import HERE, LANGUAGES, PARTS
from .shelving import MADE_BY, put_down
from .showing import bounds, decided, rests
from .worded import page_words

ROOM = HERE / "lessons"
LESSONS = ("phantom", "lead", "weather", "luck", "balance", "wrong")
COMPANIES, QUARTERS, LUCK = 32, 12, 1  # matched companies of a lesson, what they live, the luck it begins with
PLAIN = ("marketing-led", "sales-led", "proportional", "drift")  # whose marks lines wear that are no paradigm's
READ = ("opinions", "people", "ties")  # tables that a lesson reads beside those of every page


@cache
def declared(name: str) -> dict[str, Any]:
    """A lesson as its file declares it. Raises UsersError for one that there is not, or that asks for no outcome."""
    if name not in LESSONS:
        raise UsersError(f"lesson = {name!r} is not one of {', '.join(LESSONS)}")
    found: dict[str, Any] = tomllib.loads((ROOM / f"{name}.toml").read_text("utf-8"))
    return found


@cache
def words_of(name: str) -> dict[str, dict[str, str]]:
    """What a page says: the words of the see page, those that lessons share, and its own, by key and language."""
    return page_words(PARTS, ROOM, own=declared(name)["words"])


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
        "lesson": {"keys": [], **design},
        "verdicts": ["holds", "fails", "cannot tell"],
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


def style() -> str:
    return (PARTS / "see.css").read_text("utf-8") + (ROOM / "lesson.css").read_text("utf-8")


def check(language: str) -> None:
    if language not in LANGUAGES:
        raise UsersError(f"language = {language!r} is not known; allowed: {', '.join(LANGUAGES)}")


def contents(language: str) -> str:
    """The list of lessons and sheets, a page without scripts."""
    words = words_of(LESSONS[0])
    items = [
        f'<li><p><a href="{name}.html"><b>{said("title", name, language)}</b></a><br>'
        f"{said('question', name, language)}</p></li>"
        for name in LESSONS
    ]
    sheets = [f'<li><a href="{who}-{language}.html">{words[who][language]}</a></li>' for who in ("teacher", "student")]
    body = f"<p>{words['list about'][language]}</p><ol>{''.join(items)}</ol><ul>{''.join(sheets)}</ul>"
    return plain(words["list title"][language], body, language)


def said(key: str, name: str, language: str) -> str:
    return html.escape(words_of(name)[key][language])


def sheet(who: str, language: str) -> str:
    """The teacher's or the student's sheet, to print: one page a lesson."""
    words = {key: html.escape(text[language]) for key, text in words_of(LESSONS[0]).items()}
    parts = [_for_teachers(name, language, words) if who == "teacher" else _for_students(name, language, words)
             for name in LESSONS]  # fmt: skip
    return plain(words[who], "".join(f'<section class="sheet">{part}</section>' for part in parts), language)


def _for_teachers(name: str, language: str, words: dict[str, str]) -> str:
    own = {key: said(key, name, language) for key in declared(name)["words"]}
    judged = [row for row in rests()["patterns"] if row["pattern"] in declared(name)["patterns"]]
    verdicts = [f"{row['pattern']} {words['verdict ' + row['verdict']]}" for row in judged]
    return (
        f"<h2>{own['title']}</h2><p><b>{own['question']}</b></p><p>{words['sheet timing']}{own['answer']}</p>"
        f"<h3>{words['debrief']}</h3><p>{own['lesson debrief']}</p>"
        f"<h3>{words['misconception']}</h3><p>{own['lesson misconception']}</p>"
        f"<h3>{words['sheet not']}</h3><p>{own['not']}</p>"
        f"<h3>{words['weak']}</h3><p>{own['lesson weak']} {words['pattern']}: {', '.join(verdicts)}.</p>"
    )


def _for_students(name: str, language: str, words: dict[str, str]) -> str:
    asked = f"<h2>{said('title', name, language)}</h2><p><b>{said('question', name, language)}</b></p>"
    room = "".join(f"<h3>{words[key]}</h3><div class='room'></div>" for key in
                   ("sheet prediction", "sheet seen", "sheet explained"))  # fmt: skip
    return f"{asked}<p>{said('ask', name, language)}</p>{room}"


def plain(title: str, body: str, language: str) -> str:
    """A page without scripts."""
    look = style() + ".room { height: 120px; border-bottom: 1px solid #999; } .sheet { break-after: page; }"
    safe = policy(look, "")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'{MADE_BY} teach {version("cordiale")}">\n<meta http-equiv="Content-Security-Policy" content="{safe}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{look}</style>\n</head>\n<body><main><h1>{title}</h1>\n{body}\n</main></body>\n</html>\n"
    )


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
