// What is played, as the address says it: which ways, which company and week, who was chosen, what was decided otherwise.
import { optionsOf, way, wordOf } from "./question.mjs";

export const KEYS = ["theatre", "company", "week", "lead", "person", "branch"];
export const MOST = 4;
const STAY = "stay", BRANCH = /^([\w-]+)~(\d+)~([\w-]+)~([\w.-]+)$/;

export function opening(facts) { // staying, and the way that a reader's own structure begins as
  const start = facts.dials.find(({ key }) => key === "from").start;
  return { ways: [null, facts.options[start]], branches: [], company: 1, week: 0, lead: null, person: null };
}

export function billed(hash, facts, told) { // the address as a play (null if it asks for none), and what is not understood
  const said = new URLSearchParams(hash.replace(/^#/, "")), faults = [], play = opening(facts);
  const named = (name) => (name === STAY ? null : [...facts.options, facts.own].find((each) => each === name));
  const weeks = facts.quarters * told.weeksPerQuarter;
  const number = (key, low, high) => {
    const text = said.get(key), value = text?.trim() ? Number(text) : NaN;
    if (text === null) return;
    if (Number.isInteger(value) && value >= low && value <= high) play[key] = value; else faults.push({ key, text, allowed: `${low} – ${high}` });
  };
  if (said.has("theatre") && said.get("theatre")) {
    const ways = said.get("theatre").split(",").map(named);
    if (ways.length <= MOST && !ways.includes(undefined) && new Set(ways).size === ways.length) play.ways = ways;
    else faults.push({ key: "theatre", text: said.get("theatre"), allowed: [STAY, ...facts.options, facts.own].join(", ") });
  }
  number("company", 1, facts.looks.at(-1));
  number("week", 0, weeks);
  number("person", 0, told.keys.length - 1);
  if (/^\d{1,20}$/.test(said.get("lead") ?? "")) play.lead = said.get("lead"); else if (said.has("lead")) faults.push({ key: "lead", text: said.get("lead"), allowed: "0 – 9…" });
  for (const text of said.getAll("branch")) {
    const branch = branched(text, named, facts);
    if (branch && play.ways.length + play.branches.length < MOST) play.branches.push(branch);
    else faults.push({ key: "branch", text, allowed: `${STAY}~2~paradigm~${facts.options[0]}` });
  }
  return { play: said.has("theatre") ? play : null, faults };
}

function branched(text, named, facts) {
  const [, of, quarter, key, word] = BRANCH.exec(text) ?? [], dial = facts.dials.find((each) => each.key === key);
  if (named(of ?? "") === undefined || quarter < 1 || quarter > facts.quarters) return null;
  const value = key === "paradigm" ? [...facts.options, facts.today].find((each) => each === word) : key === "order" ? ["programme", "survey"].find((each) => each === word) : dialled(dial, word);
  return value === undefined ? null : { of: named(of), quarter: Number(quarter), key, value };
}

function dialled(dial, word) {
  if (!dial || !(dial.setting || dial.key === "leadership")) return undefined;
  const value = dial.choices ? dial.choices[word] : Number(word);
  return dial.choices || (value >= dial.low && value <= dial.high) ? value : undefined;
}

export function bill({ ways, branches, company, week, lead, person }, facts) { // as the address says it
  const said = [["theatre", ways.map((each) => each ?? STAY).join(",")], ["company", company === 1 ? null : company], ["week", week || null], ["lead", lead], ["person", person]];
  const written = branches.map(({ of, quarter, key, value }) => ["branch", [of ?? STAY, quarter, key, spelt(key, value, facts)].join("~")]);
  return [...said, ...written].filter(([, value]) => value !== null);
}

const spelt = (key, value, facts) => { const dial = facts.dials.find((each) => each.key === key); return dial?.choices ? wordOf(dial, value) : value; };

export function panels(play, values, facts, told) { // what each panel decides; a way of one's own only if there is one
  const options = [null, ...optionsOf(values, facts, told)], shown = play.ways.filter((each) => options.includes(each));
  const pure = shown.map((option) => ({ option, branch: null, decisions: way(option, values, facts, told) }));
  const parted = play.branches.filter(({ of }) => options.includes(of));
  return [...pure, ...parted.map((branch) => ({ option: branch.of, branch, decisions: [...way(branch.of, values, facts, told), decision(branch)] }))];
}

function decision({ quarter, key, value }) { // as `engine.mjs` takes it
  if (key === "paradigm") return { quarter, kind: "paradigm", paradigm: value };
  if (key === "order") return { quarter, kind: value };
  return key === "leadership" ? { quarter, kind: "leadership", name: "leadership.strength", value } : { quarter, kind: "setting", name: key, value };
}

export function command({ option, branch }, play, values, facts) { // the same run without the page, null for a structure that only the page has
  if (option === facts.own) return null;
  const decide = [...(option === null ? [] : [`Q${values.quarter} paradigm=${option}`]), ...(branch ? [`Q${branch.quarter} ${ordered(branch, facts)}`] : [])];
  const set = facts.dials.filter(({ key, group, fixed, start }) => group === "world" && key !== "quarter" && !fixed && values[key] !== start)
    .map(({ key }) => `${key === "leadership" ? "leadership.strength" : `forces.${key}.end`}=${values[key]}`);
  const parts = [`cordiale run ${facts.scenario.name} --forces all --quarters ${facts.quarters} --seed ${values.luck}`, ...(play.company > 1 ? [`--replication ${play.company - 1}`] : []), ...set.map((each) => `--set ${each}`), ...decide.map((each) => `--decide "${each}"`)];
  return parts.join(" ");
}

const ordered = ({ key, value }, facts) => (key === "order" ? value : `${key === "leadership" ? "leadership.strength" : key}=${spelt(key, value, facts)}`);
