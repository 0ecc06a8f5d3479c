// What matched companies allow one to say: leads over staying with their error, and which words they bear.

export const total = (series) => series.slice(1).reduce((sum, value) => sum + value, 0); // quarter 0 is the start
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export class Judge {
  constructor(engine, facts) { Object.assign(this, { engine, facts }); }

  paired(first, second, bound = this.facts.student) { // mean of the differences, half of the interval (NaN of one company)
    return this.engine.paired(first, second, bound[first.length] ?? NaN);
  }

  finding(companies, options) { // companies x (staying, options...) x outcomes
    const sums = [null, ...options].map((_, place) => companies.map((lived) => total(lived[place].revenue)));
    const leads = options.map((option, place) => ({ option, ...this.paired(sums[place + 1], sums[0]) }));
    for (const lead of leads) lead.share = lead.mean / mean(sums[0]);
    const first = leads.reduce((best, lead, place) => (lead.mean > (leads[best]?.mean ?? 0) ? place : best), -1); // -1: staying
    const places = [-1, ...options.keys()];
    const rivals = places.filter((other) => other !== first && !this.surely(sums[first + 1], sums[other + 1]));
    const name = (place) => (place < 0 ? null : options[place]);
    return { n: companies.length, leads, best: name(first), rivals: rivals.map(name), stay: mean(sums[0]) };
  }

  surely(first, second) { // more, also where all pairs and all looks are read together
    const { mean: lead, half } = this.paired(first, second, this.facts.claim);
    return lead - half > 0;
  }

  lines(companies, options, { added, levels }) { // points of each line by quarter
    const quarters = this.facts.quarters, runs = companies.map((lived) => lived.map(({ revenue }) => course(revenue, added)));
    const at = (place, quarter) => runs.map((lived) => lived[place][quarter]);
    const nothing = companies.map(() => 0), whom = levels ? [null, ...options] : options;
    return whom.map((option) => ({
      option,
      points: Array.from({ length: quarters }, (_, quarter) =>
        this.paired(at(option === null ? 0 : options.indexOf(option) + 1, quarter), levels ? nothing : at(0, quarter))),
    }));
  }
}

function course(series, added) {
  let sum = 0;
  return series.slice(1).map((value) => (added ? (sum += value) : value));
}
