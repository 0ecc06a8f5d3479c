// The company of a game in this page: lived from its first day up to a quarter, whatever was decided, on the room's luck.

const STANDS = ["executives_aligned"]; // what there is before a first quarter; the rest is counted from then on

export class OwnCompany {
  constructor(engine, facts) {
    Object.assign(this, { engine, facts, forces: Object.keys(engine.told.forces) });
    engine.found({ paradigm: engine.told.today, forces: this.forces, seed: facts.luck });
    this.rested = engine.snapshot();
  }

  lived(decisions, quarters) { // what executives see by quarter, 0 the start; what honest surveys told; how it is organised now
    const { engine, facts } = this, weeks = engine.told.weeksPerQuarter, surveys = decisions.filter(({ kind }) => kind === "survey").map(({ quarter }) => quarter);
    engine.restore(this.rested).setOut({ quarters: facts.quarters, forces: this.forces, decisions: facts.decisions.concat(decisions) });
    const belief = [this.belief()], told = [];
    for (let quarter = 1; quarter <= quarters; quarter++) {
      engine.live((quarter - 1) * weeks + 1);
      if (surveys.includes(quarter)) told.push({ quarter, believed: belief.at(-1), lived: this.belief() }); // it is taken in the first week
      engine.live(quarter * weeks);
      belief.push(this.belief());
    }
    const seen = Object.fromEntries(facts.seen.map((name) => [name, engine.record(name).slice(0, quarters + 1).map((value, quarter) => (quarter || STANDS.includes(name) ? value : NaN))]));
    return { seen: { ...seen, belief }, surveys: told, stands: (dial) => this.stands(dial) };
  }

  belief() { return this.engine.get("company", 0, "belief"); }
  stands(dial) { return dial.setting ? this.engine.get("structure", 0, dial.key) : this.engine.get("parameters", 0, "leadership_strength"); }
}
