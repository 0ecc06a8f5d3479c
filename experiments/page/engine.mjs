// The engine in a page: a company's tables laid out in memory as the model lays them out, founded, and lived.
// No library, no server. `told` is what `experiments/page/loading.py` says of a company: tables, fields, structures.

const WORD = 8, ENTRY = 2 * WORD, LINE = 64, PAGE = 65536;
const BOOKS = ["leads", "customers", "matters"]; // tables that grow; `queue` is as long as the longest it serves
const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export async function load(wasm, told, imports = {}) {
  return new Company((await WebAssembly.instantiate(wasm, imports)).instance.exports, told);
}

class Company {
  constructor(engine, told) {
    Object.assign(this, { engine, told });
    this.base = this.top = (engine.__heap_base.value + LINE - 1) & -LINE;
    this.given = Object.fromEntries(Object.entries(told.given).map(([name, text]) => [name, decode(text)]));
  }

  get bytes() { return new Uint8Array(this.engine.memory.buffer); }
  get view() { return new DataView(this.engine.memory.buffer); }
  lend(size) { // for now: whoever takes memory next takes this
    const at = (this.top + LINE - 1) & -LINE, missing = at + size - this.engine.memory.buffer.byteLength;
    if (missing > 0) this.engine.memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  hold(name, rows) { // a table of this many rows, blank but for what an older one of the name holds
    const size = this.told.tables[name].size, before = this.at[name], at = this.lend(rows * size);
    this.top = at + rows * size;
    this.bytes.fill(0, at, at + rows * size);
    if (before !== undefined) this.bytes.copyWithin(at, before, before + Math.min(rows, this.rows[name]) * size);
    this.at[name] = at;
    this.say(name, rows);
  }

  say(name, rows) { // how long a table is
    const entry = this.base + ENTRY * this.told.order.indexOf(name);
    this.rows[name] = rows;
    this.view.setBigInt64(entry, BigInt(this.at[name]), true);
    this.view.setBigInt64(entry + WORD, BigInt(rows), true);
  }

  place(name, row, field) {
    const { size, fields } = this.told.tables[name], [offset, kind] = fields[field];
    return { at: this.at[name] + row * size + offset, whole: kind === "i" };
  }

  get(name, row, field) {
    const { at, whole } = this.place(name, row, field);
    return whole ? Number(this.view.getBigInt64(at, true)) : this.view.getFloat64(at, true);
  }
  put(name, row, field, value) {
    const { at, whole } = this.place(name, row, field);
    whole ? this.view.setBigInt64(at, BigInt(value), true) : this.view.setFloat64(at, value, true);
  }

  found({ paradigm, forces = [], seed = 1, replication = 0, parameters = {} }) { // and burnt in
    const { told, engine } = this, before = told.burnIn;
    this.top = this.base + ENTRY * told.order.length;
    Object.assign(this, { at: {}, rows: {} });
    for (const name of told.order) this.hold(name, told.rows[name]);
    for (const name in this.given) this.write(name, this.given[name]);
    this.write("quarters", new Float64Array(told.tables.quarters.size / WORD).fill(NaN));
    this.putAll("clock", 0, { seed, replication, week: -before * told.weeksPerQuarter, quarter: -before });
    for (let row = 0; row <= told.goal; row++) this.liveIn(paradigm, row);
    this.putAll("parameters", 0, parameters);
    this.weather(forces, 0);
    const pairs = Number(engine.tie(this.base, BigInt(told.contacts), told.spread));
    this.put("company", 0, "pairs", pairs);
    this.write("ties", decode(told.leaders), pairs * told.tables.ties.size);
    this.say("ties", pairs + told.leaderPairs);
    this.say("opinions", 2 * this.rows.ties);
    engine.found(this.base);
    if (before === 0) engine.observe(this.base);
    return this.live(0);
  }
  putAll(name, row, values) { for (const field in values) this.put(name, row, field, values[field]); }

  write(name, values, offset = 0) {
    this.bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), this.at[name] + offset);
  }

  liveIn(structure, row) { // a paradigm by name, or settings of one's own
    this.putAll("structure", row, typeof structure === "string" ? this.told.structures[structure] : structure);
  }

  setOut({ quarters, forces = [], decisions = [], alarm = true }) { // the record begins
    const first = this.bytes.slice(this.at.quarters, this.at.quarters + this.told.tables.quarters.size);
    this.hold("quarters", quarters + 1);
    this.write("quarters", new Float64Array((quarters * first.length) / WORD).fill(NaN), first.length);
    this.weather(forces, quarters * this.told.weeksPerQuarter);
    if (alarm) this.put("company", 0, "response", this.told.response);
    if (alarm && this.told.alarmed) this.liveIn(this.told.alarmed, this.told.goal);
    this.hold("decisions", decisions.length);
    this.hold("structure", this.told.goal + 1 + decisions.length);
    const kind = (one) => this.told.kinds[one.kind], inOrder = (a, b) => kind(a) - kind(b) || a.quarter - b.quarter;
    decisions.toSorted(inOrder).forEach((one, row) => this.decide(one, row, this.told.goal + 1 + row));
    return this;
  }

  decide({ quarter, kind, paradigm, name, value = 0, bound = this.told.always, outcome = 0, threshold = 0 }, row, goal) { // as `runs/agenda.py` enters it
    const places = { setting: this.told.settings, leadership: this.told.dials }, place = places[kind]?.indexOf(name) ?? 0;
    this.putAll("decisions", row, { due: (quarter - 1) * this.told.weeksPerQuarter + 1, kind: this.told.kinds[kind], goal, place, bound, outcome, threshold });
    if (kind === "leadership") this.put("decisions", row, "value", value);
    if (kind === "setting") this.put("structure", goal, name, value);
    if (kind === "paradigm") this.liveIn(paradigm, goal);
  }

  weather(forces, weeks) { // forces by name, with the path of each: shape, start, end, at, over
    this.hold("weather", weeks + 1);
    const quarter = (week, steps) => steps[Math.min(Math.max(Math.ceil(week / this.told.weeksPerQuarter) - 1, 0), steps.length - 1)];
    for (let week = 0; week <= weeks; week++) this.put("weather", week, "demand", quarter(week, this.told.growth));
    const path = this.lend((weeks + 6) * WORD), scratch = path + 5 * WORD;
    for (const force of forces) {
      const { shape, start, end, at, over, path: steps } = { ...this.told.forces[force], ...this.own?.[force] };
      [start, end, at, over, weeks].forEach((value, place) => this.view.setFloat64(path + place * WORD, value, true));
      this.engine.weather(BigInt(this.told.shapes.indexOf(shape)), path, scratch);
      const intensity = (week) => shape === "path" ? quarter(week, steps) : this.view.getFloat64(scratch + week * WORD, true);
      for (let week = 0; week <= weeks; week++) this.put("weather", week, force.replace("-", "_"), intensity(week));
    }
  }
  live(week) { // until a week is over, with the books enlarged where they run full
    while (Number(this.engine.live(this.base, BigInt(week))) < week) {
      for (const name of BOOKS) this.hold(name, 2 * this.rows[name]);
      this.hold("queue", Math.max(this.rows.leads, this.rows.matters));
    }
    return this;
  }

  record(name) { // an outcome, quarter by quarter
    return Array.from({ length: this.rows.quarters }, (_, quarter) => this.get("quarters", quarter, name));
  }

  snapshot() {
    return { bytes: this.bytes.slice(this.base, this.top), top: this.top, at: { ...this.at }, rows: { ...this.rows } };
  }
  restore({ bytes, top, at, rows }) {
    this.lend(Math.max(0, top - this.top));
    this.bytes.set(bytes, this.base);
    return Object.assign(this, { top, at: { ...at }, rows: { ...rows } });
  }

  paired(first, second, t) { // mean of first less second over matched companies, and half of its interval
    const out = this.lend((2 + 2 * first.length) * WORD), a = out + 2 * WORD, b = a + first.length * WORD;
    [...first, ...second].forEach((value, place) => this.view.setFloat64(a + place * WORD, value, true));
    this.engine.paired(BigInt(first.length), t, a, b, out);
    return { mean: this.view.getFloat64(out, true), half: this.view.getFloat64(out + WORD, true) };
  }
}
