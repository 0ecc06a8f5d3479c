// The theatre: two to four ways side by side on the same luck, week by week. Scrub, play, step; choose a lead or a person.
import { MOST, bill, opening, panels } from "./billing.mjs";
import { Branching } from "./branching.mjs";
import { element } from "./controls.mjs";
import { Panel } from "./panel.mjs";
import { Running } from "./running.mjs";
import { glance } from "./stills.mjs";
import { optionsOf, world } from "./question.mjs";

const $ = (id) => document.getElementById(id);
const PACE = 420, REST = 120, KEPT = 12; // milliseconds a week, and of stillness before words follow; records kept

export class Theatre {
  constructor({ crew, facts, told, changed, failed }) {
    Object.assign(this, { crew, facts, told, changed, failed, play: null, records: new Map(), shown: [], scene: 0, moment: 0, running: false, last: null });
    this.course = new Running({ crew, facts, told });
    $("enter").addEventListener("click", () => this.enter());
    $("leave").addEventListener("click", () => this.leave());
    $("week").addEventListener("input", () => this.go(Number($("week").value)));
    $("play").addEventListener("click", () => this.roll(!this.running));
    for (const [id, by] of [["back", -1], ["forth", 1]]) $(id).addEventListener("click", () => this.go(Math.floor(this.moment) + by));
    for (const meaning of ["differ", "buyer", "good"]) $(`part-${meaning}`).addEventListener("click", () => this.toParting(meaning));
    $("played").addEventListener("change", () => this.recast({ company: Math.min(facts.looks.at(-1), Math.max(1, Math.round($("played").valueAsNumber) || 1)), lead: null }));
    $("choose-lead").addEventListener("change", () => this.choose({ lead: $("choose-lead").value || null }));
    $("choose-person").addEventListener("change", () => this.choose({ person: $("choose-person").value === "" ? null : Number($("choose-person").value) }));
    $("quilts").parentElement.addEventListener("toggle", () => this.show());
    $("glance").parentElement.addEventListener("toggle", () => this.glance());
    addEventListener("beforeprint", () => { $("glance").parentElement.open = true; this.glance(); });
    this.branching = new Branching({ facts, told }, (branch) => this.recast({ branches: [...this.play.branches, branch].slice(-2) }));
    this.width = 0;
    new ResizeObserver(() => { const width = $("panels").clientWidth; if (width && width !== this.width) { this.width = width; this.build(); } }).observe($("panels"));
  }

  arrive(play) {
    this.play = play;
    this.moment = play?.week ?? 0;
    $("theatre").hidden = !play;
    $("enter").setAttribute("aria-expanded", String(Boolean(play)));
  }

  enter() {
    if (!this.play) this.arrive({ ...opening(this.facts), ...(this.best ? { ways: [null, this.best] } : {}) });
    this.recast({});
    $("theatre").scrollIntoView({ block: "start" });
    $("theatre-of").focus();
  }

  leave() {
    this.roll(false);
    this.arrive(null);
    this.changed();
    $("enter").focus();
  }

  speak(tell) { // all words anew
    this.tell = tell;
    $("played").max = this.facts.looks.at(-1);
    $("back").ariaLabel = tell.say("step back");
    $("forth").ariaLabel = tell.say("step");
    this.branching.speak(tell);
    if (this.values) this.cast();
    this.build();
  }

  said() { return this.play ? bill({ ...this.play, week: Math.floor(this.moment) }, this.facts) : []; }

  recast(change) { // another cast: companies are lived anew
    Object.assign(this.play, change);
    this.changed();
    this.ask(this.values);
  }

  cast() { // which ways are on stage
    const options = [null, ...optionsOf(this.values, this.facts, this.told)], { ways, branches } = this.play ?? { ways: [], branches: [] };
    $("cast").replaceChildren(...options.map((option) => {
      const input = element("input", { type: "checkbox", checked: ways.includes(option), value: option ?? "stay" });
      input.disabled = input.checked ? ways.length < 2 : ways.length + branches.length >= MOST;
      input.addEventListener("change", () => this.recast({ ways: input.checked ? [...ways, option] : ways.filter((each) => each !== option), branches: branches.filter(({ of }) => input.checked || of !== option) }));
      return element("label", {}, input, ` ${this.tell.name(option)}`);
    }));
    $("played").value = this.play?.company ?? 1;
  }

  async ask(values) { // a new question drops the old
    this.values = values;
    if (!this.play) return;
    this.crew.drop(`scene ${this.scene}`);
    const scene = ++this.scene, about = `scene ${scene}`, replication = this.play.company - 1, shared = world(values, this.told);
    this.cast();
    $("panels").setAttribute("aria-busy", "true");
    const asked = panels(this.play, values, this.facts, this.told);
    try {
      const records = await Promise.all(asked.map(({ decisions }) => this.record({ world: shared, replication, quarters: this.facts.quarters, ways: [decisions] }, about)));
      if (scene !== this.scene || !this.play) return;
      this.shown = asked.map((each, place) => ({ ...each, record: records[place] }));
      this.course.stand(this.shown);
      this.build();
      await this.course.ask({ world: shared, replication, about });
      if (scene === this.scene && this.play) this.retell();
    } catch (error) { this.failed(error); }
  }

  async record(job, about) {
    const key = JSON.stringify(job);
    if (!this.records.has(key)) {
      const record = await this.crew.ask({ ...job, kind: "recording" }, { rank: -1, about });
      if (this.records.size >= KEPT) this.records.delete(this.records.keys().next().value);
      this.records.set(key, record);
    }
    return this.records.get(key);
  }

  build() { // the panels, at the width there is
    if (!this.play || !this.shown.length || !this.tell) return;
    const most = 1.04 * Math.max(...this.shown.map(({ record }) => Panel.won(record))), room = $("panels").clientWidth, columns = room < 660 ? 1 : this.shown.length === 3 && room > 1320 ? 3 : 2;
    const width = Math.floor((room - 18 * (columns - 1)) / columns) - 26, about = { facts: this.facts, told: this.told, tell: this.tell, values: this.values, play: this.play, most, width: Math.min(width, 720) };
    this.panels = Panel.stand($("panels"), this.shown.map((each) => new Panel(each, about, (chosen) => this.choose(chosen), each.branch && (() => this.recast({ branches: this.play.branches.filter((branch) => branch !== each.branch) })))), this.panels);
    $("panels").setAttribute("aria-busy", "false");
    $("week").max = this.shown[0].record.weeks;
    $("quilts").replaceChildren(...this.panels.map((panel) => panel.quilt));
    this.glance();
    $("choose-person").replaceChildren(element("option", { value: "" }, this.tell.say("nobody")), ...this.told.keys.map((_, row) => element("option", { value: row }, this.panels[0].lives.who(row))));
    this.retell();
    this.go(this.moment);
  }

  glance() { // every quarter's end at once
    if (this.panels && this.play && $("glance").parentElement.open) glance($("glance"), this.panels, { ...this.facts, ...this.told, go: (week) => { this.roll(false); this.go(week); $("standing").scrollIntoView(); } });
  }

  retell() { // where the two on stage part, among other companies
    this.course.draw(this.tell);
    this.course.show(Math.floor(this.moment));
  }

  go(moment) {
    if (!this.shown.length) return;
    this.moment = Math.min(this.shown[0].record.weeks, Math.max(0, moment));
    this.show();
    if (this.running) return;
    clearTimeout(this.rest); // while one scrubs only the pictures follow
    this.rest = setTimeout(() => { if (this.play && !this.running) this.settle(); }, REST);
  }

  show() { // one frame
    if (!this.play || !this.panels) return;
    const week = Math.floor(this.moment), chosen = { lead: this.play.lead, person: this.play.person };
    for (const panel of this.panels) panel.show(this.moment, chosen, $("quilts").parentElement.open);
    if (this.last === week && this.running) return;
    this.last = week;
    const quarter = Math.max(1, Math.ceil(week / this.told.weeksPerQuarter)), said = this.tell.say("week of", { week, quarter });
    $("week").value = week;
    $("week").setAttribute("aria-valuetext", said);
    $("week-says").textContent = said;
    this.course.show(week);
  }

  settle() { // what is told where one stops
    const week = Math.floor(this.moment), moved = new Map();
    for (const { record } of this.shown) for (const lead of record.leads) if (lead.steps.some((step) => step.week === week)) moved.set(lead.id, lead);
    const listing = ({ id, value }) => element("option", { value: id }, this.tell.say("lead of", { number: id.slice(-6), value: Number.isFinite(value) ? this.tell.money(value) : "–" }));
    const listed = [...moved.values()].slice(0, 200).map(listing);
    const kept = moved.has(this.play.lead) ? null : this.shown.flatMap(({ record }) => record.leads).find(({ id }) => id === this.play.lead);
    if (this.play.lead && !moved.has(this.play.lead)) listed.push(listing({ id: this.play.lead, value: kept?.value ?? NaN }));
    $("choose-lead").replaceChildren(element("option", { value: "" }, this.tell.say("no lead")), ...listed);
    $("choose-lead").value = this.play.lead ?? "";
    $("choose-person").value = this.play.person ?? "";
    $("lives").replaceChildren(...this.panels.flatMap((panel) => panel.told(week, this.play)));
    $("lives").hidden = !$("lives").childElementCount;
    this.branching.stand(this.panels, week);
    this.changed();
  }

  choose(chosen) {
    Object.assign(this.play, chosen);
    this.show();
    this.settle();
  }

  roll(on) { // play, in whole weeks for whom motion disturbs
    this.running = on && this.shown.length > 0;
    $("play").textContent = this.tell.say(this.running ? "pause" : "play");
    if (!this.running) { if (this.play && this.panels) this.settle(); return; }
    if (this.moment >= this.shown[0].record.weeks) this.moment = 0;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches, from = this.moment, began = performance.now();
    const frame = (now) => {
      if (!this.running) return;
      const moment = from + (now - began) / PACE;
      this.go(still ? Math.floor(moment) : moment);
      if (this.moment >= this.shown[0].record.weeks) this.roll(false); else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  toParting(meaning) {
    const found = this.course.parted?.[meaning], week = found?.week ?? found;
    if (week === null || week === undefined) return;
    this.roll(false);
    if (found.lead) this.play.lead = found.lead;
    this.go(week);
  }
}
