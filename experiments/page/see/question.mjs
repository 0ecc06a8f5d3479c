// What is asked: where the dials stand, as the address of the page says it and as the engine is asked it.

export function fresh(facts) {
  return { luck: facts.luck, ...Object.fromEntries(facts.dials.map((dial) => [dial.key, dial.start])) };
}

export function rowOf(name, dials, told) { // a paradigm's row as the dials of one's own stand on it
  return Object.fromEntries(dials.filter((dial) => dial.setting).map((dial) => [dial.key, told.structures[name][dial.key]]));
}

export function read(hash, facts, told, others = []) { // the address as dials, and what of it is not understood
  const said = new URLSearchParams(hash.replace(/^#/, "")), values = fresh(facts), faults = [];
  const take = (dial) => {
    const text = said.get(dial.key), value = dial.choices ? dial.choices[text] : number(text);
    if (text === null) return;
    if (allowed(dial, value)) values[dial.key] = value; else faults.push({ key: dial.key, text, allowed: range(dial) });
  };
  const own = facts.dials.filter((dial) => dial.setting);
  facts.dials.filter((dial) => !dial.setting).forEach(take);
  Object.assign(values, rowOf(facts.options[values.from], facts.dials, told));
  own.forEach(take);
  take({ key: "luck", low: 0, high: 2 ** 32 - 1, step: 1 });
  const known = new Set(["luck", "language", ...others, ...facts.dials.map((dial) => dial.key)]);
  for (const key of said.keys()) if (!known.has(key)) faults.push({ key, text: said.get(key), allowed: [...known].join(", ") });
  const language = facts.languages.find((each) => each === said.get("language"));
  if (said.has("language") && !language) faults.push({ key: "language", text: said.get("language"), allowed: facts.languages.join(", ") });
  return { values, faults, language };
}

const number = (text) => (text?.trim() ? Number(text) : NaN);
const allowed = (dial, value) => dial.choices ? value !== undefined : !dial.fixed && value >= dial.low && value <= dial.high &&
  (dial.step < 1 || Number.isInteger(value));
const range = (dial) => dial.choices ? Object.keys(dial.choices).join(", ") : `${dial.low} – ${dial.high}`;

export function written(values, facts, told, language, further = []) { // only what is not as it was
  const usual = { ...fresh(facts), ...rowOf(facts.options[values.from], facts.dials, told) }, said = new URLSearchParams();
  for (const dial of [...facts.dials, { key: "luck" }]) {
    const value = values[dial.key];
    if (value !== usual[dial.key]) said.set(dial.key, dial.choices ? wordOf(dial, value) : String(value));
  }
  if (language !== facts.language) said.set("language", language);
  for (const [key, value] of further) said.append(key, value);
  return said.size ? `#${said}` : "";
}

export const wordOf = (dial, value) => Object.keys(dial.choices).find((word) => dial.choices[word] === value);

export function isOwn(values, facts, told) { // whether the reader made a paradigm that is none of the rows
  const row = rowOf(facts.options[values.from], facts.dials, told);
  return Object.keys(row).some((key) => row[key] !== values[key]);
}

export function optionsOf(values, facts, told) {
  return isOwn(values, facts, told) ? [...facts.options, facts.own] : facts.options;
}

export function world(values, told) { // what all options share: company, weather, luck
  const forces = Object.fromEntries(Object.keys(told.forces).map((force) => [force, { end: values[force] }]));
  return { seed: values.luck, leadership: values.leadership, forces };
}

export function way(option, values, facts, told) { // what is decided: null is staying
  if (option === null) return facts.decisions;
  const own = { ...told.structures[facts.options[values.from]], ...Object.fromEntries(
    facts.dials.filter((dial) => dial.setting).map((dial) => [dial.key, values[dial.key]])) };
  const paradigm = option === facts.own ? own : option;
  return [...facts.decisions, { quarter: values.quarter, kind: "paradigm", paradigm }];
}
