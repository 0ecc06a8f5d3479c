// Where two lives of one company part, in three meanings; and how one's lead over the other ran, among other companies.

export function parting(first, second) { // weeks; null where it never comes
  return { differ: differing(first, second), buyer: otherwise(first, second), good: forGood(ahead(second.revenue, first.revenue)) };
}

export const ahead = (one, other) => Float64Array.from(one, (value, week) => value - other[week]);

function differing(first, second) { // the first week after which people, ties or executives' view are not the same
  const cells = (record, name, week) => { const each = record[name].length / (record.weeks + 1); return record[name].subarray(week * each, (week + 1) * each); };
  const same = (week) => ["contact", "bySales", "byMarketing", "morale", "belief", "alignment", "transition", "revenue"].every((name) => {
    const other = cells(second, name, week);
    return cells(first, name, week).every((value, place) => value === other[place]);
  });
  for (let week = 0; week <= first.weeks; week++) if (!same(week)) return week;
  return null;
}

function otherwise(first, second) { // the first week in which a buyer both know ends differently from how it does in the other
  const ends = new Map(second.leads.filter((lead) => lead.ended).map((lead) => [lead.id, lead]));
  const parted = first.leads.filter((lead) => lead.ended && ends.has(lead.id) && ends.get(lead.id).steps.at(-1).stage !== lead.steps.at(-1).stage);
  const weeks = parted.map((lead) => ({ week: Math.min(lead.ended, ends.get(lead.id).ended), lead: lead.id }));
  return weeks.toSorted((one, other) => one.week - other.week)[0] ?? null;
}

function forGood(lead) { // the first week from which on one stays ahead
  const sign = Math.sign(lead.at(-1));
  if (!sign) return null;
  let week = lead.length - 1;
  while (week > 0 && Math.sign(lead[week - 1]) === sign) week--;
  return week;
}

export function upheaval(first, second) { // the first and the last week in which the second alone reorganises, and where it is farthest behind then; null where it never does
  const lead = ahead(second.revenue, first.revenue), weeks = [...lead.keys()].filter((week) => second.transition[week] > 0 && !(first.transition[week] > 0));
  if (!weeks.length) return null;
  const lowest = weeks.toSorted((one, other) => lead[one] - lead[other])[0];
  return { from: weeks[0], to: weeks.at(-1), lowest, dip: lead[lowest] };
}

export function band(courses, low = 0.1, high = 0.9) { // by week, between which a lead lies in most companies
  const at = (sorted, part) => sorted[Math.round(part * (sorted.length - 1))];
  return Array.from(courses[0], (_, week) => {
    const sorted = courses.map((course) => course[week]).sort((one, other) => one - other);
    return { low: at(sorted, low), middle: at(sorted, 0.5), high: at(sorted, high) };
  });
}

export const rank = (own, courses) => 1 + courses.filter((course) => course.at(-1) > own.at(-1)).length;
