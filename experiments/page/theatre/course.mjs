// The lead week by week, before the ghosts of other companies: a grey band for most, a faint line for each.
import { make } from "./chart.mjs";

const TOP = 12, BELOW = 24;

export function drawCourse(svg, { lead, ghosts, band, marks, colour, upheaval, format, quarter, weeksPerQuarter }) { // what moves it to a week
  if (!svg.clientWidth) return () => {};
  const width = Math.max(280, svg.clientWidth), height = width < 520 ? 170 : 200, left = 52;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  const values = [0, ...lead, ...ghosts.flatMap((ghost) => [...ghost.filter((_, at) => at % 4 === 0)])], low = Math.min(...values), high = Math.max(...values), span = high - low || 1;
  const x = (place) => left + (place / (lead.length - 1)) * (width - left - 10), y = (value) => TOP + ((high - value) / span) * (height - TOP - BELOW);
  const way = (series) => Array.from(series, (value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const parts = upheaval ? [make("rect", { x: x(upheaval.from), y: TOP, width: x(upheaval.to) - x(upheaval.from), height: height - TOP - BELOW, class: "upheaval" }), make("text", { x: x(upheaval.from) + 5, y: TOP + 13, class: "soft name" }, upheaval.name)] : [];
  parts.push(...ghosts.map((ghost) => make("polyline", { points: way(ghost), class: "ghost" })));
  if (band.length) parts.push(make("polygon", { points: `${way(band.map((each) => each.high))} ${band.map((each, place) => `${x(place).toFixed(1)},${y(each.low).toFixed(1)}`).reverse().join(" ")}`, class: "ghosts" }));
  parts.push(make("line", { x1: left, x2: width - 10, y1: y(0), y2: y(0), class: "zero" }));
  for (const value of new Set([low, 0, high].filter((each) => each === 0 || Math.abs(y(each) - y(0)) > 14))) parts.push(make("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end", class: "soft" }, format(value)));
  const every = weeksPerQuarter * Math.ceil((lead.length - 1) / weeksPerQuarter / (width < 520 ? 6 : 12));
  for (let place = 0; place < lead.length - 1; place += every) parts.push(make("text", { x: x(place), y: height - 6, class: "soft" }, quarter(place / weeksPerQuarter + 1)));
  for (const at of marks) parts.push(make("line", { x1: x(at), x2: x(at), y1: TOP, y2: height - BELOW, class: "mark" }));
  parts.push(make("polyline", { points: way(lead), stroke: colour, class: "line" }));
  const now = make("line", { y1: 2, y2: height - BELOW + 4, class: "now" }), here = make("circle", { r: 4.5, fill: colour });
  svg.replaceChildren(...parts, now, here);
  return (week) => {
    for (const [end, at] of [["x1", x(week)], ["x2", x(week)]]) now.setAttribute(end, at);
    here.setAttribute("cx", x(week));
    here.setAttribute("cy", y(lead[Math.floor(week)]));
  };
}
