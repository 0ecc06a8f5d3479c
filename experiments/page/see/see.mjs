// The page: dials ask, workers live, words, pictures and tables tell. No library, no server.
import { begin, fail } from "./beginning.mjs";
import { KEYS, billed, opening } from "./billing.mjs";
import { Book } from "./book.mjs";
import { draw } from "./chart.mjs";
import { Controls, element } from "./controls.mjs";
import { Crew } from "./crew.mjs";
import { Judge } from "./finding.mjs";
import { isOwn, optionsOf, read, rowOf, fresh, way, world, written } from "./question.mjs";
import { Walk } from "./strips.mjs";
import { byQuarter, diary, rests, results } from "./tables.mjs";
import { Teller } from "./telling.mjs";
import { Theatre } from "./theatre.mjs";

const $ = (id) => document.getElementById(id);

class See {
  constructor({ wasm, told, facts, words, engine }) {
    Object.assign(this, { wasm, told, facts, words, asked: 0, last: null });
    this.judge = new Judge(engine, facts);
    const size = Math.max(1, Math.min(16, navigator.hardwareConcurrency || 2));
    this.crew = new Crew($("worker").textContent, size, { wasm, told, facts });
    this.crew.begun.catch((error) => this.fail(error));
    this.book = new Book(this.crew, facts, told);
    this.walk = new Walk(this.book, this.judge, facts, told);
    this.theatre = new Theatre({ crew: this.crew, facts, told, changed: () => this.keep(), failed: (error) => this.fail(error) });
    this.touched = null;
  }

  begin() {
    this.arrive();
    if (this.theatre.play) scrollTo(0, $("theatre").offsetTop); // who begins inside is there
    addEventListener("hashchange", () => this.arrive());
    $("luck").addEventListener("click", () => this.turn("luck", (this.values.luck + 1) % 2 ** 32));
    $("reset").addEventListener("click", () => this.set({ ...fresh(this.facts), luck: this.values.luck }));
    $("language").addEventListener("click", () => { this.speak(this.facts.languages.find((each) => each !== this.language)); this.ask(); });
    for (const each of document.querySelectorAll("input[name=course]")) each.addEventListener("change", () => this.show());
    $("levels").parentElement.addEventListener("toggle", () => this.show());
    $("own").addEventListener("toggle", () => this.stroll());
    $("inside").addEventListener("toggle", () => this.look());
    for (const id of ["whose", "which"]) $(id).addEventListener("change", () => this.look());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.rest() : this.stroll()));
    new ResizeObserver(() => this.show()).observe($("figure"));
  }

  arrive() { // from an address
    const { values, faults, language } = read(location.hash, this.facts, this.told, KEYS), { play, faults: more } = billed(location.hash, this.facts, this.told);
    this.values = values;
    this.theatre.arrive(play ?? (this.facts.theatre && !location.hash ? opening(this.facts) : null));
    if ((language ?? this.language ?? this.facts.language) !== this.language) this.speak(language ?? this.facts.language);
    $("faults").replaceChildren(...[...faults, ...more].map((fault) => element("li", {}, this.tell.say("not understood", fault))));
    this.ask();
  }

  speak(language) { // all words anew
    this.language = document.documentElement.lang = language;
    this.tell = new Teller(this.words, language, this.facts);
    const holes = { scenario: this.tell.company(), today: this.tell.name(this.facts.today), quarters: this.facts.quarters, people: this.facts.people, version: this.facts.version, walked: this.facts.walked };
    for (const each of document.querySelectorAll("[data-say]")) each.textContent = this.tell.say(each.dataset.say, holes);
    this.theatre.speak(this.tell);
    this.controls = new Controls(this.facts, this.tell, (dial, value) => this.turn(dial.key, value, dial));
    $("world").replaceChildren(...this.controls.group("world"));
    $("settings").replaceChildren(...this.controls.group("own"));
    $("whose").replaceChildren(...[null, ...this.facts.options, this.facts.own].map((option) => element("option", { value: option ?? "" }, this.tell.name(option))));
    $("which").max = this.facts.looks.at(-1);
    rests($("patterns"), { tell: this.tell, facts: this.facts });
    const { patterns } = this.facts.rests, held = patterns.filter(({ verdict }) => verdict === "holds").length;
    $("count").textContent = this.tell.say("patterns held", { held, all: patterns.length });
  }

  turn(key, value, dial = null) {
    this.touched = dial ?? this.touched;
    const row = key === "from" ? rowOf(this.facts.options[value], this.facts.dials, this.told) : {};
    this.set({ ...this.values, ...row, [key]: value });
  }

  set(values) {
    this.values = values;
    $("faults").replaceChildren();
    this.ask();
  }

  async ask() { // a new question drops the old
    const about = `question ${++this.asked}`, { values } = this, options = optionsOf(values, this.facts, this.told);
    this.crew.drop(`question ${this.asked - 1}`);
    this.rest();
    this.controls.stand(values);
    this.controls.unwalked();
    $("shown").textContent = this.tell.say(isOwn(values, this.facts, this.told) ? "own is shown" : "own is not shown", { row: this.tell.name(this.facts.options[values.from]) });
    this.keep();
    this.theatre.ask(values);
    $("figure").classList.add("busy");
    try {
      for await (const companies of this.book.looks(values, options, { most: this.facts.looks.at(-1), rank: 0, about })) {
        if (about !== `question ${this.asked}`) return;
        this.last = { companies, options, values };
        this.show();
      }
      $("status").textContent = $("headline").textContent;
      this.look();
      await this.stroll();
    } catch (error) { this.fail(error); }
  }

  keep() { // the question in the address, so that a link is a finding
    const said = written(this.values, this.facts, this.told, this.language, this.theatre.said());
    try { history.replaceState(null, "", said || location.pathname + location.search); } catch { /* a frame without an address of its own */ }
  }

  rest() { this.crew.drop(`walk ${this.walk.walked++}`); } // no more walking

  async stroll() { // along the dials: what was touched first, one's own settings if they are open
    if (!this.last || this.last.companies.length < this.facts.looks.at(-1)) return;
    const open = this.facts.dials.filter((dial) => !dial.choices && !dial.fixed && (dial.group === "world" || $("own").open));
    const first = open.filter((dial) => dial === this.touched);
    try {
      await this.walk.begin(this.values, [...new Set([...first, ...open])], (dial, found) => this.controls.walked(dial, found));
    } catch (error) { this.fail(error); }
  }

  show() {
    if (!this.last) return;
    const { companies, options } = this.last, { tell, facts } = this, found = this.judge.finding(companies, options);
    const added = $("added").checked, n = companies.length;
    $("headline").textContent = tell.headline(found);
    this.theatre.best = found.best;
    $("sure").textContent = tell.say(n < facts.looks.at(-1) ? "so far" : "lived", { n, most: facts.looks.at(-1) });
    const named = (lines) => lines.map((line) => ({ ...line, name: tell.name(line.option), mark: facts.marks[line.option ?? facts.today] }));
    const largest = (lines) => Math.max(...lines.flatMap(({ points }) => points.map(({ mean }) => Math.abs(mean))));
    const quarter = (number) => tell.say("Q", { number }), leads = named(this.judge.lines(companies, options, { added })), levels = named(this.judge.lines(companies, options, { added: false, levels: true }));
    const scales = [leads, levels].map((lines) => tell.scale(largest(lines))), format = ({ of }) => (value) => tell.three(of(value));
    $("chart-of").textContent = tell.say("chart", scales[0]);
    $("levels-of").textContent = tell.say("levels of", scales[1]);
    draw($("chart"), { lines: leads, zero: true, format: format(scales[0]), quarter });
    draw($("levels"), { lines: levels, zero: false, format: format(scales[1]), quarter });
    $("figure").classList.remove("busy");
    results($("results"), found, companies, { tell, facts });
    byQuarter($("quarters"), leads, { tell, names: leads.map(({ name }) => name) });
  }

  async look() { // inside one company
    if (!$("inside").open) return;
    const option = $("whose").value || null, replication = Math.min(Math.max(1, $("which").valueAsNumber || 1), this.facts.looks.at(-1)) - 1;
    const job = { kind: "diary", world: world(this.values, this.told), replication, quarters: this.facts.quarters, ways: [way(option, this.values, this.facts, this.told)] };
    const about = `inside ${++this.looked}`;
    try { diary($("weeks"), await this.crew.ask(job, { rank: 1, about }), { tell: this.tell, forces: Object.keys(this.told.forces) }); } catch (error) { this.fail(error); }
  }
  looked = 0;

  fail(error) { fail(error, this.tell); }
}

begin(See);
