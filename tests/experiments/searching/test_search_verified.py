"""`verify` on what a search leaves: candidates live again, and the front is told again from the answers."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from tests.support.commandline import cordiale
from tests.support.studies import TINY

TYPED = "--quarters 6 --generations 2 --population 4 --replications 2 --fresh 2 --parameters point --quiet"


def test_a_search_holds_and_what_was_tampered_with_is_named(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY)
    folder = tmp_path / "search"
    left = cordiale("search", str(tmp_path / "tiny.toml"), *shlex.split(TYPED), "--out", str(folder))
    assert left.exit_code == 0, left.output
    held = cordiale("verify", str(folder), "--runs", "4", "--quiet")
    assert held.exit_code == 0, held.output
    assert "4 runs lived again" in held.stdout
    assert json.loads(cordiale("status", str(folder), "--json").stdout)["verb"] == "search"

    from cordiale.experiments.foundations.hashes import hashes

    answers, manifest = (json.loads((folder / name).read_text()) for name in ("evaluations.json", "manifest.json"))
    answers["answers"][0]["values"][0][0] += 1.0
    (folder / "evaluations.json").write_text(json.dumps(answers))
    spoilt = cordiale("verify", str(folder), "--runs", "4", "--quiet")
    assert spoilt.exit_code == 5
    assert "evaluations.json is not the file of the manifest" in spoilt.stdout

    manifest["files"] |= hashes(folder, ["evaluations.json"])
    (folder / "manifest.json").write_text(json.dumps(manifest))
    together = cordiale("verify", str(folder), "--runs", "4", "--quiet")
    assert together.exit_code == 5
    assert "is not what comes out now" in together.stdout
