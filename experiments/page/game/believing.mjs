// Two lines by week: what executives believe, what people live; the week in which they are farthest apart is marked.
import { make } from "./chart.mjs";

const TOP = 12, BELOW = 26, LEFT = 50, RIGHT = 14, HEIGHT = 230;
const BELIEVED = "#b3202f", LIVED = "#1c1c1c";

export function drawBelief(svg, { belief, alignment }, { at, names, format, quarter, weeksPerQuarter }) {
  if (!svg.clientWidth) return;
  const width = Math.max(280, svg.clientWidth), weeks = belief.length - 1, x = (week) => LEFT + (week / weeks) * (width - LEFT - RIGHT), y = (value) => TOP + (1 - value) * (HEIGHT - TOP - BELOW);
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.setAttribute("height", HEIGHT);
  const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [make("line", { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: value ? "grid" : "zero" }), make("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end", class: "soft" }, format(value))]);
  for (let week = 0; week < weeks; week += weeksPerQuarter) parts.push(make("text", { x: x(week), y: HEIGHT - 8, class: "soft" }, quarter(week / weeksPerQuarter + 1)));
  const way = (series) => Array.from(series, (value, week) => `${x(week).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  parts.push(make("polyline", { points: way(alignment), stroke: LIVED, class: "line" }), make("polyline", { points: way(belief), stroke: BELIEVED, "stroke-dasharray": "7 3", class: "line" }));
  parts.push(make("line", { x1: x(at), x2: x(at), y1: y(belief[at]), y2: y(alignment[at]), class: "now" }));
  const middle = Math.floor(weeks / 2), above = (series, other) => (series[middle] >= other[middle] ? -8 : 18);
  for (const [series, other, name] of [[belief, alignment, names.belief], [alignment, belief, names.alignment]]) parts.push(make("text", { x: x(middle), y: y(series[middle]) + above(series, other), class: "name", "text-anchor": "middle" }, name));
  svg.replaceChildren(...parts);
}
