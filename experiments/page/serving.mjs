// How a worker serves: told of a company once, it answers every job that `answer` can, or says why not.
import { load } from "./engine.mjs";

export function serve(answer) { // answer(company, facts, job)
  let company, facts;
  globalThis.onmessage = async ({ data }) => {
    try {
      if (data.wasm) {
        facts = data.facts;
        company = await load(data.wasm, data.told);
        postMessage({ ready: true });
      } else postMessage({ number: data.number, answer: answer(company, facts, data) });
    } catch (error) { postMessage({ number: data.number, error: String(error?.stack ?? error) }); }
  };
}
