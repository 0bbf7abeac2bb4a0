/** The film that an admin has come with, from its own sheet. @type {number | undefined} */
let wished;

/** @param {number} id */
export function wishFor(id) {
  wished = id;
}

/** @returns {number | undefined} it is asked for once */
export function takeWish() {
  const id = wished;
  wished = undefined;
  return id;
}
