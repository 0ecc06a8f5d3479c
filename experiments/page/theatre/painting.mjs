// A panel as a picture, at the pixels of the screen: what changes once a week on one sheet, leads that move on another before it.
import { FIRST_END, IGNORED, MARKETER, REP, WON, counted, waiting } from "./stage.mjs";
import { INK, curve, disc, line, ring, stamp } from "./strokes.mjs";

const SOFT = "#55565a", HAIR = "#dedede", FONT = "system-ui, 'DejaVu Sans', sans-serif";
export const COLOURS = { marketing: "#d2700a", sales: "#2f62c9", won: "#c79a12", ignored: "#b6b1a8", ended: "#c9c9cd", dispute: "#b3202f" };
const TRUST = [[231, 193, 176], [196, 190, 168], [92, 158, 146], [6, 74, 72]]; // darker where trust is higher, so that grey tells it too

export function tone(trust, alpha = 1) {
  const place = Math.min(2.999, Math.max(0, ((trust - 0.15) / 0.6) * 3)), low = Math.floor(place);
  return `rgba(${TRUST[low].map((part, index) => Math.round(part + (TRUST[low + 1][index] - part) * (place - low)))},${alpha})`;
}

export function context(canvas, width, height) {
  const scale = Math.min(3, devicePixelRatio || 1), painter = canvas.getContext("2d");
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
  painter.setTransform(scale, 0, 0, scale, 0, 0);
  painter.clearRect(0, 0, width, height);
  return painter;
}

export class Painting {
  constructor(stage, words, most) { // words: what stands in the picture; most: value of the fullest won column
    const [still, moving] = [0, 1].map(() => document.createElement("canvas"));
    Object.assign(this, { stage, words, most, counts: counted(stage.record), still, moving, painted: "" });
  }

  show(moment, chosen) { // moment in weeks
    const { stage } = this, week = Math.min(stage.record.weeks, Math.floor(moment)), key = `${week} ${chosen.person} ${devicePixelRatio}`;
    if (this.painted !== key) this.paintWeek(week, chosen);
    this.painted = key;
    const painter = context(this.moving, stage.width, stage.height);
    for (const { place, x, y, alpha } of this.leads(week, moment - week)) {
      dot(painter, place, x, y, alpha);
      if (place.lead.id === chosen.lead) ring(painter, x, y, place.size + 4);
    }
  }

  hits(moment) { return [...this.leads(Math.floor(moment), moment % 1)].map(({ place, x, y }) => ({ x, y, lead: place.lead.id })); } // where a reader may click

  paintWeek(week, chosen) {
    const painter = context(this.still, this.stage.width, this.stage.height);
    this.belief(painter, week);
    this.table(painter, week);
    this.heads(painter);
    this.threads(painter, week, chosen);
    this.people(painter, week, chosen);
    this.column(painter, week);
    this.sand(painter, week);
  }

  text(painter, words, x, y, { colour = SOFT, align = "left", size = 12, weight = 400, most } = {}) {
    Object.assign(painter, { font: `${weight} ${size}px ${FONT}`, fillStyle: colour, textAlign: align, textBaseline: "middle" });
    painter.fillText(words, x, y, most);
  }

  belief(painter, week) { // a dumb-bell: what leaders believe, what people live
    const { record, width, narrow } = this.stage, left = narrow ? 4 : 0.3 * width, right = narrow ? width - 8 : 0.7 * width, x = (value) => left + (right - left) * value;
    const believed = record.belief[week], lived = record.alignment[week], y = narrow ? 26 : 14;
    line(painter, left, y, right, y, HAIR, 1.5);
    line(painter, x(lived), y, x(believed), y, COLOURS.dispute, 3);
    disc(painter, x(lived), y, 4.5, INK);
    disc(painter, x(believed), y, 4.5, "#fff", INK);
    this.text(painter, this.words.lived(lived), narrow ? left : left - 8, narrow ? 10 : y, { align: narrow ? "left" : "right" });
    this.text(painter, this.words.believed(believed), narrow ? right : right + 8, narrow ? 10 : y, { align: narrow ? "right" : "left" });
  }

  table(painter, week) { // disputes filled, questions hollow
    const { record, width, narrow } = this.stage, open = waiting(record, week), left = (narrow ? 0.43 : 0.3) * width, room = Math.floor((0.95 * width - left) / 9), y = narrow ? 52 : 38;
    this.text(painter, this.words.table, left - 8, y, { align: "right" });
    line(painter, left, y + 9, 0.97 * width, y + 9, "#8a8a8e", 1.5);
    open.toSorted((one, other) => one.kind - other.kind).slice(0, room).forEach(({ kind }, place) => {
      Object.assign(painter, { fillStyle: COLOURS.dispute, strokeStyle: COLOURS.dispute, lineWidth: 1.4 });
      kind === 0 ? painter.fillRect(left + 4 + 9 * place, y - 5, 6, 13) : painter.strokeRect(left + 4.7 + 9 * place, y - 4, 5, 11.5);
    });
    if (!open.length) this.text(painter, this.words.empty, left + 4, y, { colour: "#77777c" });
  }

  heads(painter) {
    const { x, top } = this.stage, y = top - 14;
    this.text(painter, this.words.marketing, x.marketers - 6, y);
    this.text(painter, this.words.sales, x.reps, y, { align: "center" });
    this.text(painter, this.words.deals, x.open[1], y, { align: "center" });
    this.text(painter, this.words.won, x.won + 4, y);
  }

  threads(painter, week, chosen) { // bundled by pairs of teams: tone is trust, width contact
    const { stage } = this, { x, teams } = stage, team = (number) => teams.find((each) => each.number === number);
    const gate = { left: x.marketers + 0.1 * stage.width, right: x.reps - 0.13 * stage.width };
    const bundles = stage.bundles(week).toSorted((one, other) => one.trust - other.trust), spread = (number, side) => bundles.filter((each) => each[side] === number);
    for (const bundle of bundles) {
      if (bundle.contact < 0.05) continue;
      const [from, to] = [team(bundle.marketing), team(bundle.sales)], shift = (list) => (list.indexOf(bundle) - (list.length - 1) / 2) * 2.2 * stage.fineness;
      curve(painter, gate.left, from.y + shift(spread(bundle.marketing, "marketing")), gate.right, to.y + shift(spread(bundle.sales, "sales")), tone(bundle.trust, 0.85), stage.fineness * (0.8 + 1.5 * bundle.contact));
    }
    for (const { rows, kind, y } of teams) for (const row of rows) {
      const at = kind === REP ? [gate.right, y, x.reps - 6, stage.y[row]] : [x.marketers + 5, stage.y[row], gate.left, y];
      curve(painter, ...at, tone(stage.record.trust[week * stage.record.people.length + row] / 250, 0.55), 1);
    }
    if (chosen.person !== null) this.own(painter, week, chosen.person);
  }

  own(painter, week, person) { // the ties of one person, unbundled
    const { record, x, y } = this.stage;
    record.ties.forEach(([rep, marketer], tie) => {
      if (rep !== person && marketer !== person) return;
      const at = week * record.pairs + tie;
      curve(painter, x.marketers + 5, y[marketer], x.reps - 6, y[rep], INK, 0.6 + (4 * record.contact[at]) / 250);
    });
  }

  people(painter, week, chosen) { // a circle sells, a square markets; paler where heart is lost, empty where a seat is
    const { record, x, y, step } = this.stage, size = Math.max(1.4, Math.min(4.2, step * 0.44));
    record.people.forEach(({ kind }, row) => {
      if (kind > MARKETER) return;
      const at = week * record.people.length + row, seller = kind === REP, colour = seller ? COLOURS.sales : COLOURS.marketing, place = seller ? x.reps : x.marketers;
      painter.globalAlpha = 0.25 + (0.75 * record.morale[at]) / 250;
      Object.assign(painter, { fillStyle: record.vacant[at] ? "#fff" : colour, strokeStyle: record.vacant[at] ? "#8a8a8e" : colour, lineWidth: 1 });
      painter.beginPath();
      seller ? painter.arc(place, y[row], size, 0, 7) : painter.rect(place - size, y[row] - size, 2 * size, 2 * size);
      painter.fill();
      painter.stroke();
      painter.globalAlpha = 1;
      if (row === chosen.person) ring(painter, place, y[row], size + 3.5);
    });
  }

  column(painter, week) { // won since the record began, split by whose credit it is
    const { stage, counts } = this, { x, top, floor, width } = stage, tall = (floor - top) * Math.min(1, counts.won[week] / this.most), wide = 0.045 * width;
    const part = counts.won[week] ? counts.marketing[week] / counts.won[week] : 0, left = x.won, y = floor - tall;
    painter.fillStyle = "#f4efdc";
    painter.fillRect(left, top, wide, floor - top);
    painter.fillStyle = COLOURS.sales;
    painter.fillRect(left, y, wide, tall * (1 - part));
    painter.fillStyle = COLOURS.marketing;
    painter.fillRect(left, floor - tall * part, wide, tall * part);
    line(painter, left - 2, y, left + wide + 2, y, COLOURS.won, 3);
    const label = left + wide + 6, low = Math.min(floor - 62, Math.max(top + 8, y)), [amount, unit] = this.words.amount(counts.won[week]);
    this.text(painter, amount, label, low, { colour: INK, weight: 600, size: 14 });
    const units = stage.narrow ? unit.split(" ") : [unit]; // below each other on a phone
    units.forEach((word, place) => this.text(painter, word, label, low + 15 + 12 * place, { size: 10.5, most: width - label }));
    if (!counts.won[week]) return; // nobody's credit yet
    this.text(painter, this.words.part(1 - part), label, low + 20 + 12 * units.length, { colour: COLOURS.sales });
    this.text(painter, this.words.part(part), label, low + 35 + 12 * units.length, { colour: "#a85705" });
  }

  sand(painter, week) { // leads that nobody called lie on the floor
    const { stage } = this, most = Math.max(14, this.counts.ignored.at(-1) / 40);
    painter.fillStyle = COLOURS.ignored;
    for (const [x, number] of stage.piles(week)) { const tall = Math.min(38, (26 * number) / most); painter.fillRect(x - 1, stage.height - 6 - tall, 2.2, tall); }
    this.text(painter, this.words.ignored(this.counts.ignored[week]), stage.x.reps + 8, stage.height - 14);
  }

  *leads(week, part) { // where each is between two weeks
    const { stage } = this, now = stage.standing(week), then = part > 0 ? stage.standing(week + 1) : new Map(), eased = part * part * (3 - 2 * part);
    for (const [id, place] of now) {
      const next = then.get(id);
      if (next) yield { place: eased > 0.5 ? { ...next, size: place.size } : place, x: mix(place.x, next.x, eased), y: mix(place.y, next.y, eased), alpha: 1 };
      else yield { place, x: place.x, y: place.y + (place.stage === IGNORED ? 8 * eased : 0), alpha: 1 - eased };
    }
    for (const [id, place] of then) if (!now.has(id)) yield { place, x: mix(place.from.x, place.x, eased), y: mix(place.from.y, place.y, eased), alpha: 1 };
  }
}

const mix = (from, to, part) => from + (to - from) * part;

function dot(painter, { lead, stage, size }, x, y, alpha) { // filled: from marketing; hollow: found by the rep
  const won = stage === WON, ended = stage >= FIRST_END, colour = won ? COLOURS.won : stage === IGNORED ? COLOURS.ignored : ended ? COLOURS.ended : lead.marketer >= 0 ? COLOURS.marketing : COLOURS.sales;
  painter.globalAlpha = alpha;
  stamp(painter, x, y, won ? size * 1.5 : size, ended || lead.marketer >= 0 ? colour : "#fff", ended ? undefined : colour);
  painter.globalAlpha = 1;
}
