/** A clock that stands still until a test moves it. */
export function fakeClock() {
  let time = 0;
  let waiting = [];

  function later(run, delay) {
    const timer = { at: time + delay, run };
    waiting.push(timer);
    return timer;
  }

  async function pass(span) {
    const end = time + span;
    for (;;) {
      const [next] = waiting.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      waiting = waiting.filter((timer) => timer !== next);
      time = next.at;
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    time = end;
  }

  const cancel = (timer) => {
    waiting = waiting.filter((each) => each !== timer);
  };
  return { now: () => time, later, cancel, pass, pending: () => waiting.length };
}
