/** What a browser keeps for a page; `room` is how many entries fit. */
export function fakeStorage() {
  const methods = {
    getItem: (key) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem(key, text) {
      if (storage.room-- <= 0) throw new Error("QuotaExceededError");
      storage[key] = String(text);
    },
    removeItem: (key) => delete storage[key],
  };
  const storage = Object.create(methods);
  Object.defineProperty(storage, "room", { value: Infinity, writable: true });
  return storage;
}
