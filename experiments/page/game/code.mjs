// A game as a short code: room, luck, edition, three letters for each quarter, and three that check all of it.
// The letters are Crockford's base 32: no I, L, O, U, which are read as what they look like.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", BITS = 5, GROUP = 3, PRIME = 32749, FACTOR = 37; // the largest prime of three letters
const ROOM = /^[A-Z0-9]{1,12}$/, SEED = /^\d{1,10}$/;

export class Fault extends Error { // what is wrong with a code: a key of the words, and what fills its holes
  constructor(key, holes) { super(key); Object.assign(this, { key, holes }); }
}

const group = (number) => Array.from({ length: GROUP }, (_, place) => LETTERS[(number >> (BITS * (GROUP - 1 - place))) & 31]).join("");
const check = (text) => group(Array.from(text).reduce((sum, letter) => (sum * FACTOR + letter.charCodeAt(0)) % PRIME, 0));

export function written({ room, seed, edition }, turns, guesses) { // turns: choice and guess, each by its number
  const groups = turns.map(({ choice, guess }) => group(choice * guesses + guess)), said = [room, seed, group(edition), ...groups].join("-");
  return `${said}-${check(said)}`;
}

export function read(text, game, { quarters, choices, guesses }) { // the turns. Throws a Fault for a code that is none of this game's
  const groups = text.toUpperCase().replace(/\s/g, "").split("-"), [room, seed, ...rest] = groups;
  if (groups.length < 4 || !ROOM.test(room) || !SEED.test(seed)) throw new Fault("code form", { example: written(game, [], guesses) });
  const plain = rest.map((part, place) => letters(part, place + 3)), said = [room, seed, ...plain];
  if (check(said.slice(0, -1).join("-")) !== plain.at(-1)) throw new Fault("code check", { group: plain.at(-1) });
  if (room !== game.room || Number(seed) !== game.seed) throw new Fault("code room", { room: `${room}-${seed}`, ours: `${game.room}-${game.seed}` });
  if (plain[0] !== group(game.edition)) throw new Fault("code edition", {});
  const turns = plain.slice(1, -1).map(number).map((each) => ({ choice: Math.floor(each / guesses), guess: each % guesses }));
  if (turns.length > quarters) throw new Fault("code long", { quarters, given: turns.length });
  const strange = turns.findIndex(({ choice }) => choice >= choices);
  if (strange >= 0) throw new Fault("code choice", { quarter: strange + 1 });
  return turns;
}

function letters(part, place) {
  const plain = part.replace(/[IL]/g, "1").replace(/O/g, "0"), strange = Array.from(plain).find((letter) => !LETTERS.includes(letter));
  if (strange) throw new Fault("code letter", { letter: strange, place });
  if (plain.length !== GROUP) throw new Fault("code length", { group: part, place, given: plain.length });
  return plain;
}

const number = (part) => Array.from(part).reduce((sum, letter) => (sum << BITS) | LETTERS.indexOf(letter), 0);

export function readAll(text, game, bounds) { // lines "name: code" as teams, and a fault for each line that is none
  const teams = [], faults = [];
  text.split("\n").forEach((said, place) => {
    const at = said.lastIndexOf(":"), name = said.slice(0, Math.max(0, at)).trim(), fail = (key, holes = {}) => faults.push({ line: place + 1, name, key, holes });
    if (!said.trim()) return;
    if (!name) return fail("line form");
    if (teams.some((team) => team.name === name)) return fail("line twice");
    try {
      teams.push({ name, turns: read(said.slice(at + 1).trim(), game, bounds) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fail(error.key, error.holes);
    }
  });
  return { teams, faults };
}
