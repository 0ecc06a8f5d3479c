// One company's life, read from the engine's memory week by week: people, ties, every lead, the leaders' table, money.
// The week is lived in halves: after the first, leads that end this week are still in the books.

const WORD = 8, FULL = 250, FIRST_END = 10, DISPUTE = 0; // shares are kept as whole numbers up to FULL
export const share = (kept) => kept / FULL;

function reading(company) { // a table's column as it stands in memory now: by row
  const { buffer } = company.engine.memory, reals = new Float64Array(buffer), halves = new Int32Array(buffer), wholes = new BigInt64Array(buffer);
  const column = (read) => (table, field) => {
    const { size, fields } = company.told.tables[table], first = (company.at[table] + fields[field][0]) / WORD;
    return (row) => read(first + (row * size) / WORD);
  };
  return { real: column((at) => reals[at]), whole: column((at) => halves[2 * at]), name: column((at) => String(wholes[at])) };
}

export function recorded(company, { quarters, forces, decisions }, outcomes) { // from a company that is founded
  const weeks = quarters * company.told.weeksPerQuarter, begun = company.setOut({ quarters, forces, decisions }).snapshot();
  const rows = { ...company.live(weeks).rows }; // lived once in one go, so that the books are long enough for every week
  const lived = Object.fromEntries(outcomes.map((name) => [name, company.record(name)]));
  company.restore(begun);
  for (const name of ["leads", "customers", "matters", "queue"]) if (rows[name] > company.rows[name]) company.hold(name, rows[name]);
  const record = blank(company, weeks, lived);
  seeLeads(record, company, 0);
  seeWeek(record, company, 0);
  for (let week = 1; week <= weeks; week++) {
    company.engine.first_half(company.base);
    seeLeads(record, company, week);
    company.engine.second_half(company.base);
    seeWeek(record, company, week);
  }
  return { ...record, leads: [...record.leads.values()], matters: [...record.matters.values()] };
}

function blank(company, weeks, outcomes) {
  const { whole } = reading(company), pairs = company.get("company", 0, "pairs"), people = company.rows.people;
  const all = (number, of) => Array.from({ length: number }, (_, row) => of(row));
  const cells = (number) => new Uint8Array((weeks + 1) * number), series = () => new Float64Array(weeks + 1);
  return {
    weeks, pairs, outcomes, leads: new Map(), matters: new Map(),
    people: all(people, (row) => Object.fromEntries(["kind", "function", "team", "manager"].map((field) => [field, whole("people", field)(row)]))),
    ties: all(pairs, (row) => [whole("ties", "rep")(row), whole("ties", "marketer")(row)]),
    contact: cells(pairs), bySales: cells(pairs), byMarketing: cells(pairs),
    morale: cells(people), trust: cells(people), vacant: cells(people), who: all(people, () => []),
    belief: series(), alignment: series(), transition: series(), revenue: series(),
  };
}

function seeWeek(record, company, week) {
  const { real, whole, name } = reading(company), p = (field) => company.get("company", 0, field);
  const kept = (value) => Math.round(FULL * Math.min(1, Math.max(0, value)));
  const affect = real("opinions", "affect"), cognition = real("opinions", "cognition"), weight = company.get("parameters", 0, "trust_affect_weight");
  const trust = (row) => kept(weight * affect(row) + (1 - weight) * cognition(row)), contact = real("ties", "contact");
  for (let tie = 0, at = week * record.pairs; tie < record.pairs; tie++, at++) {
    record.contact[at] = kept(contact(tie));
    record.bySales[at] = trust(2 * tie);
    record.byMarketing[at] = trust(2 * tie + 1);
  }
  const morale = real("people", "morale"), own = real("people", "trust"), vacant = real("people", "vacant"), identity = name("people", "identity");
  record.people.forEach((_, row) => {
    const at = week * record.people.length + row, comers = record.who[row];
    record.morale[at] = kept(morale(row));
    record.trust[at] = kept(own(row));
    record.vacant[at] = vacant(row) > 0 ? 1 : 0;
    if (comers.at(-1)?.identity !== identity(row)) comers.push({ week, identity: identity(row) });
  });
  Object.assign(record.belief, { [week]: p("belief") });
  Object.assign(record.alignment, { [week]: p("alignment") });
  Object.assign(record.transition, { [week]: p("transition_left") });
  record.revenue[week] = earned(company);
  seeCredit(record, { whole, real, name }, week, p("customers"));
  seeMatters(record, { whole, name }, week, p("matters"));
}

function earned(company) { // since the record began, thousands
  let sum = 0;
  for (let quarter = 1; quarter <= company.get("clock", 0, "quarter"); quarter++) sum += company.get("quarters", quarter, "revenue");
  return sum + company.get("tally", 0, "revenue_new") + company.get("tally", 0, "revenue_recurring");
}

function seeLeads(record, company, week) {
  const { real, whole, name } = reading(company), identity = name("leads", "identity"), stage = whole("leads", "stage"), rep = whole("leads", "rep"), marketer = whole("leads", "marketer");
  const known = ["created", "contacted", "fit", "believed", "promise", "information", "value", "sales_touches", "marketing_touches"].map((field) => [field, real("leads", field)]);
  for (let row = 0; row < company.get("company", 0, "leads"); row++) {
    const id = identity(row), lead = record.leads.get(id) ?? { id, marketer: marketer(row), steps: [] }, last = lead.steps.at(-1);
    record.leads.set(id, lead);
    for (const [field, read] of known) lead[field] = read(row);
    if (!last || last.stage !== stage(row) || last.rep !== rep(row)) lead.steps.push({ week, stage: stage(row), rep: rep(row) });
    if (stage(row) >= FIRST_END) lead.ended = week;
  }
}

function seeCredit(record, { whole, real, name }, week, customers) { // whose a win of this week is, by the rule in force
  const since = whole("customers", "since"), identity = name("customers", "identity"), paid = real("customers", "marketing_share");
  for (let row = 0; row < customers; row++) {
    const lead = since(row) === week ? record.leads.get(identity(row)) : undefined;
    if (lead) lead.share = paid(row);
  }
}

function seeMatters(record, { whole, name }, week, open) {
  const fields = ["kind", "raised", "leader", "rep", "marketer"].map((field) => [field, whole("matters", field)]), identity = name("matters", "identity");
  for (let row = 0; row < open; row++) {
    const one = { id: identity(row), ...Object.fromEntries(fields.map(([field, read]) => [field, read(row)])) }, key = [one.kind, one.id, one.raised].join();
    const known = record.matters.get(key) ?? one;
    record.matters.set(key, Object.assign(known, { seen: week, leader: one.leader }));
    if (one.kind === DISPUTE && record.leads.has(one.id)) record.leads.get(one.id).disputed = known.raised;
  }
}

export function courses(company, { quarters, forces, ways }, rested) { // revenue since the record began, by week, of each way
  return ways.map((decisions) => {
    company.restore(rested).setOut({ quarters, forces, decisions });
    return Float64Array.from({ length: quarters * company.told.weeksPerQuarter + 1 }, (_, week) => earned(company.live(week)));
  });
}
