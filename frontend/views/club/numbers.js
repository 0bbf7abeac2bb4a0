/**
 * A whole number as somebody typed it; null: it is none, or out of bounds.
 * @param {string} typed
 * @param {number} least
 * @param {number} most
 */
export function wholeIn(typed, least, most) {
  const number = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : -1;
  return number >= least && number <= most ? number : null;
}
