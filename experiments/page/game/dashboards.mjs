// What executives see of their company: a tile a figure, with its change and its course, and all of it as a table.
import { make } from "./chart.mjs";
import { element } from "./controls.mjs";
import { filled } from "./tables.mjs";

const WIDE = 120, HIGH = 34, EDGE = 4;
const FORMS = { revenue: "money", opportunities: "count", win_rate: "share", executives_aligned: "share", belief: "share", leavers: "count" };
const SHARES = new Set(["win_rate", "belief"]), HEADS = new Set(["executives_aligned", "leavers"]);

export function dashboards(seen, tell, executives) { // how many executives there are: so few that their share moves in steps
  return Object.keys(FORMS).map((name) => {
    const heads = name === "executives_aligned", series = heads ? seen[name].map((share) => Math.round(share * executives)) : seen[name], now = series.at(-1);
    const value = !Number.isFinite(now) ? "–" : heads ? tell.say("of executives", { number: now, all: executives }) : tell[FORMS[name]](now);
    return element("div", { className: "tile" }, element("h3", {}, tell.say(`seen ${name}`)), element("p", { className: "figure" }, value), element("p", { className: "soft" }, changed(name, series, tell)), ...spark(series));
  });
}

function changed(name, series, tell) { // since the quarter before
  const [before, now] = series.slice(-2), amount = now - before;
  if (series.length < 2) return tell.say(Number.isFinite(series[0]) ? "at the start" : "from now on");
  if (!Number.isFinite(amount)) return tell.say("not comparable");
  if (SHARES.has(name)) return tell.say("points since", { points: tell.signed(Math.round(1000 * amount) / 10) });
  if (HEADS.has(name)) return tell.say("number since", { number: tell.signed(amount) });
  return before ? tell.say("percent since", { percent: tell.signedShare(amount / before) }) : tell.say("not comparable");
}

function spark(series) { // the course since the start; the table says it too
  const known = series.filter(Number.isFinite);
  if (known.length < 2) return []; // no course yet
  const low = Math.min(...known), span = Math.max(...known) - low || 1;
  const x = (place) => EDGE + (place / Math.max(1, series.length - 1)) * (WIDE - 2 * EDGE), y = (value) => HIGH - EDGE - ((value - low) / span) * (HIGH - 2 * EDGE);
  const dots = series.flatMap((value, place) => (Number.isFinite(value) ? [[x(place), y(value)]] : [])), [endX, endY] = dots.at(-1);
  return [make("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, height: HIGH, class: "spark", "aria-hidden": "true" }, make("polyline", { points: dots.map((dot) => dot.join(",")).join(" "), stroke: "#3f66b0", class: "line" }), make("circle", { cx: endX, cy: endY, r: 3, fill: "#3f66b0" }))];
}

export function tabled(table, seen, tell) {
  const names = Object.keys(FORMS), quarter = (number) => (number ? tell.say("Q", { number }) : tell.say("start"));
  filled(table, [tell.say("quarter"), ...names.map((name) => tell.say(`seen ${name}`))], seen.revenue.map((_, number) => [quarter(number), ...names.map((name) => tell[FORMS[name]](seen[name][number]))]));
}
