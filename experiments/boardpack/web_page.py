"""A board pack as one page of HTML: offline, without JavaScript, for screen readers, phones and paper.

Charts are drawn by the template from the figures themselves, as small SVG beside text that stays text: it can be read,
searched and enlarged, wraps on a phone, and needs no font or picture in the file.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .geometry import axis_of_table, course_of, figures_of, strip
from .pack import Pack, Row, Sentence, Table, Told
from .vocabulary import vocabulary

TEMPLATE, STYLE = "page.html", "page.css"


def page(pack: Pack) -> str:
    """The page. Raises an error of Jinja's for a name that the template has and the pack has not."""
    return environment().get_template(TEMPLATE).render(pack=pack, style=Markup(_text(STYLE)))


@cache
def environment() -> Environment:
    """Jinja, with what the template draws figures and charts by."""
    found = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {"told": told, "filled": filled}
    found.globals |= {"axis_of": axis_of_table, "course_of": course_of, "strip_of": strip_of}
    return found


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def told(figure: Told) -> Markup:
    """A figure, with its value for machines and its address.

    >>> told(Told("options.stay.value", 0.0, "0", "gain"))
    Markup('<data value="0.0" data-id="options.stay.value">0</data>')
    """
    value = "" if figure.value is None else repr(figure.value)
    return Markup('<data value="{}" data-id="{}">{}</data>').format(value, figure.address, figure.words)


def filled(sentence: Sentence) -> Markup:
    """A sentence with its gaps filled; words from a scenario cannot become markup."""
    gaps = {name: told(each) if isinstance(each, Told) else each for name, each in sentence.gaps.items()}
    return Markup(str(Markup.escape(sentence.words))).format(**gaps)


def strip_of(table: Table, row: Row, axis: Any) -> Any:
    """A row of a chart, with its words for whoever does not see it."""
    words, found = vocabulary(table.facts.w, "page"), [each.words for each in figures_of(table, row)]
    if table.chart is not None and table.chart.kind == "pair":
        said = words.said("two", name=row.name, first=found[0], second=found[1])
    elif len(found) == 3:
        said = words.said("between", name=row.name, value=found[0], low=found[1], high=found[2])
    else:
        said = words.said("of", name=row.name, value=found[0])
    return strip(table, row, axis, words=said)
