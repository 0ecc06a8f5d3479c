// A lead's life and a person's week, told in sentences.
import { FIRST_END, MARKETER, OPEN, REP, WAITS, WON, stageAt } from "./stage.mjs";

const ENDS = { 11: "ignored", 12: "rejected", 13: "lost", 14: "undecided", 15: "won" }, STEPS = { 2: "opportunity", 3: "proposal", 4: "negotiation" };
const chance = (logOdds) => 1 / (1 + Math.exp(-logOdds)), KNOWN = 0.03;

export class Lives {
  constructor(tell, told) { Object.assign(this, { tell, told }); }

  who(row) { // rep-12 becomes Rep 12, in the page's language
    const [, role, number] = /^(.*?)-?(\d*)$/.exec(this.told.keys[row] ?? "");
    const named = this.tell.words[`role ${role}`] ? this.tell.say(`role ${role}`) : role.replaceAll("-", " ");
    return number ? `${named} ${number}` : named;
  }

  lead(record, id) { // sentences, in order
    const lead = record.leads.find((each) => each.id === id), { tell } = this;
    if (!lead) return [tell.say("life never")];
    const begun = lead.steps[0].week === 0 ? "life before" : lead.marketer >= 0 ? "life from marketing" : "life from rep";
    const holes = { who: this.who(lead.marketer >= 0 ? lead.marketer : lead.steps[0].rep), week: Math.max(0, Math.floor(lead.created)), fit: tell.share(chance(lead.fit)), believed: tell.share(lead.believed), promise: tell.share(lead.promise) };
    const steps = lead.steps.flatMap((step, place) => this.step(lead, step, lead.steps[place - 1]));
    if (lead.ended && lead.steps.at(-1).stage === WON && lead.disputed !== undefined) steps.push(tell.say("life disputed", { week: lead.disputed }));
    if (!lead.ended) steps.push(tell.say("life open", { week: record.weeks }));
    return [tell.say(begun, holes), ...steps];
  }

  step(lead, { week, stage, rep }, before) {
    const { tell } = this, holes = { week, who: this.who(rep), information: tell.share(lead.information) };
    if (stage === WAITS) return [tell.say(lead.marketer >= 0 ? "life waits" : "life waits own", holes)];
    if (stage in STEPS) return before?.stage === stage ? [] : [tell.say(`life ${STEPS[stage]}`, holes)];
    if (!(stage in ENDS)) return [];
    const share = lead.share ?? 0, touches = { sales: tell.three(lead.sales_touches), marketing: tell.three(lead.marketing_touches), value: tell.money(lead.value), share: tell.share(share) };
    return [tell.say(`life ${ENDS[stage]}`, { ...holes, ...touches })];
  }

  person(record, row, week) {
    const { tell } = this, { kind } = record.people[row], at = week * record.people.length + row, here = record.who[row].filter((each) => each.week <= week).at(-1);
    const team = this.told.keys[record.people[row].manager] ? this.who(record.people[row].manager) : "–", holes = { who: this.who(row), manager: team, morale: tell.share(record.morale[at] / 250), trust: tell.share(record.trust[at] / 250) };
    const said = [tell.say(record.vacant[at] ? "person vacant" : kind > MARKETER ? "person leader" : "person week", holes)];
    if (here.week > 0) said.push(tell.say("person newcomer", { week: here.week }));
    if (kind === REP) said.push(this.work(record, row, week));
    return kind > MARKETER ? said : [...said, ...this.ties(record, row, week)];
  }

  work(record, row, week) {
    const mine = record.leads.filter((lead) => lead.steps[0].week <= week && (lead.ended ?? Infinity) > week).map((lead) => stageAt(lead, week)).filter(({ rep }) => rep === row);
    return this.tell.say("person work", { waiting: mine.filter(({ stage }) => stage <= WAITS).length, open: mine.filter(({ stage }) => stage >= OPEN && stage < FIRST_END).length });
  }

  ties(record, row, week) { // the closest first
    const at = (tie) => week * record.pairs + tie, place = record.people[row].kind === REP ? 0 : 1;
    const own = record.ties.flatMap((pair, tie) => (pair[place] === row && record.contact[at(tie)] / 250 > KNOWN ? [tie] : []));
    const closest = own.toSorted((one, other) => record.contact[at(other)] - record.contact[at(one)]).slice(0, 4), share = (value) => this.tell.share(value / 250);
    const told = closest.map((tie) => {
      const [trusts, trusted] = place ? [record.byMarketing, record.bySales] : [record.bySales, record.byMarketing];
      return this.tell.say("person tie", { who: this.who(record.ties[tie][1 - place]), contact: share(record.contact[at(tie)]), trusts: share(trusts[at(tie)]), trusted: share(trusted[at(tie)]) });
    });
    return told.length ? [this.tell.say("person ties", { number: own.length }), ...told] : [this.tell.say("person alone")];
  }
}
