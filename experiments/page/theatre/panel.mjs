// One way on stage: its name, its picture, its numbers as text, and the command that lives the same run without the page.
import { command } from "./billing.mjs";
import { element } from "./controls.mjs";
import { Lives } from "./lives.mjs";
import { Painting } from "./painting.mjs";
import { drawQuilt } from "./quilt.mjs";
import { Stage, counted, waiting } from "./stage.mjs";
import { upper } from "./telling.mjs";

const REACH = 14; // pixels between a click and what it means

export function named({ option, branch }, tell) { // a panel's name
  const of = tell.name(option);
  if (!branch) return of;
  const what = branch.key === "paradigm" ? tell.name(branch.value) : branch.key === "order" ? tell.say(`order ${branch.value}`) : `${tell.dial(branch.key)} ${tell.plain(branch.value)}`;
  return tell.say("branched", { of, quarter: branch.quarter, what });
}

export const markOf = ({ option, branch, mark }, facts) => mark ?? facts.marks[branch?.key === "paradigm" ? branch.value : option ?? facts.today] ?? facts.marks[facts.own];

export class Panel {
  static won(record) { return counted(record).won.at(-1); }

  static stand(place, panels, before = []) { // in the place of others; what a reader had opened stays open
    panels.forEach((panel, at) => { panel.run.open = Boolean(before[at]?.run.open && before[at].option === panel.option); });
    place.replaceChildren(...panels.map(({ root }) => root));
    return panels;
  }

  constructor(shown, { facts, told, tell, values, play, most, width }, choose, remove) {
    const { record, option, branch } = shown;
    Object.assign(this, { record, tell, option, branch, name: shown.name ?? named(shown, tell), lives: new Lives(tell, told), stage: new Stage(record, width) });
    this.mark = markOf(shown, facts);
    this.painting = new Painting(this.stage, pictured(tell), most);
    this.picture = element("div", { className: "picture", attributes: { role: "img" }, onclick: (event) => this.clicked(event, choose) }, this.painting.still, this.painting.moving);
    for (const each of [this.picture, this.painting.still, this.painting.moving]) Object.assign(each.style, { width: `${width}px`, height: `${this.stage.height}px` });
    this.states = element("p", { className: "soft" });
    this.money = element("b");
    const swatch = element("i", { className: "swatch" }), run = shown.run ?? command(shown, play, values, facts), head = element("h3", {}, swatch, this.name);
    swatch.style.setProperty("--mark", this.mark.colour);
    if (remove) head.append(" ", element("button", { type: "button", onclick: remove, ariaLabel: `${tell.say("remove")}: ${this.name}` }, "×"));
    this.run = element("details", {}, element("summary", {}, tell.say("same run")), run ? element("code", {}, run) : tell.say("only here"), element("data", { value: String(record.revenue.at(-1)), textContent: tell.say("revenue in all", { amount: tell.money(record.revenue.at(-1)) }) }));
    this.root = element("section", { className: "panel" }, element("header", {}, head, this.money), this.picture, this.states, this.run);
    this.root.style.width = `${width + 26}px`;
    this.patch = element("canvas", { attributes: { role: "img", "aria-label": this.name } });
    this.quilt = element("figure", {}, element("figcaption", {}, this.name), this.patch);
  }

  show(moment, chosen, quilted) {
    const { record, tell } = this, week = Math.floor(moment);
    this.painting.show(moment, chosen);
    this.moment = moment;
    if (quilted) drawQuilt(this.patch, record, week);
    if (this.last === week) return;
    this.last = week;
    this.money.textContent = tell.say("revenue so far", { amount: tell.money(record.revenue[week]) });
    this.states.textContent = this.stands(week);
    this.picture.setAttribute("aria-label", `${this.name}. ${this.said(week)}`);
  }

  stands(week) {
    const { record, tell } = this, { counts } = this.painting, [sales, marketing] = trusts(record, week), left = record.transition[week], open = waiting(record, week);
    return tell.say("states", { sales: tell.share(sales), marketing: tell.share(marketing), wins: tell.count(counts.wins[week]), ignored: tell.count(counts.ignored[week]), disputes: open.filter(({ kind }) => kind === 0).length, questions: open.filter(({ kind }) => kind === 2).length })
      + (left > 0 ? ` ${tell.say("reorganising", { weeks: tell.count(left) })}` : "");
  }

  said(week) { // what a picture of the week shows
    const { record, tell } = this;
    return `${tell.say("believe and live", { believed: tell.percent(record.belief[week]), lived: tell.percent(record.alignment[week]) })} ${this.stands(week)}`;
  }

  clicked(event, choose) {
    const { offsetX: x, offsetY: y } = event, { stage } = this, far = (at) => Math.hypot(at.x - x, at.y - y);
    const people = stage.y.flatMap((height, person) => [{ person, x: stage.record.people[person].kind ? stage.x.marketers : stage.x.reps, y: height }]);
    const nearest = [...this.painting.hits(this.moment), ...people].toSorted((one, other) => far(one) - far(other))[0];
    if (!nearest || far(nearest) > REACH) choose({ lead: null, person: null });
    else choose(nearest.lead ? { lead: nearest.lead } : { person: nearest.person });
  }

  told(week, { lead, person }) { // what was chosen, in sentences
    const { lives, record } = this, list = (said) => element("ul", {}, ...said.map((each) => element("li", {}, upper(each)))), parts = [];
    if (lead) parts.push(element("h4", {}, this.tell.say("its life", { number: lead.slice(-6) })), list(lives.lead(record, lead)));
    if (person !== null) parts.push(element("h4", {}, this.tell.say("its week", { who: lives.who(person), week })), list(lives.person(record, person, week)));
    return parts.length ? [element("section", {}, element("h3", {}, this.name), ...parts)] : [];
  }
}

const pictured = (tell) => ({
  ...Object.fromEntries(["table", "empty", "marketing", "sales", "deals", "won"].map((key) => [key, tell.say(`on stage ${key}`)])),
  lived: (value) => tell.say("on stage lived", { share: tell.percent(Math.round(100 * value) / 100) }), believed: (value) => tell.say("on stage believed", { share: tell.percent(Math.round(100 * value) / 100) }),
  amount: (value) => { const { counted, of } = tell.scale(value); return [tell.amount(of(value)), counted(of(value))]; }, part: (value) => tell.percent(Math.round(100 * value) / 100), ignored: (number) => tell.say("on stage ignored", { number: tell.count(number) }),
});

function trusts(record, week) { // mean trust of sales in marketing and of marketing in sales, weighted by contact
  let [weight, sales, marketing] = [1e-9, 0, 0];
  for (let at = week * record.pairs; at < (week + 1) * record.pairs; at++) {
    weight += 250 * record.contact[at];
    sales += record.contact[at] * record.bySales[at];
    marketing += record.contact[at] * record.byMarketing[at];
  }
  return [sales / weight, marketing / weight];
}
