// A class on one network: the team's game is sent to its room after each quarter, with the token that the first answer gave.
const KEPT = `cordiale ${location.pathname}`, AGAIN = 4000; // milliseconds until what did not arrive is sent again
let now = null, sent = "", state = "lan before";

function say() {
  const place = document.getElementById("sent");
  place.textContent = now.tell.say(state);
  place.dataset.state = state;
}

async function post() {
  const { team, code } = now, said = JSON.stringify([team, code]);
  if (!now.quarter || said === sent) return;
  if (!team) state = "lan nameless";
  else {
    sent = said;
    try {
      const answer = await fetch(`${location.pathname}/games`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ team, code, token: sessionStorage.getItem(KEPT) ?? "" }) });
      state = answer.ok ? "lan sent" : answer.status === 409 ? "lan taken" : "lan refused";
      if (answer.ok) sessionStorage.setItem(KEPT, (await answer.json()).token);
    } catch {
      state = "lan away";
      sent = "";
      setTimeout(post, AGAIN);
    }
  }
  say();
}

document.addEventListener("kept", ({ detail }) => {
  const lived = detail.quarter !== now?.quarter;
  now = detail;
  say();
  if (lived) post(); // a name that is being typed is sent once it is there
});
document.getElementById("team").addEventListener("change", post);
