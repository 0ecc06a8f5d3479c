"""The words: both languages have the same, every one is used, and everything declared has its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from cordiale.experiments.comparison.echo import ECHO
from cordiale.experiments.comparison.figures.org_graphs import FUNCTIONS
from cordiale.experiments.comparison.measures import FRICTION, GAP, REVENUE
from cordiale.experiments.decision.by_lever import LEVERS
from cordiale.experiments.decision.channels import CHANNELS
from cordiale.experiments.decision.explaining import WAY
from cordiale.experiments.decision.ruled import FEW_SETS, NO_METHOD, NOTHING, ONE_SIDED
from cordiale.experiments.decision.warning_signs import SEEN
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.fields import choices, cited
from cordiale.experiments.foundations.language import ENGLISH, Language, catalogue, words
from cordiale.experiments.plain_words.glossary import paragraphs
from cordiale.experiments.plain_words.measured import ABOUT, PER_PARADIGM
from cordiale.experiments.plain_words.scales import HOLES, STRENGTH
from cordiale.experiments.plain_words.topics import KINDS, TABLES, topics
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.outcomes import NAMES, OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, SETTINGS, Structure
from cordiale.simulation.world.parameters import PARAMETERS, Economics, declared
from cordiale.simulation.world.words import FORCES
from tests.support.commandline import ROOT
from tests.support.translated import translated

PACKS = "pack."  # asked for part by part: tests/experiments/boardpack sees that each is
TOPICS = [*topics(load_scenario("status-quo"))]
PATTERNS = {PER_PARADIGM, *sum(ABOUT.values(), ())}
SHOWN = [(claim, part) for claim in CLAIMS if claim.pattern in PATTERNS for part in claim.parts]


def rows() -> Iterator[str]:
    """What the words for a setting of a row are kept under."""
    for name, field in Structure.model_fields.items():
        if name == "power_balance":
            yield from (f"{name}.{side}" for side in ("sales", "equal", "marketing"))
        elif field.annotation is bool:
            yield from (f"{name}.{answer}" for answer in ("yes", "no"))
        else:
            yield from [f"{name}.{choice}" for choice in choices(field)] or [name]


OWED = ("clarity", "signs", "sign", "spread", "need", "level", "order", "form", "symmetry", "role", "most", "unknown",
        "both")  # fmt: skip

# What is looked up by the name of something declared: exactly the names that there are.
FAMILIES: dict[str, Iterable[str]] = {
    "count": [
        f"{what}.{many}" for what in ("pairs", "quarters", "replications", "matched") for many in ("one", "many")
    ],
    "cited": OWED,
    "paradigm": PARADIGMS,
    "force": FORCES,
    "forces": ("none", "all", *FORCES, "joined", "under"),
    "option": ("stay", "switch", "later", "steps", "back"),
    "lever": (*LEVERS, WAY),
    "channel": CHANNELS,
    "seen": SEEN,
    "learn": ("trust", "leadership", "follow-up"),
    "learn.kind": ("parameter", "survey", "if unknown"),
    "decide.part": ("map", "leadership", "rules"),
    "decide.rules_why": (FEW_SETS, NO_METHOD, ONE_SIDED, NOTHING),
    "figure.panel": ("revenue", "revenue_less", "friction", "friction_less", "sales", "marketing", "gap", "trade"),
    "figure.org": (
        "run",
        "of",
        "of_switch",
        "key",
        "quilt",
        "start",
        "end",
        "nobody",
        "together",
        "same",
        "more",
        "less",
        "trust",
        "mean_trust",
        *FUNCTIONS,
        "leader",
        "sales_teams",
        "marketing_teams",
    ),
    "echo": [each.name for each in ECHO],
    "superlative": [
        f"{name}.{many}"
        for name in (REVENUE.name, FRICTION.name, GAP.name, "most", "least")
        for many in ("one", "several")
    ],
    "verdict": (HOLDS, FAILS, UNDECIDED),
    "study": PARADIGMS,
    "about": FORCES,
    "question": SETTINGS,
    "row": [*rows()],
    "scale": ("settles", STRENGTH, *HOLES),
    "bound": ("within", "above", "below"),
    "explain.kind": KINDS,
    "explain.plural": KINDS,
    "explain.shape": get_args(Profile.model_fields["shape"].annotation),
}
# The same, in French only: their English stands where they are declared.
DECLARED: dict[str, Iterable[str]] = {
    "pattern": [claim.name for claim in CLAIMS],
    "statement": [claim.name for claim in CLAIMS],
    "design": [claim.name for claim in CLAIMS if claim.pattern == PER_PARADIGM],
    "measured": [part.says.partition(": ")[2] if claim.pattern == PER_PARADIGM else part.says for claim, part in SHOWN],
    "outcome": NAMES,
    "parameter": [topic.name for topic in TOPICS if topic.kind == "parameter"],
    "group": TABLES,
    "setting": SETTINGS,
    "glossary": [paragraph.heading for paragraph in paragraphs()],
    "unit": {each.unit for each in (*PARAMETERS, *declared({"economics": Economics}), *OUTCOMES)} - {"1"}
    | {part.unit for _, part in SHOWN if part.unit},
}


def family(key: str) -> str:
    """The longest beginning of a key that is a family; nothing if there is none."""
    return max((each for each in (*FAMILIES, *DECLARED) if key.startswith(f"{each}.")), key=len, default="")


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", [*FAMILIES, *DECLARED])
def test_everything_declared_has_its_words_and_nothing_else_has(name: str) -> None:
    found = {key.removeprefix(f"{name}.") for key in catalogue() if family(key) == name}
    assert found == set((FAMILIES | DECLARED)[name])


PAGES = sorted((ROOT / "experiments" / "page").glob("*/words.toml"))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.parent.name)
def test_pages_say_everything_in_both_languages_with_the_same_holes(file: Path) -> None:
    for key, told in tomllib.loads(file.read_text("utf-8")).items():
        assert told.keys() == {*Language}, key
        assert len({frozenset(holes(text)) for text in told.values()}) == 1, key
        assert all(text.strip() for text in told.values()), key


OTHERWISE = {
    "statement.levels",
    "statement.strengths and weaknesses",
}  # declared by a file or a table that no reader has


def test_both_languages_say_the_same_with_the_same_holes() -> None:
    for key, told in catalogue().items():
        expected = {"fr"} if family(key) in DECLARED and key not in OTHERWISE else {*Language}
        assert told.keys() == expected, key
        assert len({frozenset(holes(text)) for text in told.values()}) == 1, key
        assert all(text.strip() for text in told.values()), key


OPPOSITES = (  # what is said of one of two sides, in English and in French
    (("above", "au-dessus"), ("below", "au-dessous")),
    ((r"\bS in M\b", r"\bV en M\b"), (r"\bM in S\b", r"\bM en V\b")),
    ((r"\bsales\b", r"\bventes?\b|commercia"), (r"\bmarket", r"\bmarket")),
    ((r"\bfirst\b", r"\bpremi|d'abord"), (r"\blast\b", r"\bderni")),
    ((r"\bmore\b|most", r"\bplus\b|davantage"), (r"\bless\b|least|fewer", r"\bmoins\b")),
    ((r"\bbefore\b", r"\bavant\b|déjà"), (r"\bafter\b", r"\baprès\b")),
    ((r"\bexec", r"\bdirig"), (r"\bpract", r"\bterrain\b")),
    ((r"\blow|smallest", r"\bbas|faible|inférieur|petit"), (r"\bhigh|largest", r"\bhaut|élevé|supérieur|grand")),
    ((r"\bgain|\bwins?\b|\bwon\b", r"\bgagn|gain"), (r"\blos[ts]|loss", r"\bperd|perte")),
    ((r"\bahead\b", r"en avance|devan[ct]"), (r"\bbehind\b", r"en retard|derrière")),
    ((r"\byes\b", r"\boui\b"), (r"\bno\b", r"\bnon\b")),
    ((r"\bbetter\b", r"\bmieux\b|meilleur"), (r"\bworse\b", r"\bpire|\bmoins bien|\bplus mal|empire")),
    ((r"\bfull\b|\bfilled\b", r"\bplein"), (r"\bhollow\b", r"\bcreu")),
    ((r"\bstart\b", r"\bdébut"), (r"\bend\b", r"\bfin\b")),
)


@pytest.mark.parametrize("sides", OPPOSITES)
def test_french_never_says_the_opposite_side_of_what_english_says(sides: tuple[tuple[str, str], ...]) -> None:
    def says(language: str, one: int, other: int) -> list[dict[str, str]]:
        """What in a language speaks of one side and not of the other."""
        place = [*Language].index(Language(language))
        here, there = (re.compile(sides[side][place], re.IGNORECASE) for side in (one, other))
        every = ({"en": english, "fr": french} for english, french in translated().values())
        return [told for told in every if here.search(told[language]) and not there.search(told[language])]

    for side in (0, 1):
        assert says("en", side, 1 - side)
        turned_round = says("fr", 1 - side, side)
        assert [told for told in says("en", side, 1 - side) if told in turned_round] == []


def test_every_word_is_used() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "experiments").rglob("*.py"))
    asked = set(re.findall(r"""["']([\w\-]+(?:\.[\w\-]+)+)["']""", sources))
    assert [key for key in catalogue() if not family(key) and not key.startswith(PACKS) and key not in asked] == []


def test_every_word_asked_for_is_there() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "experiments").rglob("*.py"))
    asked = re.findall(r"""\bw(?:\(\s*|\[)["']([\w\-]+(?:\.[\w\-]+)+)["']""", sources)
    assert asked
    assert [key for key in asked if key not in ENGLISH] == []


def test_french_is_typed_with_ordinary_spaces_and_set_with_those_that_do_not_break() -> None:
    typed = [told["fr"] for told in catalogue().values()]
    assert not [text for text in typed if re.search(r"[\u00a0\u202f]|\S[;!?»](?=\s|$)|[^\s\d]:(?=\s|$)|’", text)]
    set_ = words("fr")
    assert not [key for key in catalogue() if re.search(r" [:;!?%»]|« ", set_[key])]


def test_another_language_is_refused() -> None:
    with pytest.raises(UsersError, match="language = 'de' is not one of en, fr"):
        words("de")


def test_a_source_says_in_french_what_it_stands_for_and_names_the_same_works() -> None:
    sources = {each.source for each in (*PARAMETERS, *declared({"economics": Economics}))}
    assert {cited(each, ENGLISH) for each in sources} == sources
    works = re.compile(r"[AF]\d+|\d{4}|[A-Z][a-z]+")
    for each in sources:
        french = cited(each, words("fr"))
        assert works.findall(french) == works.findall(each)
        assert not {"for", "the", "and", "no", "known"} & set(re.findall(r"[a-z]+", french)), french
    assert [name for name in OWED if not any(ENGLISH[f"cited.{name}"] in each for each in sources)] == []
