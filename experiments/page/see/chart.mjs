// Lines by quarter, each with its band, named where it ends. Drawn at the size it is shown at, so text stays text.

const SVG = "http://www.w3.org/2000/svg", TOP = 14, BELOW = 30, GAP = 17, NARROW = 520, MOST = 0.44; // MOST: part of the width that names at the ends of lines may take; longer ones stand below
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};

export function symbol({ colour, marker }, x, y, size = 4) {
  const at = (points) => points.map(([dx, dy]) => `${x + dx * size},${y + dy * size}`).join(" ");
  if (marker === "o") return make("circle", { cx: x, cy: y, r: size, fill: colour });
  const shapes = {
    s: [[-1, -1], [1, -1], [1, 1], [-1, 1]], D: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]], "^": [[0, -1.2], [1.2, 1], [-1.2, 1]],
    v: [[0, 1.2], [1.2, -1], [-1.2, -1]], "<": [[-1.2, 0], [1, -1.2], [1, 1.2]], ">": [[1.2, 0], [-1, -1.2], [-1, 1.2]],
  };
  return make("polygon", { points: at(shapes[marker] ?? [[-1, -0.4], [1, -0.4], [1, 0.4], [-1, 0.4]]), fill: colour });
}

export function frame(room, { lines, zero, tall = 0 }) { // where quarters and values lie in so wide a room, and what lies at a place
  const width = Math.max(300, room), longest = 24 + 7.4 * Math.max(...lines.map(({ name }) => name.length)), keys = longest > MOST * width ? lines.filter(({ name }) => name) : [];
  const names = keys.length ? 14 : longest, key = keys.length && GAP * keys.length + 6, height = key + Math.max(tall, width < NARROW ? 260 : zero ? 430 : 300);
  const ends = lines.flatMap(({ points }) => points.flatMap(({ mean, half }) => [mean - (half || 0), mean + (half || 0)]));
  const low = Math.min(...(zero ? [0] : []), ...ends), high = Math.max(...(zero ? [0] : []), ...ends), span = high - low || 1;
  const left = width < NARROW ? 46 : 60, count = lines[0].points.length;
  const wide = width - left - names, deep = height - key - TOP - BELOW, last = Math.max(1, count - 1);
  const x = (place) => left + (place / last) * wide, y = (value) => TOP + ((high + span * 0.04 - value) / (span * 1.08)) * deep;
  const placeAt = (at) => ((at - left) / wide) * last, valueAt = (at) => high + span * 0.04 - ((at - TOP) / deep) * span * 1.08;
  return { width, height, keys, key, names, left, low, high, count, x, y, placeAt, valueAt };
}

export function draw(svg, { lines, zero, format, quarter, tall = 0 }) { // lines: name, mark, points of mean and half; tall: pixels it has at least
  if (!svg.clientWidth) return; // folded away
  const { width, height, keys, key, names, left, low, high, count, x, y } = frame(svg.clientWidth, { lines, zero, tall });
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  const parts = ticks(low, high).flatMap((value) => [
    make("line", { x1: left, x2: width - names, y1: y(value), y2: y(value), class: zero && value === 0 ? "zero" : "grid" }),
    make("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end", class: "soft" }, format(value)),
  ]);
  const every = Math.ceil(count / (width < NARROW ? 5 : 12));
  for (let place = 0; place < count; place += every)
    parts.push(make("text", { x: x(place), y: height - key - 8, "text-anchor": "middle", class: "soft" }, quarter(place + 1)));
  for (const { mark, points } of lines) parts.push(band(points, x, y, mark));
  for (const { mark, points } of lines) parts.push(...line(points.map(({ mean }, place) => ({ x: x(place), y: y(mean) })), mark));
  parts.push(...(keys.length ? keyed(keys, left, height - key + 8) : labels(lines, x(count - 1) + 10, y, height)));
  svg.replaceChildren(...parts);
}

function band(points, x, y, { colour }) {
  const edge = (sign) => points.map(({ mean, half }, place) => `${x(place)},${y(mean + sign * (half || 0))}`);
  return make("polygon", { points: [...edge(1), ...edge(-1).reverse()].join(" "), fill: colour, class: "band" });
}

function line(places, mark) {
  const way = places.map(({ x, y }) => `${x},${y}`).join(" ");
  const dashes = mark.dash.split(" ").filter(Boolean).map((part) => 2.2 * part).join(" ");
  return [make("polyline", { points: way, stroke: mark.colour, "stroke-dasharray": dashes, class: "line" }), symbol(mark, places.at(-1).x, places.at(-1).y)];
}

function keyed(lines, left, top) { // a sample of each line beside its name
  return lines.flatMap(({ name, mark }, place) => {
    const y = top + GAP * place, ends = [left, left + 26].map((x) => ({ x, y }));
    return [...line(ends, mark), make("text", { x: left + 36, y: y + 4, class: "name" }, name)];
  });
}

function labels(lines, x, y, height) { // names apart from each other, each as near to its end as there is room
  const named = lines.map(({ name, points }) => ({ name, y: y(points.at(-1).mean) + 4 })).toSorted((one, other) => one.y - other.y);
  named.forEach((each, place) => { if (place) each.y = Math.max(each.y, named[place - 1].y + GAP); });
  let most = height - 4;
  for (const each of named.toReversed()) { each.y = Math.min(each.y, most); most = each.y - GAP; }
  return named.map((each) => make("text", { x, y: each.y, class: "name" }, each.name));
}

function ticks(low, high) {
  const rough = (high - low || 1) / 7, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  return Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, place) => (Math.ceil(low / step) + place) * step);
}
