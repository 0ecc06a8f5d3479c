// A lesson: a question, a prediction that is locked, companies that live, what they show beside it, and what it rests on.
import { begin, fail } from "./beginning.mjs";
import { draw } from "./chart.mjs";
import { element } from "./controls.mjs";
import { Crew } from "./crew.mjs";
import { Judge, mean, total } from "./finding.mjs";
import { Choice, Drawing, Verdicts } from "./sketch.mjs";
import { filled } from "./tables.mjs";
import { Teller, lower } from "./telling.mjs";

const $ = (id) => document.getElementById(id);
const SCALES = { points: 100, money: 1 / 1000 }; // of what is told with its sign: how far a share is ahead, in points; money, in millions
const KINDS = { draw: Drawing, choose: Choice, verdicts: Verdicts };

class Lesson {
  constructor({ wasm, told, facts, words, engine }) {
    Object.assign(this, { wasm, told, facts, words, lesson: facts.lesson, luck: facts.luck, judge: new Judge(engine, facts) });
  }

  begin() {
    $("dotted").hidden = this.lesson.kind !== "draw";
    this.speak(this.facts.language);
    $("language").addEventListener("click", () => this.speak(this.facts.languages.find((each) => each !== this.language)));
    $("lock").addEventListener("click", () => this.lock());
    $("again").addEventListener("click", () => { this.luck += 1; this.live(); });
    new ResizeObserver(() => this.show()).observe($("figure"));
  }

  speak(language) { // all words anew; the prediction goes on
    this.language = document.documentElement.lang = language;
    this.tell = new Teller(this.words, language, this.facts);
    const holes = { ...this.facts.scenario, companies: this.facts.companies, version: this.facts.version, quarters: this.facts.quarters };
    for (const each of document.querySelectorAll("[data-say]")) each.textContent = this.tell.say(each.dataset.say, holes);
    const { patterns } = this.facts.rests, rows = patterns.map(({ pattern, name, statement, verdict }) => [`${pattern}`, this.tell.say(`verdict ${verdict}`), `${name[language]}. ${statement[language]}`]);
    filled($("patterns"), [this.tell.say("number"), this.tell.say("verdict"), this.tell.say("pattern")], rows);
    this.sketch = new KINDS[this.lesson.kind]({ ...this.lesson, ...this.facts.rests, verdicts: this.facts.verdicts, quarters: this.facts.quarters }, this.tell, { marks: this.marks(), said: this.sketch?.said });
    $("sketch").replaceChildren(this.sketch.root);
    $("locked").textContent = this.locked ? this.tell.say("is locked") : "";
    if (this.locked) { this.sketch.lock(); this.show(); }
  }

  marks() { return this.lesson.keys.map((_, place) => this.facts.marks[place]); }

  lock() {
    if (!this.sketch.ready()) { $("locked").textContent = this.tell.say("choose first"); return; }
    this.locked = true;
    this.sketch.lock();
    $("lock").disabled = true;
    $("locked").textContent = this.tell.say("is locked");
    this.live();
  }

  async live() {
    $("reveal").hidden = $("debrief").hidden = false;
    if (this.lesson.kind === "verdicts") { this.show(); return; }
    const { arms } = this.lesson, { companies, quarters, outcomes } = this.facts, seed = this.luck;
    try {
      this.crew ??= new Crew($("worker").textContent, Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2)), { wasm: this.wasm, told: this.told, facts: this.facts });
      const ask = (replication) => this.crew.ask({ arms, seed, replication, outcomes, quarters }, { rank: 0, about: `luck ${seed}` });
      const asked = Array.from({ length: companies }, (_, replication) => ask(replication));
      for (let n = 1; n <= companies; n *= 2) {
        const lived = await Promise.all(asked.slice(0, n));
        if (seed !== this.luck) return;
        this.lived = this.lesson.wrong ? lived.map(together).filter(([first]) => first.trust.every(Number.isFinite)) : lived;
        this.show();
      }
      $("found").dataset.done = String(seed);
    } catch (error) { this.fail(error); }
  }

  values(key, quarter) { // of each company: a level in a quarter or, against another arm, the lead there or added up until then
    const { arms, lines, course } = this.lesson, { arm, outcome, against } = lines.find((line) => line.key === key);
    const upto = (series) => (against && course !== "each" ? total(series.slice(0, quarter + 2)) : series[quarter + 1]); // quarter 0 is the start
    const of = (company, name) => upto(company[arms.findIndex((each) => each.name === name)][outcome]);
    return this.lived.map((company) => of(company, arm) - (against ? of(company, against) : 0));
  }

  line(key) {
    const points = Array.from({ length: this.facts.quarters }, (_, quarter) => this.judge.paired(this.values(key, quarter), this.lived.map(() => 0)));
    return { key, points };
  }

  show() {
    if (this.lesson.kind === "verdicts" && this.locked) {
      const { patterns } = this.facts.rests, held = patterns.filter(({ verdict }) => verdict === "holds").length;
      $("found").textContent = this.tell.say("found", { right: this.sketch.right(), held, all: patterns.length });
      for (const id of ["figure", "again", "tabled", "judged"]) $(id).hidden = true; // verdicts stand beside what was said
      return;
    }
    if (!this.lived?.length) return;
    const { tell, lesson } = this, measured = lesson.keys.map((key) => this.line(key)), unit = lesson.unit === "share" ? tell.percent : (value) => tell.signed(SCALES[lesson.unit] * value);
    const named = measured.map(({ key, points }, place) => ({ key, points, name: tell.say(`line ${key}`), mark: this.facts.marks[place] }));
    draw($("chart"), { lines: [...named, ...this.sketch.drawn(tell)], zero: true, format: unit, quarter: (number) => tell.say("Q", { number }) });
    $("found").textContent = this.finding(measured, unit);
    $("sure").textContent = tell.say("so many", { n: this.lived.length, most: this.facts.companies });
    const cell = ({ mean: middle, half }) => `${unit(middle)}${Number.isFinite(half) ? ` ± ${unit(half).replace("+", "")}` : ""}`;
    const rows = Array.from({ length: this.facts.quarters }, (_, quarter) => [String(quarter + 1), ...named.map(({ points }) => cell(points[quarter]))]);
    filled($("table"), [tell.say("quarter"), ...named.map(({ name }) => name)], rows);
    Object.assign($("table").dataset, { found: JSON.stringify(Object.fromEntries(measured.map(({ key, points }) => [key, points.map(({ mean: middle, half }) => [middle, half])]))) }); // to the last bit
  }

  finding(measured, unit) {
    const { tell, lesson } = this, last = Object.fromEntries(measured.map(({ key, points }) => [key, unit(points.at(-1).mean)]));
    const gap = this.judge.paired(...measured.slice(0, 2).map(({ key }) => this.values(key, this.facts.quarters - 1)));
    $("found").dataset.gap = JSON.stringify(gap);
    const points = tell.even(100 * Math.max(Math.abs(gap.mean), gap.half || 0), { signed: false });
    if (lesson.kind === "draw") return tell.say("found", { quarters: this.facts.quarters, gap: points(-100 * gap.mean), half: points(100 * gap.half), ...last, ...Object.fromEntries(this.sketch.told(tell).map((said, place) => [`you_${(lesson.predicted ?? lesson.keys)[place]}`, said])) });
    const ends = measured.toSorted((one, other) => other.points.at(-1).mean - one.points.at(-1).mean), [first, second] = ends;
    const atLast = ({ key }) => this.values(key, this.facts.quarters - 1);
    const { mean: lead, half } = this.judge.paired(atLast(first), atLast(second), this.facts.claim), sure = lead - half > 0;
    const named = (key) => lower(tell.say(`line ${key}`)), holes = { ...this.facts.scenario, first: named(first.key), second: named(second.key), value: last[first.key], next: last[second.key], you: named(this.sketch.said) };
    Object.assign($("found").dataset, { first: first.key, sure });
    return `${tell.say(sure ? "found" : "found unsure", holes)} ${tell.say(sure ? (first.key === this.sketch.said ? "you were right" : "you were wrong") : "nobody knows", holes)}`;
  }

  fail(error) { fail(error, this.tell); }
}

function together(company) { // mean trust of the pairs of whom nobody leaves in any arm
  const stays = company[0].trust.map((_, pair) => company.every(({ trust }) => trust[pair].every(Number.isFinite)));
  const kept = ({ trust }) => trust.filter((_, pair) => stays[pair]);
  return company.map((arm) => ({ trust: arm.trust[0].map((_, quarter) => mean(kept(arm).map((course) => course[quarter]))) }));
}

begin(Lesson);
