// Branch here: one decision of one panel changed from the next quarter on, when the model takes decisions; what comes of it is a further panel.
import { element } from "./controls.mjs";

const $ = (id) => document.getElementById(id);

export class Branching {
  constructor({ facts, told }, decided) {
    Object.assign(this, { facts, told });
    this.dials = facts.dials.filter((dial) => dial.setting || dial.key === "leadership");
    $("branch-what").addEventListener("change", () => this.offer());
    $("branch").addEventListener("submit", (event) => { event.preventDefault(); if (this.quarter <= facts.quarters) decided(this.decided()); });
  }

  speak(tell) {
    this.tell = tell;
    const option = (value, text) => element("option", { value }, text), switches = [...new Set([...this.facts.options, this.facts.today])];
    $("branch-what").replaceChildren(...switches.map((name) => option(`paradigm ${name}`, tell.say("switch to", { way: tell.name(name) }))),
      ...["programme", "survey"].map((order) => option(`order ${order}`, tell.say(`order ${order}`))), ...this.dials.map(({ key }) => option(`dial ${key}`, tell.dial(key))));
    this.offer();
  }

  offer() { // a value, where one has to be said
    const [kind, key] = $("branch-what").value.split(" "), dial = kind === "dial" ? this.dials.find((each) => each.key === key) : null;
    this.value = dial && (dial.choices ? element("select", {}, ...Object.keys(dial.choices).map((word) => element("option", { value: dial.choices[word] }, this.tell.say(`choice ${word}`))))
      : element("input", { type: "number", min: dial.low, max: dial.high, step: dial.step, value: dial.high, required: true }));
    this.value?.setAttribute("aria-label", $("branch-what").selectedOptions[0].textContent);
    $("branch-value").replaceChildren(...(this.value ? [this.value] : []));
  }

  decided() {
    const [kind, key] = $("branch-what").value.split(" "), of = $("branch-of").value;
    const said = kind === "dial" ? { key, value: Number(this.value.value) } : { key: kind, value: key };
    return { of: of === "stay" ? null : of, quarter: this.quarter, ...said };
  }

  stand(panels, week) { // at a week: what may branch, and when
    const pure = panels.filter(({ branch }) => !branch), chosen = $("branch-of").value;
    $("branch-of").replaceChildren(...pure.map(({ option, name }) => element("option", { value: option ?? "stay" }, name)));
    if (pure.some(({ option }) => (option ?? "stay") === chosen)) $("branch-of").value = chosen;
    this.quarter = Math.ceil(week / this.told.weeksPerQuarter) + 1;
    $("branch-go").disabled = this.quarter > this.facts.quarters;
    $("branch-says").textContent = this.quarter > this.facts.quarters ? this.tell.say("too late") : this.tell.say("branch from", { quarter: this.quarter, week: (this.quarter - 1) * this.told.weeksPerQuarter + 1 });
  }
}
