// The theatre of a team: its company and the one that stays as it is, side by side on the room's luck, at one week.
import { Panel } from "./panel.mjs";

const $ = (id) => document.getElementById(id), GAP = 18, FRAME = 26, NARROW = 660, WIDEST = 720;

export class Scene {
  constructor({ facts, told }) {
    Object.assign(this, { facts, told, shown: [] });
    $("week").addEventListener("input", () => this.go(Number($("week").value)));
    new ResizeObserver(() => { if (this.width !== $("panels").clientWidth) this.build(); }).observe($("panels"));
  }

  show(shown, week, { tell, values }) { // shown: name, mark, run and record of each panel
    Object.assign(this, { shown, week, tell, values });
    this.build();
  }

  build() {
    this.width = $("panels").clientWidth;
    if (!this.width || !this.shown.length) return;
    const columns = this.width < NARROW ? 1 : 2, width = Math.min(WIDEST, Math.floor((this.width - GAP * (columns - 1)) / columns) - FRAME);
    const most = 1.04 * Math.max(...this.shown.map(({ record }) => Panel.won(record))), about = { facts: this.facts, told: this.told, tell: this.tell, values: this.values, play: { company: 1 }, most, width };
    this.panels = Panel.stand($("panels"), this.shown.map((each) => new Panel({ option: null, branch: null, ...each }, about, () => {})), this.panels);
    $("week").max = this.shown[0].record.weeks;
    this.go(this.week);
  }

  go(week) {
    this.week = week;
    for (const panel of this.panels ?? []) panel.show(week, { lead: null, person: null }, false);
    const said = this.tell.say("week of", { week, quarter: Math.max(1, Math.ceil(week / this.told.weeksPerQuarter)) });
    $("week").value = week;
    $("week").setAttribute("aria-valuetext", said);
    $("week-says").textContent = said;
  }
}
