"""Plain modules, a style and a template made one file that needs nothing else: no server, no network, no bundler.

What runs in the page stands in `see/` as modules that import each other. Each becomes a function that returns what the
module exports, in the order in which they need each other. A policy names the hash of the script and of the style, and
allows nothing else: no request can leave the page.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)\.mjs";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_STRAY = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)
_HEAD = Path(__file__).with_name("head.html")
_SEVERAL = re.compile(r"^export const \w+ = [\w.\"']+,.*", re.MULTILINE)  # of which only the first would be exported


def inlined(entry: Path, *others: Path) -> str:
    """A module and all that it imports as one script; modules lie beside it or in the folders `others`.

    Raises ValueError for an import or export that is not of the two plain forms, and for modules in a circle.
    """
    done: dict[str, str] = {}
    _take(entry.stem, (entry.parent, *others), done, ())
    return '"use strict";\n' + "\n".join(done.values())


def _take(name: str, folders: tuple[Path, ...], done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"{name}.mjs imports itself by way of {', '.join(above)}")
    if name in done:
        return
    text = next(folder / f"{name}.mjs" for folder in folders if (folder / f"{name}.mjs").exists()).read_text("utf-8")
    for _, needed in _IMPORT.findall(text):
        _take(needed, folders, done, (*above, name))
    exports = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const {\1} = \2_;" + "\n", text))
    if stray := _STRAY.search(body) or _SEVERAL.search(text):
        raise ValueError(f"{name}.mjs: {stray[0].strip()!r} is no import or export that can be inlined")
    done[name] = f"const {name}_ = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"


def assembled(
    template: str, *, style: str, script: str, data: Mapping[str, str], words: Mapping[str, str], reach: str = "'none'"
) -> str:
    """The page: `{{head}}`, `{{style}}`, `{{script}}`, `{{data}}`, `{{policy}}` and words of the template filled in.

    `data` are texts by the id under which the script finds them; `words` are written as text; `reach` is what the page
    may connect to, as its policy says it.
    """
    blocks = [f'<script type="text/plain" id="{name}">{_shut(text)}</script>' for name, text in data.items()]
    parts = {"style": style, "script": _shut(script), "data": "\n".join(blocks), "policy": policy(style, script, reach)}
    parts |= {name: html.escape(text) for name, text in words.items()}
    template = template.replace("{{head}}", _HEAD.read_text(encoding="utf-8").rstrip())
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], template)


def policy(style: str, script: str, reach: str = "'none'") -> str:
    """What the page may do: its own script and style, WebAssembly, workers made of its own text, and nothing else.

    A worker has the policy of its page; what it runs is the text of a blob, which `blob:` allows for workers only.
    """
    return (
        f"default-src 'none'; script-src '{_hash(_shut(script))}' 'wasm-unsafe-eval'; style-src '{_hash(style)}'; "
        f"connect-src {reach}; worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def packed(content: bytes) -> str:
    """Bytes as the page carries them: gzip, base64."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def packed_json(document: Any) -> str:
    """A document as the page carries it; NaN is refused."""
    return packed(json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode())


def _shut(text: str) -> str:
    """A text in a script element, which nothing in it may end. Raises ValueError if something would."""
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError("a text of the page holds </script or <!--")
    return text


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
