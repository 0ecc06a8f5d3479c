// Under each dial: what the headline would be along the whole of it, walked in the background, one dial after the other.
import { optionsOf } from "./question.mjs";

export class Walk {
  constructor(book, judge, facts, told) { Object.assign(this, { book, judge, facts, told, walked: 0 }); }

  places({ low, high, step }) { // evenly along a dial, on its steps
    const number = Math.min(this.facts.places, Math.round((high - low) / step) + 1);
    const all = Array.from({ length: number }, (_, place) => low + Math.round(((place / (number - 1 || 1)) * (high - low)) / step) * step);
    return all.map((value) => Number(value.toFixed(6)));
  }

  async begin(values, dials, show) { // `show` hears of each place; a later walk ends this one
    const about = `walk ${++this.walked}`;
    this.book.crew.drop(`walk ${this.walked - 1}`);
    for (const dial of dials) {
      const found = this.places(dial).map((value) => ({ value }));
      show(dial, found);
      for (const place of coarseFirst(found)) {
        const turned = { ...values, [dial.key]: place.value }, options = optionsOf(turned, this.facts, this.told);
        const replications = Array.from({ length: this.facts.walked }, (_, each) => each);
        const lived = await Promise.all(replications.map((each) => this.book.company(turned, options, each, { rank: 2, about })));
        if (about !== `walk ${this.walked}`) return;
        Object.assign(place, this.judge.finding(lived, options));
        show(dial, found);
      }
    }
  }
}

const coarseFirst = (places) => [...places.filter((_, place) => place % 4 === 0), ...places.filter((_, place) => place % 4 === 2),
  ...places.filter((_, place) => place % 2 === 1)];

export function changes(found) { // between which places the best way is another, and which then
  const done = found.filter((place) => place.n);
  return done.slice(1).flatMap((place, before) => done[before].best === place.best ? [] :
    [{ low: done[before].value, high: place.value, from: done[before].best, to: place.best }]);
}

export function span(found) { // the lead over staying of the best way along a dial: where it is least, where most
  const led = found.map(({ value, leads }) => ({ value, lead: Math.max(0, ...leads.map(({ mean }) => mean)) }));
  const ranked = led.toSorted((one, other) => one.lead - other.lead), least = ranked[0], most = ranked.at(-1);
  return { least, most, wide: most.lead - least.lead };
}
