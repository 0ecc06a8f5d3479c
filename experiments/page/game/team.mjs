// A team's page: what executives see of their company, one decision a quarter, a guess and a reason, and the game's code.
import { begin } from "./beginning.mjs";
import { GUESSES, choicesOf, decisions, dialled, guessed, named, titled, valued } from "./choices.mjs";
import { read, written } from "./code.mjs";
import { OwnCompany } from "./company.mjs";
import { element } from "./controls.mjs";
import { dashboards, tabled } from "./dashboards.mjs";
import { filled } from "./tables.mjs";
import { Teller } from "./telling.mjs";

const $ = (id) => document.getElementById(id);

class Team {
  constructor({ engine, facts, words }) {
    Object.assign(this, { facts, words, company: new OwnCompany(engine, facts), choices: choicesOf(facts), turns: [], reasons: [] });
    this.things = [...new Map(this.choices.map((choice) => [choice.kind, choice])).values()];
  }

  begin() {
    this.arrive();
    this.speak(this.facts.language);
    $("language").addEventListener("click", () => this.speak(this.facts.languages.find((each) => each !== this.language)));
    $("team").addEventListener("input", () => this.keep());
    $("what").addEventListener("change", () => this.offer());
    $("turn").addEventListener("submit", (event) => { event.preventDefault(); this.decide(); });
    $("copy").addEventListener("click", () => this.copy());
    $("print").addEventListener("click", () => print());
  }

  arrive() { // a game goes on where its address says it stood
    const said = new URLSearchParams(location.hash.slice(1));
    $("team").value = said.get("team") ?? "";
    try {
      this.turns = said.has("game") ? read(said.get("game"), this.facts.game, { quarters: this.facts.quarters, choices: this.choices.length, guesses: GUESSES.length }) : [];
      this.reasons = this.turns.map((_, place) => said.getAll("why")[place] ?? "");
    } catch (error) { this.stray = error; }
  }

  keep() { // in the address, so that a page loaded anew loses nothing
    const said = new URLSearchParams([["team", $("team").value], ["game", this.code()], ...this.reasons.map((reason) => ["why", reason])]);
    try { history.replaceState(null, "", `#${said}`); } catch { /* a frame without an address of its own */ }
    $("code").value = `${$("team").value.trim() || this.tell.say("our team")}: ${this.code()}`;
    document.dispatchEvent(new CustomEvent("kept", { detail: { team: $("team").value.trim(), code: this.code(), quarter: this.turns.length, tell: this.tell } }));
  }

  code() { return written(this.facts.game, this.turns, GUESSES.length); }

  speak(language) {
    this.language = document.documentElement.lang = language;
    this.tell = new Teller(this.words, language, this.facts);
    const holes = { ...this.facts.game, scenario: this.tell.company(), today: this.tell.name(this.facts.today), people: this.facts.people, quarters: this.facts.quarters, version: this.facts.version };
    for (const each of document.querySelectorAll("[data-say]")) each.textContent = this.tell.say(each.dataset.say, holes);
    const option = (value, text) => element("option", { value }, text), chosen = [$("what").value || "nothing", $("guess").value || String((GUESSES.length - 1) / 2), $("value").value];
    $("what").replaceChildren(...this.things.map((choice) => option(choice.kind, titled(choice, this.tell))));
    $("guess").replaceChildren(...GUESSES.map((_, place) => option(place, guessed(place, this.tell))));
    Object.assign($("what"), { value: chosen[0] });
    Object.assign($("guess"), { value: chosen[1] });
    if (this.stray) { $("failure").hidden = false; $("failure").textContent = this.tell.say("address code", { reason: this.tell.say(this.stray.key, this.stray.holes) }); }
    this.show();
    if (chosen[2]) $("value").value = chosen[2];
  }

  show() { // the company as it stands
    const { tell, facts } = this, quarter = this.turns.length, over = quarter === facts.quarters;
    this.lived = this.company.lived(decisions(this.turns, this.choices), quarter);
    $("stand").textContent = quarter ? tell.say("after quarter", { quarter, quarters: facts.quarters }) : tell.say("before the first");
    $("tiles").replaceChildren(...dashboards(this.lived.seen, tell, this.company.engine.told.keys.filter((key) => key.startsWith("executive")).length));
    $("surveys").replaceChildren(...this.lived.surveys.map(({ quarter: of, believed, lived }) => element("li", {}, tell.say("survey told", { quarter: of, believed: tell.share(believed), lived: tell.share(lived) }))));
    tabled($("seen"), this.lived.seen, tell);
    $("seen").dataset.seen = JSON.stringify(this.lived.seen); // to the last bit
    $("turn").hidden = over;
    $("over").hidden = !over;
    $("told").hidden = !quarter;
    $("turn-of").textContent = tell.say("turn of", { quarter: quarter + 1 });
    $("guess").parentElement.hidden = !quarter; // the first has nothing to be compared with
    $("came").textContent = quarter > 1 ? tell.say("guess came", { quarter, guess: guessed(this.turns.at(-1).guess, tell), came: tell.signedShare(this.change(quarter)) }) : "";
    this.log();
    this.offer();
    this.keep();
  }

  change(quarter) { const { revenue } = this.lived.seen; return revenue[quarter] / revenue[quarter - 1] - 1; }

  log() {
    const { tell } = this, heads = ["quarter", "ask decision", "head guess", "head came", "ask why"].map((key) => tell.say(key));
    const row = ({ choice, guess }, place) => [tell.say("Q", { number: place + 1 }), named(this.choices[choice], tell), place ? guessed(guess, tell) : "–", tell.signedShare(this.change(place + 1)), this.reasons[place]];
    filled($("log"), heads, this.turns.map(row));
  }

  offer() { // the values of what may be decided, from where it stands today
    const kind = $("what").value, offered = this.choices.flatMap((choice, place) => (choice.kind === kind && choice.value !== null ? [{ choice, place }] : [])), [first] = offered;
    $("which").hidden = !first;
    $("value").replaceChildren(...offered.map(({ choice, place }) => element("option", { value: place }, valued(choice, this.tell))));
    if (!first?.choice.dial) return;
    const { dial } = first.choice, today = this.lived.stands(dial), near = offered.toSorted((one, other) => Math.abs(one.choice.value - today) - Math.abs(other.choice.value - today))[0];
    $("value").value = near.place;
    $("value").selectedOptions[0].textContent = this.tell.say("as today", { value: dialled(dial, near.choice.value, this.tell) });
  }

  decide() {
    const kind = $("what").value, choice = $("which").hidden ? this.choices.findIndex((each) => each.kind === kind) : Number($("value").value), why = $("why").value.trim();
    $("wrong").textContent = why ? "" : this.tell.say("why first");
    $("why").ariaInvalid = String(!why);
    if (!why) { $("why").focus(); return; }
    this.turns.push({ choice, guess: Number($("guess").value) });
    this.reasons.push(why);
    Object.assign($("what"), { value: "nothing" });
    Object.assign($("guess"), { value: String((GUESSES.length - 1) / 2) });
    $("why").value = "";
    this.show();
    $("stand").focus();
  }

  async copy() {
    $("code").select();
    try { await navigator.clipboard.writeText($("code").value); } catch { document.execCommand("copy"); } // pages from a file have no clipboard in some browsers
    $("copied").textContent = this.tell.say("copied");
  }
}

begin(Team);
