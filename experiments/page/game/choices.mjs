// What a team can decide in a quarter, each by its number, as a code has it; and what it says of the quarter to come.
import { wordOf } from "./question.mjs";
import { upper } from "./telling.mjs";

const STEP = 0.1, REACH = 5; // a guess: the change of bookings in tenths, from five down to five up
export const GUESSES = Array.from({ length: 2 * REACH + 1 }, (_, place) => Number(((place - REACH) * STEP).toFixed(1)));

export function choicesOf(facts) { // always in this order: a code holds places in it
  const dials = facts.dials.filter((dial) => dial.setting || dial.key === "leadership"), one = (kind, value = null, dial = null) => ({ kind, value, dial });
  const ways = [...new Set([...facts.options, facts.today])].map((name) => one("paradigm", name));
  return [one("nothing"), ...ways, one("programme"), one("survey"), ...dials.flatMap((dial) => values(dial).map((value) => one(dial.key, value, dial)))];
}

function values({ choices, low, high, step }) {
  if (choices) return Object.values(choices);
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => Number((low + place * step).toFixed(6)));
}

export function decision({ kind, value, dial }, quarter) { // as the engine takes it; null for nothing
  if (kind === "nothing") return null;
  if (kind === "paradigm") return { quarter, kind, paradigm: value };
  if (!dial) return { quarter, kind };
  return dial.setting ? { quarter, kind: "setting", name: kind, value } : { quarter, kind: "leadership", name: "leadership.strength", value };
}

export const decisions = (turns, choices) => turns.flatMap(({ choice }, place) => decision(choices[choice], place + 1) ?? []);

export function ordered({ kind, value, dial }, quarter) { // as `--decide` takes it
  if (!dial) return `Q${quarter} ${value === null ? kind : `${kind}=${value}`}`;
  return `Q${quarter} ${dial.setting ? kind : "leadership.strength"}=${dial.choices ? wordOf(dial, value) : value}`;
}

export function orders(turns, choices) {
  return turns.flatMap(({ choice }, place) => (choices[choice].kind === "nothing" ? [] : [ordered(choices[choice], place + 1)]));
}

export function titled({ kind, dial }, tell) { // what is decided about
  return dial ? tell.dial(kind) : kind === "paradigm" ? tell.say("decide paradigm") : kind === "nothing" ? tell.say("decide nothing") : tell.say(`order ${kind}`);
}

export function valued({ kind, value, dial }, tell) { // what it becomes
  if (kind === "paradigm") return tell.name(value);
  return dial ? dialled(dial, value, tell) : "";
}

export const dialled = (dial, value, tell) => (dial.choices ? tell.say(`choice ${wordOf(dial, value)}`) : tell.plain(value));

export function named(choice, tell) { // in one breath
  const value = valued(choice, tell);
  return value ? tell.say("decided", { what: titled(choice, tell), value }) : titled(choice, tell);
}

export const guessed = (guess, tell) => upper(GUESSES[guess] ? tell.signedPercent(GUESSES[guess]) : tell.say("no change"));
