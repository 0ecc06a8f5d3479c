"""Companies and their worlds, one TOML file each; `simulation.scenario` loads them, nothing is computed here."""
