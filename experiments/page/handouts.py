"""Pages without scripts that go with the lessons: their list, and the teacher's and the student's sheet, to print."""

from __future__ import annotations

import html
from importlib.metadata import version
from typing import Any

from cordiale.simulation.scenario.files import load_scenario

from ..foundations.language import Words
from ..foundations.language import words as numbers_of
from ..foundations.phrases import rounded
from .answered import answers
from .assembling import policy
from .shelving import MADE_BY
from .showing import rests
from .syllabus import LESSONS, QUARTERS, VERDICTS, declared, style, unit_of, words_of

TOLD = (4, 8, QUARTERS)  # quarters of which a sheet has the numbers, unless the lesson names others
LOOK = (  # of A4 a page a lesson, in both languages
    ".room { height: 95px; border-bottom: 1px solid #999; } .sheet { break-after: page; break-inside: avoid; } "
    ".sheet:last-child { break-after: auto; } "
    ".numbers td, .numbers thead th { text-align: right; white-space: nowrap; } "
    ".sheet h2 { font-size: 1.4rem; margin: 1.2em 0 .2em; } .sheet h3 { font-size: 1rem; margin: 1.1em 0 .2em; } "
    ".sheet p { margin: .3em 0; } .sheet ul { list-style: '☐  '; } .paper { width: 100%; max-width: 640px; } "
    ".judged { font-size: .78rem; line-height: 1.25; } .judged :is(th, td) { padding: .2em .7em .2em 0; } "
    ".judged tbody th { font-weight: 400; } .judged td { font-size: 1.1rem; line-height: 1; } "
    ".judged ~ .room { height: 45px; } "
    "@media print { .sheet { font-size: .9em; } .judged { font-size: .66rem; } .judged td { line-height: .9; } }"
)
OPEN = ("sheet prediction", "sheet seen", "sheet explained")  # what a pupil writes
WIDE, TALL, LEFT, STEP = 640, 200, 50, 48  # of the paper to draw on: its picture, its margin, a quarter


def contents(language: str) -> str:
    """The list of lessons and sheets."""
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
    """The teacher's or the student's sheet: one page a lesson."""
    words = {key: html.escape(text[language]) for key, text in words_of(LESSONS[0]).items()}
    parts = [_for_teachers(name, language, words) if who == "teacher" else _for_students(name, language, words)
             for name in LESSONS]  # fmt: skip
    return plain(words[who], "".join(f'<section class="sheet">{part}</section>' for part in parts), language)


def _for_teachers(name: str, language: str, words: dict[str, str]) -> str:
    own = {key: said(key, name, language) for key in declared(name)["words"]}
    verdicts = ", ".join(
        f"{row['pattern']} {html.escape(row['name'][language])} ({words['verdict ' + row['verdict']]})"
        for row in judged(name)
    )
    return (
        f"<h2>{own['title']}</h2><p><b>{own['question']}</b></p>"
        f"<p>{own.get('sheet timing', words['sheet timing'])}{own['answer']}</p>"
        f"{in_numbers(name, language)}"
        f"<h3>{words['debrief'].lstrip('0123456789. ')}</h3><p>{own['lesson debrief']}</p>"
        f"<h3>{words['misconception']}</h3><p>{own['lesson misconception']}</p>"
        f"<h3>{words['sheet not']}</h3><p>{own['not']}</p>"
        f"<h3>{words['weak']}</h3><p>{own['lesson weak']} {words['sheet patterns'].format(verdicts=verdicts)}</p>"
    )


def judged(name: str) -> list[dict[str, Any]]:
    """The patterns of the validation that a lesson rests on."""
    return [row for row in rests()["patterns"] if row["pattern"] in declared(name)["patterns"]]


def in_numbers(name: str, language: str) -> str:
    """What the page finds first, as a table: a row a line, with 95 % intervals; nothing of a lesson without companies.

    Where the model has changed since the numbers were made, a sentence says that they are left out.
    """
    if "lines" not in declared(name):
        return ""
    words, found = {key: text[language] for key, text in words_of(name).items()}, answers()
    currency = load_scenario(declared(name)["scenario"]).currency
    head = f"<h3>{words['sheet numbers']}</h3>"
    if found is None:
        return f"{head}<p>{words['sheet stale']}</p>"
    own, form = found[name], _form(unit_of(name), numbers_of(language))
    rows = [(words[f"line {key}"], course) for key, course in own["lines"].items()]
    rows += [(words["sheet cost"], own["cost"])] if "cost" in own else []
    told = declared(name).get("sheet", TOLD)
    about = words["sheet about"].format(chart=words["chart of"].format(currency=currency), n=own["companies"])
    cells = "".join(
        f'<tr><th scope="row">{html.escape(line)}</th>'
        + "".join(f"<td>{form(*course[quarter - 1])}</td>" for quarter in told) + "</tr>"
        for line, course in rows
    )  # fmt: skip
    heads = "".join(f'<th scope="col">{words["Q"].format(number=quarter)}</th>' for quarter in told)
    return (
        f"{head}<p>{_sentence(own, words, form, currency)}{html.escape(about)}</p>"
        '<div class="wide" tabindex="0"><table class="numbers">'
        f'<thead><tr><th scope="col"></th>{heads}</tr></thead><tbody>{cells}</tbody></table></div>'
    )


def _sentence(own: dict[str, Any], words: dict[str, str], form: Any, currency: str) -> str:
    """The page's own sentence of who is first, for a lesson that asks for it."""
    if "first" not in own:
        return ""
    first, second = own["first"], own["second"]
    value, following = (form(own["lines"][key][-1][0]) for key in (first, second))
    named = (words[f"line {key}"] for key in (first, second))
    holes = dict(zip(("first", "second"), (each[:1].lower() + each[1:] for each in named), strict=True))
    said = words["found" if own["sure"] else "found unsure"]
    return html.escape(said.format(**holes, value=value, next=following, currency=currency)) + " "


def _form(unit: str | None, numbers: Words) -> Any:
    """How a number of a lesson's unit is told, with half its interval; money is told in millions."""
    scale = 100 if unit == "points" else 1 / 1000

    def signed(value: float, *, sign: bool = True) -> str:
        return numbers.short(rounded(scale * value, 3), at_most=2, sign=sign)

    def told(mean: float, half: float | None = None) -> str:
        if unit == "share":
            return numbers.percent(mean, 1) + ("" if half is None else f" ± {numbers.percent(half, 1)}")
        return signed(mean) + ("" if half is None else f" ± {signed(half, sign=False)}")

    return told


def _for_students(name: str, language: str, words: dict[str, str]) -> str:
    asked = f"<h2>{said('title', name, language)}</h2><p><b>{said('question', name, language)}</b></p>"
    open_to = ("sheet explained",) if declared(name)["kind"] == "verdicts" else OPEN
    room = "".join(f"<h3>{words[key]}</h3><div class='room'></div>" for key in open_to)
    return f"{asked}<p>{said('ask', name, language)}</p>{_to_fill_in(name, language, words)}{room}"


def _to_fill_in(name: str, language: str, words: dict[str, str]) -> str:
    """What a lesson asks to draw, to choose or to judge, on paper."""
    made = declared(name)
    if made["kind"] == "choose":
        keys = made.get("predicted", made["keys"])
        return "<ul>" + "".join(f"<li>{said(f'answer {key}', name, language)}</li>" for key in keys) + "</ul>"
    return _paper(name, language) if made["kind"] == "draw" else _to_judge(name, language, words)


def _to_judge(name: str, language: str, words: dict[str, str]) -> str:
    """Every sentence with a box for each verdict."""
    heads = "".join(f'<th scope="col">{words[f"verdict {verdict}"]}</th>' for verdict in VERDICTS)
    rows = "".join(
        f'<tr><th scope="row"><b>{html.escape(row["name"][language])}</b>. '
        f"{html.escape(row['statement'][language])}</th>{'<td>☐</td>' * len(VERDICTS)}</tr>"
        for row in judged(name)
    )
    return f'<table class="judged"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _paper(name: str, language: str) -> str:
    """A share by quarter, from 0 to 100 %, without a line."""
    words, numbers, text = words_of(name), numbers_of(language), '<text x="{}" y="{}" font-size="12">{}</text>'
    drawn = []
    for quarter in range(QUARTERS + 1):
        at = LEFT + STEP * quarter
        drawn.append(f'<path d="M{at} 10V{TALL}" stroke="#ccc"/>')
        if quarter:
            drawn.append(text.format(at - 30, TALL + 18, words["Q"][language].format(number=quarter)))
    for share in (0, 0.25, 0.5, 0.75, 1):
        high = TALL - share * (TALL - 10)
        drawn.append(f'<path d="M{LEFT} {high}H{LEFT + STEP * QUARTERS}" stroke="#999"/>')
        drawn.append(text.format(0, high + 4, numbers.percent(share, 0)))
    return f'<svg class="paper" viewBox="0 0 {WIDE} {TALL + 24}" aria-hidden="true">{"".join(drawn)}</svg>'


def plain(title: str, body: str, language: str) -> str:
    """A page without scripts."""
    look = f"{style()} {LOOK}"
    safe = policy(look, "")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'{MADE_BY} teach {version("cordiale")}">\n<meta http-equiv="Content-Security-Policy" content="{safe}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{look}</style>\n</head>\n<body><main><h1>{title}</h1>\n{body}\n</main></body>\n</html>\n"
    )
