"""Where the page's engine lies, and of which rules it was built."""

from __future__ import annotations

import json
from pathlib import Path

ENGINE = Path(__file__).with_name("engine.wasm")
RECORD = Path(__file__).with_name("engine.json")
HOST = Path(__file__).with_name("engine.mjs")


def built_from() -> str:
    """The hash of the rules (`source_hash`) that the artefact was built from."""
    return str(json.loads(RECORD.read_text(encoding="utf-8"))["rules"])
