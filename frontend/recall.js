// What this browser remembers of its reader. A browser that keeps nothing, or forbids it, is fine.

/**
 * @template {string} Word
 * @param {string} key
 * @param {readonly Word[]} words what it may be
 * @param {Word} otherwise
 */
export function recall(key, words, otherwise) {
  try {
    const word = localStorage.getItem(`marquee.${key}`);
    return words.find((each) => each === word) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {string} key @param {string} word */
export function keep(key, word) {
  try {
    localStorage.setItem(`marquee.${key}`, word);
  } catch {
    // The next visit begins anew.
  }
}
