// The same as in the pictures, as tables: for whoever wants figures, and for whoever cannot see the pictures.
import { element } from "./controls.mjs";
import { mean } from "./finding.mjs";

export function filled(table, heads, rows) { // the first cell of a row is its head; where a phone stacks cells, each says what it is of
  const about = (place, tag, scope) => place && tag === "td" ? { attributes: { "data-of": heads[place] } } : { scope: place ? "col" : scope };
  const row = (cells, tag, scope) => element("tr", {}, ...cells.map((cell, place) => element(place ? tag : "th", about(place, tag, scope), cell)));
  table.replaceChildren(element("thead", {}, row(heads, "th", "col")), element("tbody", {}, ...rows.map((cells) => row(cells, "td", "row"))));
}

export function results(table, found, companies, { tell, facts }) {
  const largest = Math.max(...found.leads.map(({ mean: lead }) => Math.abs(lead))), { unit, of } = tell.scale(largest), even = tell.even(of(largest)), signed = (value) => even(of(value));
  const shares = facts.outcomes.filter((name) => name !== "revenue" && name !== "leavers");
  const heads = [tell.say("whose"), tell.say("head lead", { unit }), tell.say("head interval"), tell.say("head percent"), ...shares.map((name) => tell.say(`head ${name}`)), tell.say("head leavers")];
  const rest = (place) => [...shares.map((name) => tell.share(mean(present(companies, place, name)))), tell.tenth(mean(companies.map((lived) => sum(lived[place].leavers))))];
  const rows = found.leads.map((lead, index) => ({ lead, cells: [label(lead.option, { tell, facts }), exact(lead, signed(lead.mean)), between(lead, tell, signed), tell.signedShare(lead.share), ...rest(index + 1)] }));
  rows.sort((one, other) => other.lead.mean - one.lead.mean);
  const stay = [label(null, { tell, facts }), tell.say("none"), "", "", ...rest(0)];
  filled(table, heads, [...rows.map(({ cells }) => cells), stay]);
}

function label(option, { tell, facts }) {
  const swatch = element("i", { className: "swatch" });
  swatch.style.setProperty("--mark", facts.marks[option ?? facts.today].colour);
  return element("span", {}, swatch, tell.name(option));
}

const exact = ({ option, mean: middle, half }, text) => { // the figures behind a text, to the last bit
  const made = element("data", { value: String(middle), textContent: text });
  Object.assign(made.dataset, { option, half });
  return made;
};

const between = ({ mean: middle, half }, tell, signed) =>
  Number.isFinite(half) ? tell.say("from to", { low: signed(middle - half), high: signed(middle + half) }) : "–";

const present = (companies, place, name) => companies.flatMap((lived) => lived[place][name].slice(1).filter(Number.isFinite));
const sum = (series) => series.slice(1).reduce((all, value) => all + value, 0);

export function byQuarter(table, lines, { tell, names }) {
  const heads = [tell.say("quarter"), ...names];
  const largest = Math.max(...lines.flatMap(({ points }) => points.map(({ mean: middle }) => Math.abs(middle)))), [signed, plain] = [tell.even(largest), tell.even(largest, { signed: false })];
  const cell = ({ mean: middle, half }) => `${signed(middle)}${Number.isFinite(half) ? ` ± ${plain(half)}` : ""}`;
  filled(table, heads, lines[0].points.map((_, quarter) => [String(quarter + 1), ...lines.map(({ points }) => cell(points[quarter]))]));
}

export function diary(table, weeks, { tell, forces }) {
  const habits = ["alignment", "belief", "quality", "customers", "matters", "transition_left", "power_balance"];
  const heads = [tell.say("week"), ...[...habits, ...forces].map((name) => tell.say(`habit ${name}`))]; // forces as they are in the week
  filled(table, heads, weeks.map(([week, ...seen]) => [String(week), ...seen.map((value) => tell.plain(value))]));
}

export function rests(table, { tell, facts }) {
  const rows = facts.rests.patterns.map(({ pattern, name, statement, verdict }) =>
    [`${pattern}`, element("strong", { className: verdict.replaceAll(" ", "-") }, tell.say(`verdict ${verdict}`)), element("span", {}, element("b", {}, name[tell.language]), `. ${statement[tell.language]}`)]);
  filled(table, [tell.say("number"), tell.say("verdict"), tell.say("pattern")], rows);
}
