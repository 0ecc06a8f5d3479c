"""The page of `cordiale see`: a company, the engine and all questions about switching in one file.

>>> from cordiale.experiments.page.seeing import see
>>> page = see("smb-inbound", quarters=8)
>>> page.html[:15], len(page.html) < 400_000
('<!doctype html>', True)
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..foundations.atomic import write_text
from ..foundations.errors import UsersError
from .artefact import ENGINE
from .assembling import assembled, inlined, packed, packed_json
from .ready import ready
from .worded import CAVEAT, Said, page_words

if TYPE_CHECKING:
    from cordiale.simulation.scenario.scenario import Scenario

HERE = Path(__file__).parent
PARTS = HERE / "see"
STAGE = HERE / "theatre"
LANGUAGES = ("en", "fr")
MADE_BY = '<meta name="generator" content="Cordiale see'
FRAME = 1100  # pixels that a notebook gives the page


@dataclass(frozen=True)
class Page:
    """One self-contained HTML file, and the name of its company; a notebook shows it where it is a cell's value."""

    html: str
    company: str = ""

    def write(self, file: str | Path) -> Path:
        """Write the page whole, or not at all; an older page of Cordiale's is replaced.

        Raises UsersError for a name that does not end in .html and for a file that is no such page, StoreError where
        nothing can be written.
        """
        path = Path(file)
        if path.suffix.lower() not in (".html", ".htm"):
            raise UsersError(f"{path}: the page is an HTML file; its name ends in .html")
        if path.is_dir() or (path.is_file() and MADE_BY.encode() not in path.read_bytes()[:4096]):
            raise UsersError(f"{path} is there already and no page of Cordiale's; it was left as it is")
        write_text(path, self.html)
        return path

    def _repr_html_(self) -> str:
        """A frame with the page in it, which may run scripts and nothing else, whatever the document around it is in.

        Its policy allows the script as it was written: read in another encoding, it would be another and be refused.
        """
        held = html.escape(self.html, quote=True).encode("ascii", "xmlcharrefreplace").decode()
        title = html.escape("Cordiale", quote=True)
        return (
            f'<iframe title="{title}" sandbox="allow-scripts" width="100%" height="{FRAME}" srcdoc="{held}"></iframe>'
        )


def caveat(language: str) -> str:
    """What the numbers of a page rest on, in one of its languages."""
    return page_words(PARTS)[CAVEAT][language]


def see(
    scenario: Scenario | str = "status-quo",
    *,
    quarters: int = 12,
    seed: int = 1,
    switch_quarter: int = 2,
    language: str = "en",
    theatre: bool = False,
) -> Page:
    """The page of a company: its headline, its chart, its dials, in the language it begins with.

    `scenario` is one, or its name or path; `quarters` 1 to 400 are lived; a switch begins in `switch_quarter`, 1 to
    `quarters`; `seed` is the luck it begins with; with `theatre` it begins inside one company. Raises ScenarioError
    for what is outside its range and for a company that a browser cannot live, UsersError for a language other than
    `en` and `fr`.
    """
    if language not in LANGUAGES:
        raise UsersError(f"language = {language!r} is not known; allowed: {', '.join(LANGUAGES)}")
    told, facts = company_of(scenario, quarters=quarters, seed=seed, switch_quarter=switch_quarter)
    words = page_words(PARTS)
    release, begun = version("cordiale"), {"language": language, "theatre": theatre}
    return Page(
        assembled(
            _text(PARTS / "see.html").replace("{{theatre}}", _text(STAGE / "theatre.html")),
            style=_text(PARTS / "see.css") + _text(STAGE / "theatre.css"),
            script=inlined(PARTS / "see.mjs", STAGE, HERE),
            data={
                "engine": packed(ENGINE.read_bytes()),
                "company": packed_json(told),
                "facts": packed_json(facts | begun | {"languages": LANGUAGES, "version": release}),
                "words": packed_json(words),
                "worker": inlined(PARTS / "worker.mjs", STAGE, HERE),
            },
            words={
                "language": language,
                "verb": "see",
                "title": f"Cordiale: {_titled(facts['scenario'], words, language)}",
                "version": release,
                "without": words["without scripts"][language],
            },
        ),
        facts["scenario"]["name"],
    )


def company_of(scenario: Scenario | str, **asked: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a page takes of a company: ready for a shipped one, else founded, for which the model is loaded."""
    found = ready(scenario, **asked) if isinstance(scenario, str) else None
    if found is not None:
        return found
    from cordiale.simulation.runs.company import prepare  # late: it loads the model
    from cordiale.simulation.scenario.files import load_scenario  # late: so does it

    from .loading import told  # late: and it
    from .showing import shown  # late: and it

    company = prepare(load_scenario(scenario) if isinstance(scenario, str) else scenario)
    return told(company), shown(company, **asked)


def _titled(scenario: dict[str, str], words: Said, language: str) -> str:
    """A shipped company's title in the page's language, another's as its scenario has it."""
    name, title = scenario["name"], scenario["title"]
    known = words.get(f"title {name}", {})
    return known[language] if title and known.get("en") == title else title or name


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
