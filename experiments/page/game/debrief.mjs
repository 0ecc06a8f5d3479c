// What became of a class: every team beside every paradigm on the room's luck, and in further companies; each decision undone.
import { decisions } from "./choices.mjs";
import { mean, total } from "./finding.mjs";
import { fresh, way, world } from "./question.mjs";

const LOOKS = [1, 2, 4, 8, 16]; // companies after which figures are shown; the first is the room's own

export class Debrief {
  constructor({ crew, judge, facts, told, choices }) {
    Object.assign(this, { crew, judge, facts, told, choices, values: { ...fresh(facts), quarter: 1 } });
  }

  paradigms() { return [null, ...this.facts.options]; } // staying, and switching at once
  ways(teams) { return [...this.paradigms().map((option) => way(option, this.values, this.facts, this.told)), ...teams.map(({ turns }) => this.decided(turns))]; }
  decided(turns) { return this.facts.decisions.concat(decisions(turns, this.choices)); }

  ask(kind, ways, replication, about, quarters = this.facts.quarters) {
    return this.crew.ask({ kind, world: world(this.values, this.told), replication, quarters, ways }, { rank: kind === "recording" ? -1 : 0, about });
  }

  async *lived(ways, about) { // companies x ways x outcomes, after 1, 2, 4, 8 and 16 companies
    const begun = Array.from({ length: LOOKS.at(-1) }, (_, replication) => this.ask("branches", ways, replication, about));
    for (const each of begun) each.catch(() => {}); // the first to fail is told where it is waited for
    for (const n of LOOKS) yield await Promise.all(begun.slice(0, n));
  }

  undone(turns) { // each decision by its quarter, and what would have been decided without it
    const taken = turns.flatMap(({ choice }, place) => (this.choices[choice].kind === "nothing" ? [] : [place]));
    return taken.map((place) => ({ quarter: place + 1, choice: this.choices[turns[place].choice], decisions: this.decided(turns.map((turn, other) => (other === place ? { ...turn, choice: 0 } : turn))) }));
  }

  brought(companies, place, other) { // more revenue over all quarters: in the room's company, and the mean over companies
    const sums = (way) => companies.map((lived) => total(lived[way].revenue)), first = sums(place), second = sums(other);
    return { own: first[0] - second[0], ...this.judge.paired(first, second), n: companies.length };
  }

  course(companies, place) { // ahead of staying in the room's company, added up
    let sum = 0;
    return companies[0][place].revenue.slice(1).map((value, quarter) => ({ mean: (sum += value - companies[0][0].revenue[quarter + 1]), half: NaN }));
  }
}

export function widest({ belief, alignment }, from) { // the week, from one on, in which what executives believe and what people live are farthest apart
  const apart = Array.from(belief, (value, week) => (week < from ? -1 : Math.abs(value - alignment[week]))), week = apart.indexOf(Math.max(...apart));
  return { week, believed: belief[week], lived: alignment[week] };
}

export function misses(revenue, turns, guesses) { // change that came, by quarter, and how far guesses were from it; so was "no change"; and what is said of that
  const came = turns.map((_, place) => (place ? revenue[place + 1] / revenue[place] - 1 : NaN)), off = turns.map(({ guess }, place) => Math.abs(guesses[guess] - came[place]));
  const known = came.flatMap((value, place) => (place && Number.isFinite(value) ? [place] : [])); // nothing was expected of the first
  const found = { mean: mean(known.map((place) => off[place])), still: mean(known.map((place) => Math.abs(came[place]))) };
  const steady = turns.slice(1).every(({ guess }) => guesses[guess] === 0);
  return { came, off, ...found, said: steady ? "guessed nothing" : found.mean < found.still ? "guessed well" : "guessed badly" };
}
