"""Companies and their worlds, one TOML file each; `simulation.scenario.files` loads them, nothing is computed here."""

USUAL = "status-quo"  # the company that is meant where none is named, and that others extend
