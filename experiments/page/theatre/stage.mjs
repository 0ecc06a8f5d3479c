// Where everybody and every lead stands in a panel. People keep their places, so that only what changes moves.

export const REP = 0;
export const MARKETER = 1;
export const WAITS = 1; // stages of a lead, as `simulation/world/words.py` numbers them
export const OPEN = 2;
export const FIRST_END = 10;
export const IGNORED = 11;
export const WON = 15;
const HEAD = 84, FLOOR = 52, GAP = 0.9, NARROW = 480; // heights; the gap between teams in places of a person; a phone, or one of three abreast
const COLUMNS = { marketers: 0.04, reps: 0.43, open: [0.525, 0.62, 0.705], won: 0.805 };

export class Stage {
  constructor(record, width) {
    const height = Math.max(420, Math.min(600, width * 0.86)), column = (part) => part * width;
    const narrow = width < NARROW;
    Object.assign(this, { record, width, height, narrow, top: narrow ? HEAD + 14 : HEAD, floor: height - FLOOR, slots: new Map() });
    this.x = { marketers: column(COLUMNS.marketers), reps: column(COLUMNS.reps), open: COLUMNS.open.map(column), won: column(COLUMNS.won) };
    this.y = [];
    for (const kind of [REP, MARKETER]) this.seat(kind);
    this.teams = [...new Set(record.people.filter(({ kind }) => kind <= MARKETER).map(({ team }) => team))].map((team) => this.team(team));
    this.grain = Math.min(1, Math.max(0.4, this.step / 4)); // of dots, where many people share the height
    this.fineness = Math.min(1, Math.max(0.25, 16 / this.teams.length)); // of threads, where many teams do
    this.alive = Array.from({ length: record.weeks + 1 }, () => []);
    this.ignored = record.leads.filter((lead) => lead.steps.at(-1).stage === IGNORED).map((lead) => [lead.ended, this.bin(lead)]);
    for (const lead of record.leads)
      for (let week = lead.steps[0].week; week <= Math.min(record.weeks, lead.ended ?? Infinity); week++) this.alive[week].push(lead);
  }

  seat(kind) { // one below the other, with a gap between teams
    const rows = this.rows(kind), breaks = new Set(rows.map((row) => this.record.people[row].team)).size - 1;
    const step = (this.floor - this.top) / (rows.length + GAP * breaks || 1);
    let y = this.top + step / 2, team = this.record.people[rows[0]]?.team;
    for (const row of rows) {
      if (this.record.people[row].team !== team) y += GAP * step;
      team = this.record.people[row].team;
      this.y[row] = y;
      y += step;
    }
    if (kind === REP) this.step = step;
  }

  rows(kind) { return this.record.people.flatMap((person, row) => (person.kind === kind ? [row] : [])); }

  team(number) {
    const rows = this.record.people.flatMap(({ team, kind }, row) => (team === number && kind <= MARKETER ? [row] : []));
    return { number, rows, kind: this.record.people[rows[0]].kind, y: rows.reduce((sum, row) => sum + this.y[row], 0) / rows.length };
  }

  bundles(week) { // of each pair of teams: mean trust of both sides, weighted by contact, and contact by tie of the largest team
    const { record } = this, sums = new Map(), first = week * record.pairs;
    record.ties.forEach(([rep, marketer], tie) => {
      const key = `${record.people[rep].team} ${record.people[marketer].team}`, contact = record.contact[first + tie] / 250;
      const sum = sums.get(key) ?? { sales: record.people[rep].team, marketing: record.people[marketer].team, contact: 0, trust: 0 };
      sum.contact += contact;
      sum.trust += (contact * (record.bySales[first + tie] + record.byMarketing[first + tie])) / 500;
      sums.set(key, sum);
    });
    return [...sums.values()].map((sum) => ({ ...sum, trust: sum.contact ? sum.trust / sum.contact : 0 }));
  }

  standing(week) { // of each lead of a week its place and what it is; kept for the two weeks of a frame
    if (!this.slots.has(week)) {
      if (this.slots.size > 2) this.slots.delete(this.slots.keys().next().value);
      this.slots.set(week, this.stood(week));
    }
    return this.slots.get(week);
  }

  stood(week) {
    const taken = new Map(), next = (key) => { const slot = taken.get(key) ?? 0; taken.set(key, slot + 1); return slot; };
    const places = new Map();
    for (const lead of this.alive[Math.min(week, this.record.weeks)]) places.set(lead.id, this.place(lead, stageAt(lead, week), next));
    return places;
  }

  place(lead, { stage, rep }, next) {
    const { grain } = this, size = grain * Math.max(1.6, Math.min(4.2, 0.9 + Math.sqrt(lead.value) / 5.2)), y = this.y[rep] ?? this.y[lead.marketer];
    const found = { lead, stage, size, from: this.origin(lead, rep), y };
    if (stage >= FIRST_END) return { ...found, ...this.end(lead, stage, y) };
    if (stage < OPEN) return { ...found, x: this.x.reps - 11 - grain * 5.4 * next(`w${rep}`) };
    return { ...found, x: this.x.open[Math.min(2, stage - OPEN)] - 9 + grain * 6 * next(`${stage} ${rep}`) };
  }

  origin(lead, rep) { // where it appears
    return lead.marketer >= 0 ? { x: this.x.marketers + 8, y: this.y[lead.marketer] } : { x: this.x.open[0] - 22, y: this.y[rep] };
  }

  end(lead, stage, y) {
    if (stage === WON) return { x: this.x.won + 8, y: this.top + 0.25 * (y - this.top) + 0.5 * (this.floor - this.top) };
    if (stage === IGNORED) return { x: this.bin(lead), y: this.floor + 38 };
    return { x: this.x.open[2] + 0.065 * this.width, y: y + 4 };
  }

  piles(week) { // leads ignored before a week, by where they lie
    const piles = new Map();
    for (const [ended, x] of this.ignored) if (ended < week) piles.set(x, (piles.get(x) ?? 0) + 1);
    return piles;
  }

  bin(lead) { return this.x.marketers + ((Number(BigInt(lead.id) % 89n) + 0.5) / 89) * (this.x.reps - this.x.marketers - 4); }
}

export function stageAt(lead, week) {
  let now = lead.steps[0];
  for (const step of lead.steps) if (step.week <= week) now = step;
  return now;
}

export function counted(record) { // by week, since the record began: wins and their value, credit of marketing, leads ignored
  const series = () => new Float64Array(record.weeks + 1), sums = { wins: series(), won: series(), marketing: series(), ignored: series() };
  for (const lead of record.leads) {
    const last = lead.steps.at(-1);
    if (last.stage === IGNORED) sums.ignored[lead.ended]++;
    if (last.stage !== WON) continue;
    sums.wins[lead.ended]++;
    sums.won[lead.ended] += lead.value;
    sums.marketing[lead.ended] += lead.value * (lead.share ?? 0);
  }
  for (const name in sums) for (let week = 1; week <= record.weeks; week++) sums[name][week] += sums[name][week - 1];
  return sums;
}

export const waiting = (record, week) => record.matters.filter(({ kind, raised, seen }) => kind !== 1 && raised <= week && seen >= week);
