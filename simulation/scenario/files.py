"""Scenarios in files: shipped ones by name, one's own by path, each on top of the one it extends."""

from pathlib import Path
from typing import Any

from cordiale import scenarios

from .chart import ChartError, Seat, read_chart
from .faults import ScenarioError, unknown
from .given import GivenError, toml_of
from .scenario import Scenario, validated

SCENARIOS = Path(scenarios.__file__).parent
DEEPEST = 32  # scenarios that extend one another


def shipped() -> list[str]:
    """Names of the scenarios that come with Cordiale."""
    return sorted(file.stem for file in SCENARIOS.glob("*.toml"))


def load_scenario(scenario: str | Path = scenarios.USUAL) -> Scenario:
    """A scenario by the name of a shipped one, or by the path of a TOML file.

    Raises ScenarioError naming the file, the place, the value and what is allowed.
    """
    file = find(scenario)
    document = _read(file, ())
    return validated(document, file.name, seats=_seats(document, file))


def find(scenario: str | Path) -> Path:
    """The file of a scenario: a path if it looks like one, else a shipped name."""
    text = str(scenario)
    if text.endswith(".toml") or "/" in text or "\\" in text:
        if not Path(text).is_file():
            raise ScenarioError(f"scenario {text}: there is no such file")
        return Path(text)
    if text not in shipped():
        raise ScenarioError(f"scenario {unknown(text, shipped())}; or give the path of a TOML file")
    return SCENARIOS / f"{text}.toml"


def _read(file: Path, chain: tuple[Path, ...]) -> dict[str, Any]:
    """A file's document, on top of the one it extends; paths in it become relative to it."""
    if file.resolve() in chain:
        raise ScenarioError(f"{file.name}: extends = a scenario that extends this one")
    if len(chain) > DEEPEST:
        raise ScenarioError(f"{file.name}: extends = more than {DEEPEST} scenarios on top of one another")
    try:
        document = toml_of(file)
    except GivenError as error:
        of_whom = f", which {chain[-1].name} extends" if chain else ""
        raise ScenarioError(f"{file.name}{of_whom}: {error}") from error
    _anchor(document, file.parent)
    below = document.pop("extends", None)
    if below is None:
        return document
    if not isinstance(below, str) or not below:
        raise ScenarioError(f"{file.name}: extends = {below!r} is not the name or path of a scenario")
    beside = file.parent / below
    try:
        base = beside if below.endswith(".toml") and beside.is_file() else find(below)
    except ScenarioError as error:
        raise ScenarioError(f"{file.name}: extends: {error}") from error
    return merge(_without_counts(_read(base, (*chain, file.resolve())), document), document)


def _without_counts(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The document below without the head counts that an org chart above replaces."""
    company, own = below.get("company"), above.get("company")
    if not (isinstance(company, dict) and isinstance(own, dict) and "org_chart" in own):
        return below
    kept = {key: value for key, value in company.items() if key not in ("reps", "marketers", "executives")}
    return {**below, "company": kept}


def _anchor(document: dict[str, Any], folder: Path) -> None:
    """Make the files that a document names relative to the document, not to where we happen to run."""
    places = [(document.get("company"), "org_chart"), (document, "ensemble")]
    forces = document.get("forces")
    places += [(profile, "file") for profile in forces.values()] if isinstance(forces, dict) else []
    for place, key in places:
        if isinstance(place, dict) and isinstance(place.get(key), str):
            place[key] = str(folder / place[key])


def merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` on top of `below`: tables are merged key by key, everything else is replaced.

    >>> merge({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}})
    {'a': {'x': 1, 'y': 3}}
    """
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merge(merged[key], value) if both else value
    return merged


def _seats(document: dict[str, Any], file: Path) -> tuple[Seat, ...]:
    company = document.get("company")
    if not isinstance(company, dict) or not isinstance(company.get("org_chart"), str):
        return ()
    roles = document.get("roles")
    try:
        seats = tuple(read_chart(Path(company["org_chart"]), roles if isinstance(roles, dict) else {}))
    except ChartError as error:
        raise ScenarioError(f"{file.name}: company.org_chart: {error}") from error
    for key, role in {"reps": "rep", "marketers": "marketer", "executives": "executive"}.items():
        count = sum(seat.role == role for seat in seats)
        if company.get(key, count) != count:
            both = f"company.{key} = {company[key]!r} beside company.org_chart, which has {count}"
            raise ScenarioError(f"{file.name}: {both}; leave one of the two out")
    return seats
