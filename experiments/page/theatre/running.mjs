// How the lead of one panel over another ran, among that of 40 companies: one company is an anecdote.
import { drawCourse } from "./course.mjs";
import { element } from "./controls.mjs";
import { markOf, named } from "./panel.mjs";
import { ahead, band, parting, rank, upheaval } from "./parting.mjs";

const $ = (id) => document.getElementById(id);
const COMPANIES = 40;

export class Running {
  constructor({ crew, facts, told }) { Object.assign(this, { crew, facts, told, ghosts: [], lives: new Map() }); }

  pair(shown) { // the last on stage, and what it is held against: what it branched from, or the first
    const last = shown.at(-1), from = last.branch && shown.find(({ option, branch }) => !branch && option === last.option);
    return [from || shown[0], last];
  }

  stand(shown) { // who is held against whom, before other companies are known
    const [first, last] = this.two = this.pair(shown);
    Object.assign(this, { lead: ahead(last.record.revenue, first.record.revenue), parted: parting(first.record, last.record), upheaval: upheaval(first.record, last.record), ghosts: [], bounds: [], alone: first === last });
  }

  async ask({ world, replication, about }) { // how other companies fared
    if (this.alone) return;
    const { two } = this, ways = two.map(({ decisions }) => decisions), most = this.facts.looks.at(-1), asked = { ways, world, quarters: this.facts.quarters, kind: "courses" };
    const ghosts = await Promise.all(Array.from({ length: Math.min(COMPANIES, most) }, (_, each) => this.ghost({ ...asked, replication: (replication + each) % most }, about)));
    if (two === this.two) Object.assign(this, { ghosts, bounds: band(ghosts) });
  }

  async ghost(job, about) {
    const key = JSON.stringify(job);
    if (!this.lives.has(key)) {
      const [first, last] = await this.crew.ask(job, { rank: 0.5, about });
      if (this.lives.size > 400) this.lives.clear();
      this.lives.set(key, ahead(last, first));
    }
    return this.lives.get(key);
  }

  draw(tell) { // all but the week
    const [first, last] = this.two, names = { first: named(first, tell), last: named(last, tell) }, { unit, of } = tell.scale(Math.max(...this.lead.map(Math.abs), 1)), weeks = (found) => found?.week ?? found;
    Object.assign(this, { tell, names });
    const end = this.bounds.at(-1), even = end && tell.even(of(Math.max(Math.abs(end.low), Math.abs(end.high))));
    $("course-says").textContent = end ? tell.say("among", { n: this.ghosts.length, rank: rank(this.lead, this.ghosts), middle: tell.money(end.middle), low: even(of(end.low)), high: even(of(end.high)), unit, ...names }) : tell.say("alone so far");
    $("upheaval-says").textContent = this.upheaval ? tell.say(this.upheaval.dip < 0 ? "upheaval" : "upheaval without dip", { ...this.upheaval, ...names, dip: tell.money(-this.upheaval.dip) }) : "";
    for (const meaning of ["differ", "buyer", "good"]) {
      const found = weeks(this.parted[meaning]), never = found === null;
      $(`part-${meaning}`).disabled = never;
      $(`part-${meaning}`).replaceChildren(tell.say(`part ${meaning}`), " ", element("b", {}, never ? tell.say("never") : tell.say("in week", { week: found })));
    }
    $("course-of").textContent = tell.say("course of", { unit, ...names });
    this.move = drawCourse($("course"), { lead: this.lead, ghosts: this.ghosts, band: this.bounds, colour: markOf(last, this.facts).colour, upheaval: this.upheaval && { ...this.upheaval, name: tell.say("reorganisation") }, format: (value) => tell.three(of(value)), quarter: (number) => tell.say("Q", { number }), weeksPerQuarter: this.told.weeksPerQuarter,
      marks: Object.values(this.parted).map(weeks).filter((each) => each !== null) });
  }

  show(week) {
    const now = this.lead[week], said = this.alone ? "alone" : now === 0 ? "level" : now > 0 ? "ahead now" : "behind now";
    $("standing").textContent = this.tell.say(said, { week, ...this.names, lead: this.tell.money(Math.abs(now)) });
    this.move(week);
  }
}
