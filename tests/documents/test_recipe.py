"""The conda recipe asks for what `pyproject.toml` asks for; the paper cites what its bibliography has."""

from __future__ import annotations

import re
import tomllib

from tests.support.commandline import ROOT

RENAMED = {"matplotlib": "matplotlib-base"}  # what a package is called at conda-forge


def section(name: str) -> list[str]:
    """The list under a heading of the recipe, item by item."""
    text = (ROOT / "conda" / "recipe" / "recipe.yaml").read_text(encoding="utf-8")
    found = re.search(rf"^ +{name}:\n((?: +- .*\n)+)", text, re.MULTILINE)
    assert found is not None, name
    return [line.strip().removeprefix("- ") for line in found[1].splitlines()]


def as_conda(requirement: str) -> str:
    name, bounds = re.match(r"([\w-]+)(.*)", requirement).groups()  # type: ignore[union-attr]  # each has a name
    return f"{RENAMED.get(name, name)} {bounds}"


def test_the_recipe_asks_for_what_the_project_asks_for() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, text = whole["project"], (ROOT / "conda" / "recipe" / "recipe.yaml").read_text(encoding="utf-8")
    python = f"python {project['requires-python']}"
    assert section("run") == [python, *map(as_conda, project["dependencies"])]
    assert section("host") == [python, "pip", *map(as_conda, whole["build-system"]["requires"])]
    assert section("entry_points") == [f"{name} = {what}" for name, what in project["scripts"].items()]
    assert f'version: "{project["version"]}"' in text
    assert f"license: {project['license']}\n" in text
    assert f"summary: {project['description']}\n" in text


def test_the_paper_cites_what_its_bibliography_has_and_all_of_it() -> None:
    paper, bibliography = ((ROOT / "paper" / f"paper.{kind}").read_text(encoding="utf-8") for kind in ("md", "bib"))
    assert set(re.findall(r"@(\w+)", paper)) == set(re.findall(r"^@\w+\{(\w+),", bibliography, re.MULTILINE))
    for heading in ("Summary", "Statement of need", "State of the field", "Limits"):
        assert f"\n# {heading}\n" in paper
