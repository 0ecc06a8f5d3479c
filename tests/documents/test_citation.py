"""Who cites Cordiale cites the edition that is here."""

from __future__ import annotations

import json
import re
import tomllib

import cordiale
from tests.support.commandline import ROOT

CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))


def said(key: str) -> str:
    """A value at the top level of the citation file."""
    (value,) = re.findall(rf"^{key}: (.+)$", CITATION, re.MULTILINE)
    return str(value).strip("\"'")


def test_it_names_the_edition_the_licence_and_the_title_of_the_package() -> None:
    assert said("version") == PROJECT["version"]
    assert said("license") == PROJECT["license"]
    assert said("title").lower().startswith(PROJECT["name"])


def test_the_changelog_has_the_edition_that_is_cited() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    editions = re.findall(r"^## \[?(\d+\.\d+\.\d+)", changes, re.MULTILINE)
    assert editions[0] == said("version")
    assert said("date-released") in changes


def test_codemeta_says_what_the_package_and_the_citation_say() -> None:
    for name in ("version", "description", "keywords"):
        assert CODEMETA[name] == PROJECT[name]
    assert CODEMETA["license"] == f"https://spdx.org/licenses/{PROJECT['license']}"
    assert CODEMETA["runtimePlatform"] == f"Python {PROJECT['requires-python']}"
    assert CODEMETA["datePublished"] == said("date-released")
    assert [each["name"] for each in CODEMETA["author"]] == [each["name"] for each in PROJECT["authors"]]
    assert (ROOT / CODEMETA["referencePublication"]["url"]).is_file()


def test_the_package_says_its_version() -> None:
    assert cordiale.__version__ == PROJECT["version"]
