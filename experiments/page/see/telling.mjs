// Numbers and findings as words of the page's language.

const FEW = 4; // companies below which an error is too wide to be told in a headline

const forms = new Map(); // a form costs more than what it writes

function formOf(language, options) {
  const key = `${language} ${JSON.stringify(options)}`;
  if (!forms.has(key)) forms.set(key, new Intl.NumberFormat(language, options));
  return forms.get(key);
}

export class Teller {
  constructor(words, language, facts) {
    Object.assign(this, { words, language, facts });
    const numbers = (options) => { const form = formOf(language, options); return (value) => (Number.isFinite(value) ? form.format(value).replace("-", "−").replace(/(?<=\d)%/, "\u00a0%") : "–"); }; // a true minus and a space before %, as figures have them
    this.plain = numbers({ maximumFractionDigits: 2 });
    this.fixed = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.count = numbers({ maximumFractionDigits: 0 });
    this.tenth = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.three = numbers({ maximumSignificantDigits: 3 });
    this.signed = numbers({ maximumSignificantDigits: 3, signDisplay: "exceptZero" });
    this.percent = numbers({ style: "percent", maximumFractionDigits: 1 });
    this.signedPercent = numbers({ style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });
    this.share = numbers({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }); // one below the other
    this.signedShare = numbers({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" });
    this.even = (largest, { signed = true } = {}) => { // numbers of a column: as many decimals each as its largest needs for three digits
      const digits = Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(largest || 1))));
      return numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: signed ? "exceptZero" : "auto" });
    };
    this.amount = (value) => (value === 0 ? this.count(0) : this.even(Math.abs(value), { signed: false })(value)); // as long while it grows: 19.9, 20.0
    this.plural = new Intl.PluralRules(language);
    this.list = new Intl.ListFormat(language);
  }

  say(key, holes = {}) {
    const said = this.words[key]?.[this.language];
    if (said === undefined) throw new Error(`no words for ${key}`);
    return said.replace(/\{(\w+)\}/g, (_, hole) => holes[hole]);
  }

  name(option) { return this.nameOr(`name ${option ?? "stay"}`, option); } // as a label
  company() { // a shipped one's title is in the page's language, another's as its scenario has it
    const { title, name } = this.facts.scenario, known = this.words[`title ${name}`];
    return known?.en === title ? this.say(`title ${name}`) : title || name;
  }
  way(option) { return this.nameOr(`way ${option ?? "stay"}`, option); } // in a sentence
  nameOr(key, name) { return this.words[key] ? this.say(key) : name; } // a scenario's own paradigm has its own name
  dial(key) { return this.say(`dial ${key}`); }

  scale(largest) { // in which unit numbers of this size are told, as a heading and after a number, and how thousands become it
    const { currency } = this.facts.scenario, one = (value) => this.plural.select(Math.abs(value)) === "one"; // French: up to 1.9
    const units = (key) => ({ unit: this.say(key, { currency }), counted: (value) => this.say(one(value) ? `one ${key}` : key, { currency }) });
    return largest < 1000 ? { ...units("thousand"), of: (value) => value } : { ...units("million"), of: (value) => value / 1000 };
  }
  money(thousands) {
    const { counted, of } = this.scale(Math.abs(thousands));
    return `${this.amount(of(thousands))} ${counted(of(thousands))}`;
  }

  measured(thousands, error) { // a measure and its error, in one unit and to the same place
    const largest = Math.max(Math.abs(thousands), error || 0), { counted, of } = this.scale(largest), even = this.even(of(largest), { signed: false });
    return [thousands, error].map((each) => `${even(of(each))} ${counted(of(each))}`);
  }

  headline(found) {
    const lead = found.leads.find((each) => each.option === found.best), nearest = found.leads.toSorted((one, other) => other.mean - one.mean)[0];
    const told = lead ?? nearest, [ahead, half] = this.measured(Math.abs(told.mean), told.half), holes = { best: this.way(told.option), lead: ahead, half, quarters: this.facts.quarters, n: found.n };
    return upper(this.say(this.case(found, told), { ...holes, rivals: this.list.format(found.rivals.filter((each) => each !== null).map((each) => this.way(each))) }));
  }

  case(found, told) {
    if (found.n < FEW) return found.best === null ? "few stay" : "few";
    if (found.best === null) return told.mean === 0 ? "no difference" : found.rivals.length ? "staying perhaps" : "staying";
    if (found.rivals.includes(null)) return "not surely";
    return found.rivals.length ? "best of several" : "best";
  }
}

export const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
