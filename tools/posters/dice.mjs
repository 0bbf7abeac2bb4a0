/**
 * Dice that always fall the same way for the same film.
 * @param {string} seed the film's IMDb id
 */
export function dice(seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);

  /** A number in [0, 1), by mulberry32. */
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  return {
    roll,
    /** A number between two bounds. */
    between: (low, high) => low + (high - low) * roll(),
    /** One of a list. */
    pick: (list) => list[Math.floor(roll() * list.length)],
  };
}
