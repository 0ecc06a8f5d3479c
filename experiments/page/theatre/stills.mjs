// Twelve stills side by side, a quarter each: what a panel shows at the quarter's end, in outline, as pictures that print.
import { make } from "./chart.mjs";
import { element } from "./controls.mjs";
import { COLOURS, tone } from "./painting.mjs";
import { FIRST_END, OPEN, REP, stageAt } from "./stage.mjs";

const TILES = 12, SKY = 34, INK = "#1c1c1c", LONG = 0.16; // longest bar of a team's leads, as a part of the width

export function glance(box, panels, life) { box.replaceChildren(...panels.map((panel) => stills(panel, life))); }

function stills(panel, { quarters, weeksPerQuarter, go }) { // of a long life only every second quarter, or third
  const every = Math.ceil(quarters / TILES), shown = Array.from({ length: Math.floor(quarters / every) }, (_, place) => (place + 1) * every);
  const ignored = shown.map((quarter) => lost(panel, quarter * weeksPerQuarter, every * weeksPerQuarter)), most = Math.max(1, ...ignored);
  const tiles = shown.map((quarter, place) => {
    const week = quarter * weeksPerQuarter, name = panel.tell.say("Q", { number: quarter });
    return element("button", { type: "button", className: "still", onclick: () => go(week), ariaLabel: `${name}, ${panel.name}. ${panel.said(week)}` }, tile(panel, week, ignored[place] / most), `${name} · ${panel.tell.money(panel.record.revenue[week])}`);
  });
  return element("figure", {}, element("figcaption", {}, panel.name), element("div", { className: "stills" }, ...tiles));
}

const lost = ({ painting }, week, weeks) => painting.counts.ignored[week] - painting.counts.ignored[week - weeks]; // leads that nobody called in these weeks

function tile({ stage, painting }, week, ignored) {
  const { width, height, top } = stage, y = top - SKY;
  const parts = [...belief(stage, week, y + 10), ...threads(stage, week), ...stage.teams.flatMap((team) => seats(stage, week, team)), ...column(stage, painting, week)];
  const floor = make("rect", { x: stage.x.marketers, y: height - 24, width: (stage.x.won - stage.x.marketers) * ignored, height: 14, fill: COLOURS.ignored });
  return make("svg", { viewBox: `0 ${y} ${width} ${height - y}`, "aria-hidden": "true" }, ...parts, floor);
}

function belief({ record, x: { marketers, won } }, week, y) { // what people live, filled; what leaders believe, hollow
  const x = (share) => marketers + (won - marketers) * share, [lived, believed] = [record.alignment[week], record.belief[week]].map(x), line = (x1, x2, stroke, wide) => make("line", { x1, x2, y1: y, y2: y, stroke, "stroke-width": wide });
  return [line(marketers, won, "#dedede", 3), line(lived, believed, COLOURS.dispute, 7), make("circle", { cx: lived, cy: y, r: 9, fill: INK }), make("circle", { cx: believed, cy: y, r: 9, fill: "#fff", stroke: INK, "stroke-width": 4 })];
}

function threads(stage, week) {
  const at = (number) => stage.teams.find((team) => team.number === number).y, left = stage.x.marketers + 12, right = stage.x.reps - LONG * stage.width, middle = (left + right) / 2;
  return stage.bundles(week).filter(({ contact }) => contact >= 0.05).toSorted((one, other) => one.trust - other.trust).map(({ marketing, sales, trust, contact }) =>
    make("path", { d: `M${left} ${at(marketing)}C${middle} ${at(marketing)} ${middle} ${at(sales)} ${right} ${at(sales)}`, fill: "none", stroke: tone(trust, 0.9), "stroke-width": stage.fineness * (1.5 + 2 * contact) }));
}

function seats(stage, week, { rows, kind, y }) { // a team as a bar, paler where heart is lost; what waits for it, and what it works on
  const { record, x, width } = stage, own = new Set(rows), mean = (of) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length, [first, last] = [Math.min, Math.max].map((end) => end(...rows.map((row) => stage.y[row])));
  const seller = kind === REP, colour = seller ? COLOURS.sales : COLOURS.marketing, morale = mean((row) => record.morale[week * record.people.length + row]) / 250;
  const team = make("line", { x1: seller ? x.reps : x.marketers, x2: seller ? x.reps : x.marketers, y1: first - 3, y2: last + 3, stroke: colour, "stroke-width": 14, opacity: 0.25 + 0.75 * morale });
  if (!seller) return [team];
  const known = stage.alive[week].map((lead) => stageAt(lead, week)).filter(({ rep }) => own.has(rep)), bar = (leads, from, fill) => {
    const long = Math.min(LONG, (0.03 * leads) / rows.length) * width, tall = Math.max(6, (last - first) / 2);
    return make("rect", { x: from < 0 ? x.reps - 12 - long : x.reps + 12, y: y - tall / 2, width: long, height: tall, fill });
  };
  return [team, bar(known.filter(({ stage: at }) => at < OPEN).length, -1, COLOURS.marketing), bar(known.filter(({ stage: at }) => at >= OPEN && at < FIRST_END).length, 1, COLOURS.sales)];
}

function column({ x, top, floor, width }, { counts, most }, week) { // won so far, split by whose credit it is
  const won = counts.won[week], tall = (floor - top) * Math.min(1, won / most), part = won ? counts.marketing[week] / won : 0, wide = 0.09 * width;
  const box = (y, height, fill) => make("rect", { x: x.won, y, width: wide, height, fill });
  return [box(top, floor - top, "#f4efdc"), box(floor - tall, tall * (1 - part), COLOURS.sales), box(floor - tall * part, tall * part, COLOURS.marketing)];
}
