"""The site in two languages: where a page is in the other one, and what the theme says in French pages."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

TWICE = {
    "index": "index",
    "decide": "decider",
    "teach": "enseigner",
}  # pages that are in French too, and their names there
FURNITURE = {  # words of the theme that are English on every site
    "Skip to content": "Aller au contenu",
    "Back to top": "Haut de page",
    "On this page": "Sur cette page",
    "Contents": "Sommaire",
    "Next": "Suite",
    "Previous": "Avant",
    "Home": "Commencer",
    "Made with": "Fait avec",
    "Expand": "Déplier",
    "Light mode": "Clair",
    "Dark mode": "Sombre",
    "Auto light/dark, in light mode": "Comme l'appareil, clair",
    "Auto light/dark, in dark mode": "Comme l'appareil, sombre",
    "Toggle Light / Dark / Auto color theme": "Clair, sombre ou comme l'appareil",
    "Toggle site navigation sidebar": "Ouvrir ou fermer le menu du site",
    "Toggle table of contents sidebar": "Ouvrir ou fermer le sommaire",
    "Please activate JavaScript to enable the search functionality.": "La recherche a besoin de JavaScript.",
    "The Cordiale maintainers": "L'équipe de Cordiale",
}
SAID = re.compile(rf"""(?<=[>"; ])(\s*)({"|".join(map(re.escape, FURNITURE))})(?=\s*[<"])""")


def say_where_else(app: Sphinx, page: str, template: str, context: dict[str, object], tree: nodes.document) -> None:
    """Where a page is in the other language."""
    up = "../" * page.count("/")
    if app.config.language == "en":
        context |= {"other": f"{up}fr/{TWICE.get(page, 'index')}.html", "tongue": "fr", "named": "En français"}
    else:
        back = {french: english for english, french in TWICE.items()}
        context |= {"other": f"{up}../{back.get(page, 'index')}.html", "tongue": "en", "named": "In English"}


def say_in_french(app: Sphinx, failure: Exception | None) -> None:
    """The theme's own words in French; those of Sphinx are already."""
    if failure or app.builder.name != "html" or app.config.language != "fr":
        return
    for page in Path(app.outdir).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(SAID.sub(lambda said: said[1] + FURNITURE[said[2]], text), encoding="utf-8")
