"""The documentation site: `python -m sphinx -W -b html docs docs/_build`; the French one is built with it, in `fr/`.

One source: a line `<!-- document: PATH -->` or `<!-- document: PATH#section -->` of a page is replaced by a document of
the repository, and `<!-- generated: NAME -->` by what `generated.py` makes of the code. Nothing is fetched
from a network.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import generated  # noqa: E402  (beside this file, once its place is known)
import tongues  # noqa: E402  (found by the path that is set above)

from cordiale.experiments.page.playing import convene  # noqa: E402  (in a checkout, as the line above)
from cordiale.experiments.page.seeing import see  # noqa: E402
from cordiale.experiments.page.teaching import teach  # noqa: E402

project = "Cordiale"
author = "The Cordiale maintainers"
copyright = author
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "Cordiale"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sphinx = False
html_sidebars = {"**": [f"sidebar/{part}.html" for part in
                        ("brand", "search", "scroll-start", "navigation", "tongue", "scroll-end")]}  # fmt: skip
templates_path = ["_templates"]
exclude_patterns = ["_build", "_templates", "fr"]
myst_heading_anchors = 4
default_role = "code"  # docstrings mark code with one backtick
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
highlight_language = "text"  # a block that names no language is none

LIVE = "smb-inbound"  # the company of the page above the fold
PAGES = {  # documents that have a page of their own, for links between them
    "README.md": "index", "CONTRIBUTING.md": "contributing", "CHANGELOG.md": "changes", "DECISIONS.md": "decisions",
    "simulation/ODD.md": "model/odd", "simulation/TABLES.md": "model/tables", "simulation/README.md": "model/code",
    "simulation/GLOSSARY.md": "model/glossary", "experiments/VALIDATION.md": "validation",
    "experiments/CALIBRATION.md": "calibration", "scenarios/README.md": "reference/scenario",
    "experiments/crm/README.md": "company", "experiments/study/README.md": "studies", "experiments/README.md": "rooms",
}  # fmt: skip
DIRECTIVE = re.compile(r"^<!-- (document|generated): ([^ #]+)(?:#([\w-]+))? -->$", re.MULTILINE)
FENCED = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
ACROSS = re.compile(r"\[([^\]]*)\]\(((?:\.\.|fr)/[^)\s]*)\.md\)")  # from one language's pages to the other's
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#\s]*)(#[\w-]+)?\)")


def setup(app: Sphinx) -> None:
    """Fill pages in as they are read; write the live pages beside them."""
    app.connect("source-read", fill)
    app.connect("doctree-read", drop_empty_heads)
    app.connect("html-page-context", tongues.say_where_else)
    app.connect("build-finished", write_live_pages)
    app.connect("build-finished", tongues.say_in_french)
    app.connect("build-finished", build_in_french)


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Replace lines that name a document or something generated; KeyError or OSError where there is none."""
    titled = re.search("^# ", source[0], re.MULTILINE) is not None

    def filled(found: re.Match[str]) -> str:
        if found[1] == "generated":
            return generated.MADE[found[2]]()
        text = document(found[2], found[3], page)
        return lowered(text) if titled and not found[3] else text

    source[0] = ACROSS.sub(r'<a href="\2.html">\1</a>', DIRECTIVE.sub(filled, source[0]))


def lowered(text: str) -> str:
    """A document as a part of a page that has a title of its own: every heading one level down."""
    parts = FENCED.split(text)
    parts[::2] = [re.sub("^#", "##", part, flags=re.MULTILINE) for part in parts[::2]]
    return "".join(parts)


def drop_empty_heads(app: Sphinx, tree: nodes.document) -> None:
    """A table without headings has no row of them."""
    for head in [*tree.findall(nodes.thead)]:
        if not head.astext().strip():
            head.parent.remove(head)


def document(path: str, section: str | None, page: str) -> str:
    """A document, or one section of it, with links that lead where they should from the page."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if section:
        text = part_of(text, section, path)
    return LINK.sub(lambda link: linked(link, Path(path), page), text)


def part_of(text: str, section: str, path: str) -> str:
    """The section whose heading has this anchor, without the heading."""
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        if re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") == section:
            return body
    raise KeyError(f"{path} has no section {section}")


def linked(link: re.Match[str], path: Path, page: str) -> str:
    """A link of a document as the page has it: to a picture, to another page, or, where neither is, its words alone."""
    picture, words, target, anchor = link[1], link[2], link[3], link[4] or ""
    if "://" in target or target.startswith("mailto:"):
        return link[0]
    file = (ROOT / path.parent / target).resolve() if target else ROOT / path
    if picture:
        return f"![{words}]({'../' * (page.count('/') + 1)}{file.relative_to(ROOT).as_posix()})"
    at = PAGES.get(file.relative_to(ROOT).as_posix()) if file.is_relative_to(ROOT) else None
    if at is None:
        return words
    return f"[{words}]({anchor})" if at == page and anchor else f"[{words}](/{at}.md{anchor})"


def write_live_pages(app: Sphinx, failure: Exception | None) -> None:
    """The live page, the lessons and the class, as `cordiale see` and `cordiale teach` write them."""
    if failure or app.builder.name != "html":
        return
    tongue, static = app.config.language, Path(app.outdir) / "_static"
    see(LIVE, language=tongue).write(static / f"see-{tongue}.html")
    teach(static / f"lessons-{tongue}", language=tongue)
    convene(static / f"class-{tongue}", language=tongue)


def build_in_french(app: Sphinx, failure: Exception | None) -> None:
    """The pages of `fr/` as a site of their own, with its own menu and search. SphinxError for any warning."""
    if failure or app.builder.name != "html" or app.config.language == "fr":
        return
    out = Path(app.outdir) / "fr"
    words = [
        "-q",
        "-W",
        "--keep-going",
        "-E",
        "-b",
        "html",
        "-c",
        str(HERE),
        "-D",
        "language=fr",
        "-d",
        str(out / ".doctrees"),
    ]
    if subprocess.run([sys.executable, "-m", "sphinx", *words, str(HERE / "fr"), str(out)], check=False).returncode:
        raise SphinxError("the pages in French have warnings")
