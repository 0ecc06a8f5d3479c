// The teacher's page: codes are pasted, every game is lived again, and talked about on its own luck.
import { begin, fail } from "./beginning.mjs";
import { drawBelief } from "./believing.mjs";
import { draw } from "./chart.mjs";
import { GUESSES, choicesOf, guessed, named, orders } from "./choices.mjs";
import { readAll } from "./code.mjs";
import { element } from "./controls.mjs";
import { Crew } from "./crew.mjs";
import { Debrief, misses, widest } from "./debrief.mjs";
import { Judge } from "./finding.mjs";
import { Scene } from "./scene.mjs";
import { filled } from "./tables.mjs";
import { Teller, upper } from "./telling.mjs";

const $ = (id) => document.getElementById(id);
const CRITERIA = ["mechanism", "wrong", "luck", "blind"], POINTS = 2, LABEL = 19; // points of a criterion; pixels a name takes in the chart

class Teacher {
  constructor({ wasm, told, facts, words, engine }) {
    const crew = new Crew($("worker").textContent, Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2)), { wasm, told, facts });
    crew.begun.catch((error) => this.fail(error));
    Object.assign(this, { told, facts, words, crew, choices: choicesOf(facts), asked: 0, teams: [], faults: [] });
    this.debrief = new Debrief({ crew, judge: new Judge(engine, facts), facts, told, choices: this.choices });
    this.scene = new Scene({ facts, told });
  }

  begin() {
    $("codes").value = new URLSearchParams(location.hash.slice(1)).get("codes") ?? "";
    this.speak(this.facts.language);
    $("language").addEventListener("click", () => this.speak(this.facts.languages.find((each) => each !== this.language)));
    $("gather").addEventListener("submit", (event) => { event.preventDefault(); this.relive(); });
    $("whose").addEventListener("change", () => this.look());
    $("open").addEventListener("click", (event) => { event.preventDefault(); this.enter(); });
    $("print").addEventListener("click", () => print());
    new ResizeObserver(() => { this.show(); this.showBelief(); }).observe($("figure"));
    $("how").open = true;
    if ($("codes").value) this.relive();
  }

  speak(language) {
    this.language = document.documentElement.lang = language;
    this.tell = new Teller(this.words, language, this.facts);
    const holes = { ...this.facts.game, quarters: this.facts.quarters, version: this.facts.version };
    for (const each of document.querySelectorAll("[data-say]")) each.textContent = this.tell.say(each.dataset.say, holes);
    this.tellFaults();
    this.show();
    this.showTeam();
    document.dispatchEvent(new CustomEvent("spoken", { detail: { tell: this.tell, room: this.facts.game.room, quarters: this.facts.quarters } }));
  }

  tellFaults() {
    const { tell } = this, told = ({ line, name, key, holes }) => tell.say(name ? "fault of" : "fault", { line, name, what: tell.say(key, holes) });
    $("faults").replaceChildren(...this.faults.map((fault) => element("li", {}, told(fault))));
  }

  async relive() { // a new list drops the old
    const bounds = { quarters: this.facts.quarters, choices: this.choices.length, guesses: GUESSES.length };
    const { teams, faults } = readAll($("codes").value, this.facts.game, bounds), about = `class ${++this.asked}`;
    this.crew.drop(`class ${this.asked - 1}`);
    if (!teams.length && !faults.length) faults.push({ line: 1, name: "", key: "line none", holes: {} });
    Object.assign(this, { faults, teams, last: null, one: null });
    this.tellFaults();
    $("debrief").hidden = !teams.length;
    $("scene").hidden = true;
    $("how").open = !teams.length;
    try { history.replaceState(null, "", `#${new URLSearchParams({ codes: $("codes").value })}`); } catch { /* a frame without an address of its own */ }
    if (!teams.length) return;
    $("whose").replaceChildren(...teams.map(({ name }, place) => element("option", { value: place }, name)));
    try {
      for await (const companies of this.debrief.lived(this.debrief.ways(teams), about)) {
        if (about !== `class ${this.asked}`) return;
        this.last = companies;
        this.show();
        if (!this.one) this.look();
      }
    } catch (error) { this.fail(error); }
  }

  show() { // all teams
    if (!this.last) return;
    const { tell, facts, teams, last } = this, pure = this.debrief.paradigms(), grey = (option) => ({ colour: "#767676", marker: facts.marks[option].marker, dash: "1.5 1.5" });
    const paradigms = pure.slice(1).map((option, place) => ({ name: tell.name(option), mark: grey(option), points: this.debrief.course(last, place + 1) }));
    const own = teams.map(({ name }, place) => ({ name, mark: facts.crews[place % facts.crews.length], points: this.debrief.course(last, pure.length + place) }));
    const lines = [...paradigms, ...own], { of, unit } = tell.scale(Math.max(...lines.flatMap(({ points }) => points.map(({ mean }) => Math.abs(mean)))));
    $("lines-about").textContent = tell.say("lines about", { unit });
    draw($("chart"), { lines, zero: true, format: (value) => tell.three(of(value)), quarter: (number) => tell.say("Q", { number }), tall: LABEL * lines.length });
    const leads = [...teams.map(({ name }, place) => ({ name, team: true, ...this.debrief.brought(last, pure.length + place, 0) })), ...pure.slice(1).map((option, place) => ({ name: tell.name(option), ...this.debrief.brought(last, place + 1, 0) }))];
    leads.sort((one, other) => other.own - one.own);
    const first = leads.find(({ team }) => team);
    $("headline").textContent = upper(tell.say(teams.length > 1 ? "class found" : "class alone", { team: first.name, lead: `${first.own > 0 ? "+" : ""}${tell.money(first.own)}` }));
    $("sure").textContent = tell.say("class sure", { n: last.length });
    $("sure").dataset.n = last.length;
    $("teams-of").textContent = tell.say("teams about", { unit, n: last.length });
    filled($("teams"), ["head who", "head own luck", "head other luck"].map((key) => tell.say(key)), leads.map((lead) => [lead.team ? element("b", {}, lead.name) : lead.name, ...this.amounts(lead, leads, of)]));
  }

  amounts({ name, own, mean, half }, all, of) { // on the room's luck, to the last bit behind the text, and over companies
    const largest = of(Math.max(...all.flatMap((each) => [Math.abs(each.own), Math.abs(each.mean)]))), [signed, plain] = [this.tell.even(largest), this.tell.even(largest, { signed: false })];
    const made = element("data", { value: String(own), textContent: signed(of(own)) });
    made.dataset.name = name;
    return [made, Number.isFinite(half) ? `${signed(of(mean))} ± ${plain(of(half))}` : "–"];
  }

  async look() { // one team
    const team = this.teams[Number($("whose").value)], about = `team ${++this.looked}`, undone = this.debrief.undone(team.turns), ways = [this.debrief.decided(team.turns), ...undone.map((each) => each.decisions)];
    this.crew.drop(`team ${this.looked - 1}`);
    $("scene").hidden = true;
    this.one = { team, undone };
    try {
      const recording = (decided) => this.debrief.ask("recording", [decided], 0, about);
      const [record, stay] = await Promise.all([recording(ways[0]), recording(this.facts.decisions)]);
      for await (const companies of this.debrief.lived(ways, about)) {
        if (about !== `team ${this.looked}`) return;
        this.one = { team, undone, companies, record, stay };
        this.showTeam();
      }
      $("undone").dataset.done = team.name;
    } catch (error) { this.fail(error); }
  }
  looked = 0;

  showTeam() {
    if (!this.one?.companies) return;
    const { tell, one: { team, record } } = this, at = this.widest();
    $("whose-of").textContent = tell.say("debrief of", { team: team.name });
    this.showUndone();
    $("apart").textContent = tell.say("apart in", { week: at.week, quarter: Math.max(1, Math.ceil(at.week / this.told.weeksPerQuarter)), believed: tell.share(at.believed), lived: tell.share(at.lived), began: tell.share(record.belief[0]), began_lived: tell.share(record.alignment[0]) });
    $("apart").dataset.week = at.week;
    $("open").textContent = tell.say("open theatre", { week: at.week });
    $("asked").replaceChildren(...this.surveys().map((holes) => element("li", {}, tell.say("survey did", holes))));
    this.showBelief();
    this.showGuesses();
    this.showRubric();
    if (!$("scene").hidden) this.enter();
  }

  widest() { return widest(this.one.record, this.told.weeksPerQuarter); } // at the start all teams are where the room is

  surveys() { // what executives read and people lived the week before each honest survey, in its week, and at its quarter's end
    const { tell, choices, told, one: { team, record } } = this;
    const took = team.turns.flatMap(({ choice }, place) => (choices[choice].kind === "survey" ? [place] : []));
    return took.map((place) => {
      const begun = place * told.weeksPerQuarter, [before, then, end] = [begun, begun + 1, begun + told.weeksPerQuarter].map((week) => ({ read: tell.share(record.belief[week]), lived: tell.share(record.alignment[week]) }));
      return { quarter: place + 1, before: before.read, then: then.read, end: end.read, lived_before: before.lived, lived_then: then.lived, lived_end: end.lived };
    });
  }

  showBelief() {
    if (!this.one?.record) return;
    const { tell, one: { record } } = this, names = { belief: tell.say("line belief"), alignment: tell.say("line alignment") };
    drawBelief($("belief"), record, { at: this.widest().week, names, format: tell.percent, quarter: (number) => tell.say("Q", { number }), weeksPerQuarter: this.told.weeksPerQuarter });
  }

  showUndone() {
    const { tell, one: { undone, companies } } = this, brought = undone.map((each, place) => ({ ...each, ...this.debrief.brought(companies, 0, place + 1) }));
    const { of, unit } = tell.scale(Math.max(0, ...brought.map(({ own }) => Math.abs(own)))), [dearest] = brought.sort((first, second) => first.own - second.own);
    const said = dearest && { quarter: dearest.quarter, what: named(dearest.choice, tell), amount: tell.money(Math.abs(dearest.own)) };
    $("dearest").textContent = !dearest ? tell.say("nothing decided") : tell.say(dearest.own < 0 ? "dearest cost" : "none cost", said);
    $("undone").hidden = !dearest;
    filled($("undone"), [tell.say("quarter"), tell.say("ask decision"), tell.say("head own undone", { unit }), tell.say("head others undone", { n: companies.length })],
      brought.map((each) => [tell.say("Q", { number: each.quarter }), named(each.choice, tell), ...this.amounts({ ...each, name: each.quarter }, brought, of)]));
  }

  showGuesses() {
    const { tell, one: { team, companies } } = this, { came, off, mean, still, said } = misses(companies[0][0].revenue, team.turns, GUESSES);
    $("missed").textContent = team.turns.length > 1 ? tell.say(said, { mean: tell.tenth(100 * mean), still: tell.tenth(100 * still) }) : "";
    filled($("guesses"), ["quarter", "ask decision", "head guess", "head came", "head missed"].map((key) => tell.say(key)),
      team.turns.map(({ choice, guess }, place) => [tell.say("Q", { number: place + 1 }), named(this.choices[choice], tell), place ? guessed(guess, tell) : "–", tell.signedShare(came[place]), tell.tenth(100 * off[place])]));
  }

  showRubric() {
    const { tell, one: { team } } = this, boxes = () => Array.from({ length: POINTS + 1 }, (_, points) => `☐ ${points}`).join("  ");
    $("rubric-of").textContent = tell.say("rubric of", { team: team.name });
    filled($("criteria"), ["head criterion", "head none", "head full", "head points"].map((key) => tell.say(key)), CRITERIA.map((key) => [tell.say(`criterion ${key}`), tell.say(`nothing ${key}`), tell.say(`full ${key}`), boxes()]));
  }

  enter() { // the theatre at the week in which belief and truth are farthest apart
    const { one: { team, record, stay }, facts, tell, debrief } = this, begun = $("scene").hidden, way = (turns) => this.command(turns);
    $("scene").hidden = false;
    const place = this.teams.indexOf(team), shown = [{ name: team.name, mark: facts.crews[place % facts.crews.length], run: way(team.turns), record }, { name: tell.name(null), mark: facts.marks[facts.today], run: way([]), record: stay }];
    this.scene.show(shown, begun ? this.widest().week : this.scene.week, { tell, values: debrief.values });
    if (!begun) return;
    $("scene").scrollIntoView({ block: "start" });
    $("scene-of").focus();
  }

  command(turns) { // the same run without the page
    const { facts } = this, decided = orders(turns, this.choices).map((each) => ` --decide "${each}"`).join("");
    return `cordiale run ${facts.scenario.name} --forces all --quarters ${facts.quarters} --seed ${facts.luck}${decided}`;
  }

  fail(error) { fail(error, this.tell); }
}

begin(Teacher);
