// A class on one network: the teacher's page asks its room for the games of all teams, and lists them as they come.
const EVERY = 2000, AROUND = 4; // milliseconds; groups of a code that are no quarter
let now = null, games = [], ours = "", away = false;

function show() {
  if (!now) return;
  const item = ({ team, code }) => Object.assign(document.createElement("li"), { textContent: now.tell.say("lan team", { team, quarter: code.split("-").length - AROUND, quarters: now.quarters }) });
  document.getElementById("address").textContent = now.tell.say("lan address", { address: `${location.origin}/${now.room}` });
  document.getElementById("arrived").replaceChildren(...games.map(item));
  document.getElementById("away").textContent = away ? now.tell.say("lan away") : "";
}

async function ask() {
  try {
    const answer = await fetch(`${location.pathname}/games`), codes = document.getElementById("codes");
    if (!answer.ok) throw new Error(answer.status);
    games = await answer.json();
    away = false;
    const all = games.map(({ team, code }) => `${team}: ${code}`).join("\n");
    if (all !== ours && (!codes.value || codes.value === ours)) codes.value = ours = all; // what the teacher wrote stays
  } catch { away = true; }
  show();
  setTimeout(ask, EVERY);
}

document.addEventListener("spoken", ({ detail }) => { now = detail; show(); });
ask();
