"""The scripts of pages under Node, without a browser: canvases and elements note what is drawn and said on them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cordiale.experiments.page.assembling import inlined
from cordiale.experiments.page.playing import ROOM
from cordiale.experiments.page.seeing import HERE, PARTS, STAGE
from cordiale.experiments.page.syllabus import ROOM as LESSONS_ROOM
from cordiale.experiments.page.worded import page_words

PATIENCE = 60  # seconds: a machine may be busy
SAID = "(told) => process.stdout.write(JSON.stringify(told ?? null))"
BEGINNING = re.compile(r"\nbegin\((\w+)\);\n\nreturn {  }")  # of a page, by its class
SHEETS = """
class Brush {
  constructor() { this.marks = []; this.points = []; this.globalAlpha = 1; this.lineWidth = 1; }
  note(kind, more) {
    const { fillStyle: fill, strokeStyle: edge, lineWidth: wide, globalAlpha: alpha } = this;
    this.marks.push({ kind, fill, edge, wide, alpha, points: [...this.points], ...more });
  }
  setTransform() {} scale() {} clearRect() { this.marks = []; }
  beginPath() { this.points = []; this.round = false; }
  moveTo(x, y) { this.points.push([x, y]); } lineTo(x, y) { this.points.push([x, y]); }
  bezierCurveTo(...at) { this.points.push(at.slice(4)); }
  arc(x, y, size) { this.points = [[x, y]]; Object.assign(this, { round: true, size }); }
  rect(x, y, w, h) { this.points = [[x + w / 2, y + h / 2]]; Object.assign(this, { round: false, size: w / 2 }); }
  fill() { this.note("fill", { round: this.round, size: this.size }); }
  stroke() { this.note("stroke", { round: this.round, size: this.size }); }
  fillRect(x, y, w, h) { this.note("full", { x, y, w, h }); }
  strokeRect(x, y, w, h) { this.note("hollow", { x, y, w, h }); }
  fillText(text, x, y) { this.note("text", { text, x, y }); }
  drawImage(sheet, x, y, w, h) {
    const [first, second] = sheet.marks;
    const edge = second?.edge ?? (first.kind === "stroke" ? first.edge : null);
    this.note("dot", { x: x + w / 2, y: y + h / 2, fill: first.fill, edge, size: first.size });
  }
}
class Sheet {
  constructor(width, height) { Object.assign(this, { width, height, brush: new Brush() }); }
  getContext() { return this.brush; }
  transferToImageBitmap() { return { width: this.width, height: this.height, marks: this.brush.marks }; }
}
class Element {
  constructor(tag) {
    const setProperty = (name, value) => { this.style[name] = value; };
    Object.assign(this, { tag, attributes: {}, children: [], dataset: {}, style: { setProperty }, clientWidth: 700 });
    this.parentElement = { clientWidth: 700 };
  }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  getAttribute(name) { return this.attributes[name] ?? null; }
  append(...more) { this.children.push(...more); }
  replaceChildren(...other) { this.children = other; }
  addEventListener() {}
  getContext() { return (this.brush ??= new Brush()); }
  get selectedOptions() { return this.children.filter(({ value }) => String(value) === String(this.value)); }
  get textContent() { return this.children.map((each) => each.textContent ?? String(each)).join(""); }
  set textContent(text) { this.children = [String(text)]; }
  all(tag) {
    const own = this.children.filter((each) => each.tag);
    return own.flatMap((each) => [...(each.tag === tag ? [each] : []), ...each.all(tag)]);
  }
  cells() { return this.all("tr").map((row) => row.children.map((cell) => cell.textContent)); }
}
const known = new Map();
const document = {
  createElement: (tag) => new Element(tag), createElementNS: (_, tag) => new Element(tag), documentElement: {},
  getElementById: (id) => { if (!known.has(id)) known.set(id, new Element(id)); return known.get(id); },
};
Object.assign(globalThis, { document, devicePixelRatio: 1, OffscreenCanvas: Sheet, Element });
"""


def node() -> str | None:
    """Node: this machine's, or the one that Playwright brings; None where there is neither."""
    if found := shutil.which("node"):
        return found
    origin = (spec := find_spec("playwright")) and spec.origin
    brought = Path(origin or "").parent / "driver" / "node"
    return str(brought) if origin and brought.exists() else None


def acted(script: str, given: Any = None, *, modules: tuple[str, ...], words: bool = False) -> Any:
    """What a script returns as data, or promises, with modules by name in `m`, what is `given`, pages' words if asked.

    Where a module begins its page, it is left out that it does, and its class is what it exports.
    """
    places = (STAGE, PARTS, HERE, ROOM, LESSONS_ROOM)
    parts = []
    for name in modules:
        folder = next(each for each in places if (each / f"{name}.mjs").exists())
        text = BEGINNING.sub(r"\nreturn { \1 }", inlined(folder / f"{name}.mjs", *places))
        parts.append(f"m.{name} = (() => {{ {text}\nreturn {name}_; }})();")
    told = page_words(PARTS, ROOM, LESSONS_ROOM) if words else {}
    whole = [SHEETS, "const m = {};", *parts, f"const given = {json.dumps(given)}, words = {json.dumps(told)};",
             f"Promise.resolve((() => {{ {script} }})()).then({SAID});"]  # fmt: skip
    found = node()
    assert found is not None
    ended = subprocess.run(
        [found, "-"], input="\n".join(whole), capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return json.loads(ended.stdout)
