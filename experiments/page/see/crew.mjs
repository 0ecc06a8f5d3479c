// Workers on every core. What is asked first comes first within its rank, but a worker would rather have companies that it knows;
// what nobody wants to know any more is dropped.

export class Crew {
  constructor(source, size, setup) {
    this.waiting = [];
    this.under = new Map();
    this.idle = [];
    this.count = 0;
    this.url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.size = size;
    this.begun = Promise.all(Array.from({ length: size }, (_, number) => this.hire(setup, number)));
  }

  hire(setup, number) {
    return new Promise((ready, failed) => {
      const worker = new Worker(this.url);
      worker.onerror = (event) => failed(new Error(event.message || "worker"));
      worker.onmessage = ({ data }) => {
        if (data.ready) ready();
        else if (data.number === undefined) return failed(new Error(data.error));
        else this.hear(data);
        this.idle.push({ worker, number });
        this.feed();
      };
      worker.postMessage(setup);
    });
  }

  hear({ number, answer, error }) {
    const { done, failed } = this.under.get(number);
    this.under.delete(number);
    error ? failed(new Error(error)) : done(answer);
  }

  ask(job, { rank, about }) { // rank 0 is lived before rank 1; `about` says which question it belongs to
    return new Promise((done, failed) => {
      this.waiting.push({ job, rank, about, done, failed, number: this.count++ });
      this.waiting.sort((one, other) => one.rank - other.rank || one.number - other.number);
      this.feed();
    });
  }

  feed() {
    while (this.idle.length && this.waiting.length) {
      const { worker, number } = this.idle.pop(), [next] = this.waiting.splice(this.choice(number), 1);
      this.under.set(next.number, next);
      worker.postMessage({ ...next.job, number: next.number });
    }
  }

  choice(number) { // the company that the first chart waits for, or the first that this worker has lived before
    const [{ rank, job }] = this.waiting, known = (each) => each.rank === rank && each.job.replication % this.size === number;
    return job.replication === 0 ? 0 : Math.max(0, this.waiting.findIndex(known));
  }

  drop(about) { // answers to it never come
    this.waiting = this.waiting.filter((each) => each.about !== about);
  }
}
