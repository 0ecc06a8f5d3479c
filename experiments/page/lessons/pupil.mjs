// One engine a worker. It lives a company of a lesson each way that the lesson compares, on the same luck.
import { serve } from "./serving.mjs";

let company, facts;

function lived({ arm, seed, replication, outcomes, quarters }) {
  const { told } = company, parameters = arm.leadership === undefined ? {} : { leadership_strength: arm.leadership };
  company.found({ paradigm: arm.paradigm ?? told.today, forces: arm.forces, seed, replication, parameters });
  company.setOut({ quarters, forces: arm.forces, decisions: facts.decisions.concat(arm.decisions ?? []), alarm: true });
  if (facts.lesson.wrong) return { trust: wronged(arm, quarters) };
  company.live(quarters * told.weeksPerQuarter);
  return Object.fromEntries(outcomes.map((name) => [name, company.record(name)]));
}

function wronged({ theft }, quarters) { // of one pair in so many, both ways: trust by quarter, NaN once one of the two has left
  const { told } = company, { week: when, every } = facts.lesson.wrong, pairs = company.rows.ties - told.leaderPairs;
  const ties = Array.from({ length: Math.ceil(pairs / every) }, (_, place) => place * every), views = ties.flatMap((tie) => [2 * tie, 2 * tie + 1]);
  const person = (opinion, side) => company.get("people", company.get("ties", Math.floor(opinion / 2), side), "identity");
  const identity = (opinion) => `${person(opinion, "rep")} ${person(opinion, "marketer")}`, who = views.map(identity);
  const seen = () => views.map((opinion, place) => (identity(opinion) === who[place] ? trust(opinion) : NaN));
  const course = [seen()];
  for (let week = 1; week <= quarters * told.weeksPerQuarter; week++) {
    if (theft && week === when) // as `rules/opinions.deceive`
      for (const opinion of views) company.put("opinions", opinion, "violations", company.get("opinions", opinion, "violations") + 1);
    company.live(week);
    if (week % told.weeksPerQuarter === 0) course.push(seen());
  }
  return views.map((_, place) => course.map((quarter) => quarter[place]));
}

function trust(opinion) { // as `rules/opinions.trust_of`
  const weight = company.get("parameters", 0, "trust_affect_weight");
  return weight * company.get("opinions", opinion, "affect") + (1 - weight) * company.get("opinions", opinion, "cognition");
}

serve((engine, setup, job) => {
  [company, facts] = [engine, setup];
  return job.arms.map((arm) => lived({ ...job, arm }));
});
