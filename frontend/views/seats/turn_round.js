/**
 * Who votes, one after the other: whoever starts it first.
 * @param {readonly Member[]} seats @param {Member} starter
 */
export function roundOf(seats, starter) {
  const first = seats.findIndex(({ id }) => id === starter.id);
  return [...seats.slice(first), ...seats.slice(0, first)];
}

/** Where a round is. */
export function createRound() {
  /** @type {readonly Member[]} */
  let members = [];
  let at = 0;
  return {
    /** @param {readonly Member[]} all */
    start(all) {
      [members, at] = [all, 0];
    },
    starter: () => members[0],
    now: () => members[at],
    isOver: () => at >= members.length,
    next: () => (at += 1),
    place: () => ({ at: at + 1, count: members.length }),
  };
}
