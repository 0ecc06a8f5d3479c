// How a page begins: what it carries is unpacked, its engine stands; and how it says what failed.
import { load } from "./engine.mjs";

async function unpacked(id) { // bytes and documents lie in the page as gzip and base64, each under an id
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const described = async (id) => JSON.parse(new TextDecoder().decode(await unpacked(id)));

export async function begin(Page) {
  try {
    const [wasm, told, facts, words] = await Promise.all([unpacked("engine"), ...["company", "facts", "words"].map(described)]);
    new Page({ wasm, told, facts, words, engine: await load(wasm, told) }).begin();
  } catch (error) { fail(error); }
}

export function fail(error, tell = null) { // said in the page's words, once it has any, and thrown on
  const place = document.getElementById("failure"), reason = error.message;
  place.hidden = false;
  place.textContent = tell ? tell.say("failed", { reason }) : reason;
  throw error;
}
