// A prediction: a line drawn by hand or by keys, one of several answers, or a verdict for each of many. Locked, it stays.
import { draw } from "./chart.mjs";
import { element } from "./controls.mjs";

const STEP = 0.01;

export class Drawing { // a share by quarter, bent at a few handles
  constructor({ keys: all, predicted: keys = all, quarters, start }, tell, marks) {
    Object.assign(this, { quarters, tell, marks });
    const at = [0, 1 / 3, 2 / 3, 1].map((part) => Math.round(part * (quarters - 1)));
    this.lines = keys.map((key, place) => ({ key, at, values: at.map(() => start[place]) }));
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.svg.setAttribute("aria-hidden", "true"); // the handles say the same
    this.root = element("div", {}, this.svg, ...this.lines.map((line) => this.handles(line)));
    this.svg.addEventListener("pointerdown", (event) => this.take(event, true));
    this.svg.addEventListener("pointermove", (event) => event.buttons && this.take(event, false));
    new ResizeObserver(() => this.show()).observe(this.root);
  }

  handles(line) {
    line.inputs = line.at.map((quarter, place) => {
      const input = element("input", { type: "range", min: 0, max: 1, step: STEP, value: line.values[place] });
      input.addEventListener("input", () => { line.values[place] = Number(input.value); this.show(); });
      return input;
    });
    const labels = line.inputs.map((input, place) => element("label", {}, this.tell.say("Q", { number: line.at[place] + 1 }), input));
    return element("fieldset", { className: "line", style: "display:block" }, element("legend", {}, this.tell.say(`line ${line.key}`)), element("div", { className: "handles" }, ...labels));
  }

  take({ offsetX, offsetY }, chosen) { // the nearest handle of the nearest line follows the pointer
    const { width, height } = this.svg.getBoundingClientRect(), value = Math.min(1, Math.max(0, 1.02 - 1.08 * ((offsetY - 14) / (height - 44))));
    const place = Math.round(3 * Math.min(1, Math.max(0, (offsetX - 60) / (width - 260))));
    if (chosen) this.held = this.lines.toSorted((one, other) => Math.abs(one.values[place] - value) - Math.abs(other.values[place] - value))[0];
    if (this.off || !this.held) return;
    this.held.values[place] = value;
    this.held.inputs[place].value = value;
    this.show();
  }

  course(line) { // by quarter
    return Array.from({ length: this.quarters }, (_, quarter) => {
      const right = Math.max(1, line.at.findIndex((at) => at >= quarter)), [a, b] = [line.at[right - 1], line.at[right]];
      return line.values[right - 1] + ((quarter - a) / (b - a)) * (line.values[right] - line.values[right - 1]);
    });
  }

  drawn(tell = this.tell) {
    return this.lines.map((line, place) => ({ name: tell.say("you", { line: tell.say(`line ${line.key}`) }), mark: { ...this.marks[place], dash: "1.5 1.5" }, points: this.course(line).map((mean) => ({ mean, half: NaN })) }));
  }

  show() {
    const edge = { name: "", mark: { colour: "none", marker: "o", dash: "" }, points: Array.from({ length: this.quarters }, (_, quarter) => ({ mean: quarter ? 1 : 0, half: NaN })) };
    draw(this.svg, { lines: [...this.drawn(), edge], zero: true, format: this.tell.percent, quarter: (number) => this.tell.say("Q", { number }) });
  }

  told(tell) { return this.lines.map((line) => tell.percent(line.values.at(-1))); }
  ready() { return true; }
  lock() { this.off = true; for (const { inputs } of this.lines) for (const input of inputs) input.disabled = true; }
}

export class Choice { // one answer
  constructor({ keys: all, predicted: keys = all }, tell) {
    const answer = (key) => {
      const input = element("input", { type: "radio", name: "answer", value: key });
      input.addEventListener("change", () => { this.chosen = key; });
      return element("label", {}, input, " ", tell.say(`answer ${key}`));
    };
    this.root = element("fieldset", { className: "options", style: "display:block" }, element("legend", { className: "unseen" }, tell.say("ask")), ...keys.map(answer));
  }
  drawn() { return []; }
  ready() { return this.chosen !== undefined; }
  lock() { this.root.disabled = true; }
}

export class Verdicts { // what of many things holds
  constructor({ patterns, verdicts }, tell) {
    this.choices = new Map(patterns.map(({ pattern }) => [pattern, element("select", { id: `pattern-${pattern}` }, element("option", { value: "" }, "–"), ...verdicts.map((verdict) => element("option", { value: verdict }, tell.say(`verdict ${verdict}`))))]));
    const row = ({ pattern, name, statement }) => element("p", { className: "verdict" }, this.choices.get(pattern), " ", element("label", { htmlFor: `pattern-${pattern}` }, element("b", {}, name[tell.language]), `. ${statement[tell.language]}`));
    this.root = element("div", {}, ...patterns.map(row));
  }
  drawn() { return []; }
  ready() { return [...this.choices.values()].every(({ value }) => value); }
  right(patterns) { return patterns.filter(({ pattern, verdict }) => this.choices.get(pattern).value === verdict).length; }
  lock() { for (const select of this.choices.values()) select.disabled = true; }
}
