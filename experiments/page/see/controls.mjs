// The dials as a reader turns them: a label, a slider or a choice, and under it the strip.
import { wordOf } from "./question.mjs";
import { changes, span } from "./strips.mjs";

export const element = (tag, properties = {}, ...children) => {
  const { attributes = {}, ...rest } = properties, made = Object.assign(document.createElement(tag), rest);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
};

export class Controls {
  constructor(facts, tell, turned) {
    Object.assign(this, { facts, tell, turned, parts: new Map(), spans: new Map(), decides: element("p", { id: "decides" }) });
    for (const dial of facts.dials) this.parts.set(dial.key, dial.choices ? this.choice(dial) : this.slider(dial));
  }

  slider(dial) {
    const { key, low, high, step } = dial, id = `dial-${key}`;
    const output = element("output", { htmlFor: id }), strip = element("div", { className: "strip", attributes: { "aria-hidden": "true" } });
    const says = element("p", { className: "says", id: `says-${key}` });
    const input = element("input", { type: "range", id, min: low, max: high, step, disabled: dial.fixed === true, attributes: { "aria-describedby": `says-${key}` } });
    input.addEventListener("input", () => { this.stands(dial, Number(input.value)); this.turned(dial, Number(input.value)); });
    const root = element("div", { className: "dial" }, element("label", { htmlFor: id }, this.tell.dial(key), output), input, strip, says);
    if (dial.fixed) says.textContent = this.tell.say("fixed");
    return { dial, root, input, output, strip, says };
  }

  choice(dial) {
    const id = `dial-${dial.key}`, names = Object.keys(dial.choices);
    const label = (word) => dial.key === "from" ? this.tell.name(word) : this.tell.say(`choice ${word}`);
    const input = element("select", { id }, ...names.map((word) => element("option", { value: word }, label(word))));
    input.addEventListener("change", () => this.turned(dial, dial.choices[input.value]));
    return { dial, input, root: element("div", { className: "dial choice" }, element("label", { htmlFor: id }, this.tell.dial(dial.key)), input) };
  }

  group(name) { return [...this.parts.values()].filter(({ dial }) => dial.group === name).map(({ root }) => root).concat(name === "world" ? [this.decides] : []); }

  stand(values) { for (const { dial } of this.parts.values()) this.stands(dial, values[dial.key]); }

  stands(dial, value) {
    const { input, output } = this.parts.get(dial.key);
    if (dial.choices) { input.value = wordOf(dial, value); return; }
    input.value = value;
    output.value = dial.step < 1 ? this.tell.fixed(value) : this.tell.count(value);
    input.setAttribute("aria-valuetext", output.value);
  }

  unwalked() { // what strips said belongs to another question
    for (const { strip, says, dial } of this.parts.values()) if (strip && !dial.fixed) { strip.replaceChildren(); says.textContent = "\u00a0"; }
    this.spans.clear();
    this.decides.textContent = "";
  }

  walked(dial, found) { // the strip of a dial, as far as it is walked
    const { strip, says } = this.parts.get(dial.key), done = found.filter((place) => place.n).length;
    strip.replaceChildren(...found.map((place) => {
      const cell = element("i", { className: place.n ? (place.rivals.length ? "perhaps" : "surely") : "open" });
      if (place.n) cell.style.setProperty("--mark", this.facts.marks[place.best ?? this.facts.today].colour);
      return cell;
    }));
    says.textContent = done < found.length ? this.tell.say("walking", { done, all: found.length }) : this.turns(dial, found);
    if (done === found.length) this.spans.set(dial, span(found));
    this.decides.textContent = this.deciding();
  }

  deciding() { // along which dial of the company and its world the lead changes most, once all are walked; when one switches is neither
    const open = this.facts.dials.filter(({ key, group, fixed }) => group === "world" && key !== "quarter" && !fixed);
    if (!open.length || !open.every((dial) => this.spans.has(dial))) return "";
    const [most, ...others] = open.toSorted((one, other) => this.spans.get(other).wide - this.spans.get(one).wide), { tell } = this;
    const told = (key, dial) => {
      const { least, most: best } = this.spans.get(dial), { counted, of } = tell.scale(best.lead);
      return tell.say(key, { dial: tell.dial(dial.key), low: tell.three(of(least.lead)), high: `${tell.three(of(best.lead))} ${counted(of(best.lead))}`, from: tell.fixed(least.value), to: tell.fixed(best.value), walked: this.facts.walked });
    };
    return [told("decides", most), ...others.slice(-1).map((dial) => told("decides least", dial))].join(" ");
  }

  turns(dial, found) {
    const each = changes(found), at = dial.step < 1 ? this.tell.fixed : this.tell.count;
    if (!each.length) return this.tell.say("same everywhere", { best: this.tell.way(found[0].best) });
    return each.map(({ low, high, from, to }) =>
      this.tell.say("changes", { low: at(low), high: at(high), from: this.tell.way(from), to: this.tell.way(to) })).join(" ");
  }
}
