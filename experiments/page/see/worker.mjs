// One engine a worker. It lives a company up to where its ways part, then each way, on the same luck. How a company was founded
// and burnt in is kept, for the questions that change nothing before the record begins.
import { courses, recorded } from "./recording.mjs";
import { serve } from "./serving.mjs";

const HABITS = ["alignment", "belief", "quality", "customers", "matters", "transition_left", "power_balance"];
const ROOM = 2 ** 27 / Math.min(16, navigator.hardwareConcurrency || 2), rested = new Map(); // bytes of companies kept, and they; the longest kept go first
let company, facts, kept = 0;

function founded({ world, replication }) {
  company.own = world.forces;
  const { told } = company, forces = Object.keys(told.forces), parameters = { leadership_strength: world.leadership };
  const key = JSON.stringify([world.seed, world.leadership, replication, forces.map((force) => begins(told.forces[force], world.forces[force]))]);
  if (rested.has(key)) company.restore(rested.get(key));
  else keep(key, company.found({ paradigm: told.today, forces, seed: world.seed, replication, parameters }).snapshot());
  return forces;
}

function begins({ shape, at }, { end }) { // what of a force's end is felt before the record begins: nothing, if its path moves later
  return shape !== "constant" && at > 0 ? null : end;
}

function keep(key, snapshot) {
  rested.set(key, snapshot);
  kept += snapshot.bytes.length;
  for (const [oldest, { bytes }] of rested) {
    if (kept <= ROOM) return;
    rested.delete(oldest);
    kept -= bytes.length;
  }
}

function branches({ world, replication, ways, quarters }) { // revenue and the rest of each way, quarter by quarter
  const forces = founded({ world, replication }), begun = company.snapshot(), parted = new Map(), { told } = company;
  return ways.map((decisions) => {
    const [switched, ...others] = decisions.toReversed(), same = switched?.kind === "paradigm" && !others.length && switched.bound === undefined;
    if (!same || !parted.has(switched.quarter)) company.restore(begun).setOut({ quarters, forces, decisions });
    else company.restore(parted.get(switched.quarter)).liveIn(switched.paradigm, told.goal + 1); // the weeks before a switch know nothing of its goal
    if (same && !parted.has(switched.quarter)) parted.set(switched.quarter, company.live((switched.quarter - 1) * told.weeksPerQuarter).snapshot());
    company.live(quarters * told.weeksPerQuarter);
    return Object.fromEntries(facts.outcomes.map((name) => [name, company.record(name)]));
  });
}

function recording({ world, replication, ways, quarters }) { // one way, as the theatre shows it
  return recorded(company, { quarters, forces: founded({ world, replication }), decisions: ways[0] }, facts.outcomes);
}

function coursing({ world, replication, ways, quarters }) { // revenue of each way, week by week
  const forces = founded({ world, replication });
  return courses(company, { quarters, forces, ways }, company.snapshot());
}

function diary({ world, replication, ways, quarters }) { // one way, week by week
  const forces = founded({ world, replication }), weeks = [];
  company.setOut({ quarters, forces, decisions: ways[0] });
  for (let week = 0; week <= quarters * company.told.weeksPerQuarter; week++) {
    company.live(week);
    const seen = HABITS.map((name) => name === "power_balance" ? company.get("structure", 0, name) : company.get("company", 0, name));
    weeks.push([week, ...seen, ...forces.map((force) => company.get("weather", week, force.replace("-", "_")))]);
  }
  return weeks;
}

const KINDS = { branches, diary, recording, courses: coursing };

serve((engine, setup, job) => {
  [company, facts] = [engine, setup];
  return KINDS[job.kind ?? "branches"](job);
});
