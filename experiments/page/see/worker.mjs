// One engine a worker. It lives a company up to where its ways part, then each way, on the same luck.
import { courses, recorded } from "./recording.mjs";
import { serve } from "./serving.mjs";

const HABITS = ["alignment", "belief", "quality", "customers", "matters", "transition_left", "power_balance"];
let company, facts;

function founded({ world, replication }) {
  company.own = world.forces;
  const forces = Object.keys(company.told.forces), parameters = { leadership_strength: world.leadership };
  company.found({ paradigm: company.told.today, forces, seed: world.seed, replication, parameters });
  return forces;
}

function branches({ world, replication, ways, quarters }) { // revenue and the rest of each way, quarter by quarter
  const forces = founded({ world, replication }), rested = company.snapshot();
  return ways.map((decisions) => {
    company.restore(rested).setOut({ quarters, forces, decisions }).live(quarters * company.told.weeksPerQuarter);
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
