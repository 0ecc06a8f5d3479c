// A prediction: a line drawn by hand or by keys, one of several answers, or a verdict for each of many. Locked, it stays;
// what was `said` goes on in another language.
import { draw, frame } from "./chart.mjs";
import { element } from "./controls.mjs";

const STEP = 0.01;

export class Drawing { // a share by quarter, bent at a few handles
  constructor({ keys: all, predicted: keys = all, quarters, start }, tell, { marks, said }) {
    Object.assign(this, { quarters, tell, marks, said });
    const at = [0, 1 / 3, 2 / 3, 1].map((part) => Math.round(part * (quarters - 1)));
    this.lines = keys.map((key, place) => ({ key, at, values: said?.[place] ?? at.map(() => start[place]) }));
    this.said = this.lines.map((_, place) => said?.[place]); // nothing of a line that nobody has drawn
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
      input.addEventListener("input", () => this.bend(line, place, Number(input.value)));
      return input;
    });
    const labels = line.inputs.map((input, place) => element("label", {}, this.tell.say("Q", { number: line.at[place] + 1 }), input));
    return element("fieldset", { className: "line", style: "display:block" }, element("legend", {}, this.tell.say(`line ${line.key}`)), element("div", { className: "handles" }, ...labels));
  }

  take({ clientX, clientY }, chosen) { // the nearest handle of the nearest line follows the pointer
    const { left, top, width } = this.svg.getBoundingClientRect(), { placeAt, valueAt } = frame(width, this.picture());
    const quarter = placeAt(clientX - left), value = Math.min(1, Math.max(0, valueAt(clientY - top))), away = (at) => Math.abs(at - quarter);
    const [{ at }] = this.lines, place = at.indexOf(at.toSorted((one, other) => away(one) - away(other))[0]);
    if (chosen) this.held = this.lines.toSorted((one, other) => Math.abs(one.values[place] - value) - Math.abs(other.values[place] - value))[0];
    if (this.off || !this.held) return;
    this.held.inputs[place].value = value;
    this.bend(this.held, place, Number(this.held.inputs[place].value));
  }

  bend(line, place, value) {
    line.values[place] = value;
    this.said[this.lines.indexOf(line)] = line.values;
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

  picture() { // all lines, between 0 and 1
    const edge = { name: "", mark: { colour: "none", marker: "o", dash: "" }, points: Array.from({ length: this.quarters }, (_, quarter) => ({ mean: quarter ? 1 : 0, half: NaN })) };
    return { lines: [...this.drawn(), edge], zero: true };
  }

  show() { draw(this.svg, { ...this.picture(), format: this.tell.percent, quarter: (number) => this.tell.say("Q", { number }) }); }

  told(tell) { return this.lines.map((line) => tell.percent(line.values.at(-1))); }
  ready() { return this.said.every(Boolean); }
  lock() { this.off = true; for (const { inputs } of this.lines) for (const input of inputs) input.disabled = true; }
}

export class Choice { // one answer
  constructor({ keys: all, predicted: keys = all }, tell, { said }) {
    this.said = said;
    const answer = (key) => {
      const input = element("input", { type: "radio", name: "answer", value: key, checked: key === said });
      input.addEventListener("change", () => { this.said = key; });
      return element("label", {}, input, " ", tell.say(`answer ${key}`));
    };
    this.root = element("fieldset", { className: "options", style: "display:block" }, element("legend", { className: "unseen" }, tell.say("ask")), ...keys.map(answer));
  }
  drawn() { return []; }
  ready() { return this.said !== undefined; }
  lock() { this.root.disabled = true; }
}

export class Verdicts { // what of many things holds
  constructor({ patterns, verdicts }, tell, { said = {} }) {
    Object.assign(this, { patterns, tell, said });
    this.rows = new Map(patterns.map(({ pattern, name, statement }) => {
      const offered = verdicts.map((verdict) => element("option", { value: verdict, selected: verdict === said[pattern] }, tell.say(`verdict ${verdict}`)));
      const select = element("select", { id: `pattern-${pattern}` }, element("option", { value: "" }, "–"), ...offered);
      select.addEventListener("change", () => { this.said = { ...this.said, [pattern]: select.value }; });
      return [pattern, element("p", { className: "verdict" }, select, element("label", { htmlFor: select.id }, element("b", {}, name[tell.language]), `. ${statement[tell.language]}`))];
    }));
    this.root = element("div", {}, ...this.rows.values());
  }
  drawn() { return []; }
  ready() { return this.patterns.every(({ pattern }) => this.said[pattern]); }
  right() { return this.patterns.filter(({ pattern, verdict }) => this.said[pattern] === verdict).length; }
  lock() { // what was measured stands beside what was said
    for (const { pattern, verdict } of this.patterns) {
      const row = this.rows.get(pattern);
      row.firstChild.disabled = true;
      const agreed = this.said[pattern] === verdict, told = this.tell.say(agreed ? "measured as said" : "measured otherwise", { verdict: this.tell.say(`verdict ${verdict}`) });
      row.append(element("span", { className: agreed ? "measured" : "measured otherwise" }, told));
    }
  }
}
