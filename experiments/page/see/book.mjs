// What was lived is kept: a company that lived one way on one luck never has to live it again.
import { way, world } from "./question.mjs";

const MOST = 20000, FIRST = 8; // lives kept, then all are forgotten; companies that come before what else is asked

export class Book {
  constructor(crew, facts, told) { Object.assign(this, { crew, facts, told, lives: new Map() }); }

  async company(values, options, replication, errand) { // of each way, staying (null) first: its outcomes by quarter
    const shared = world(values, this.told), ways = [null, ...options].map((option) => way(option, values, this.facts, this.told));
    const keys = ways.map((decisions) => JSON.stringify([shared, replication, decisions]));
    const missing = keys.map((_, place) => place).filter((place) => !this.lives.has(keys[place]));
    const known = keys.map((key) => this.lives.get(key));
    if (missing.length) {
      const job = { world: shared, replication, quarters: this.facts.quarters, ways: missing.map((place) => ways[place]) };
      const lived = await this.crew.ask(job, errand);
      if (this.lives.size > MOST) this.lives.clear();
      missing.forEach((place, index) => this.lives.set(keys[place], known[place] = lived[index]));
    }
    return known;
  }

  async *looks(values, options, { most, ...errand }) { // after 1, 2, 4, 8, ... matched companies
    const begun = Array.from({ length: most }, (_, replication) => this.company(values, options, replication, { ...errand, rank: errand.rank + (replication < FIRST ? 0 : 1) }));
    for (const n of this.facts.looks.filter((each) => each <= most)) yield await Promise.all(begun.slice(0, n));
  }
}
