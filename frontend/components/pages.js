/**
 * A list that comes page by page, as far as the reader wants it.
 * @template {{id: number}} Item
 * @typedef {object} Pages
 * @property {readonly Item[]} items
 * @property {string | null} next where it goes on; null at its end
 * @property {string | null} asked from where it was asked for last
 * @property {ApiError | null} trouble why it did not come
 * @property {boolean} isAsking
 * @property {boolean} isKnown whether anything has come yet
 */

/** @type {Pages<any>} */
const NOTHING = {
  items: [],
  next: null,
  asked: null,
  trouble: null,
  isAsking: false,
  isKnown: false,
};

/**
 * Its end moves when others add to it meanwhile, so that an item may come twice.
 * @template {{id: number}} Item
 * @param {readonly Item[]} items
 * @param {readonly Item[]} more
 */
export function joined(items, more) {
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...more.filter(({ id }) => !known.has(id))];
}

/**
 * What has been read, once its beginning has been read again. The rest stays where the two meet; where
 * they do not, so much is new that the beginning has to do.
 * @template {{id: number}} Item
 * @param {Pages<Item>} pages
 * @param {{items: Item[], next: string | null}} fresh
 */
export function renewed({ items, next }, fresh) {
  const last = fresh.items[fresh.items.length - 1];
  const met = fresh.next === null ? -1 : items.findIndex(({ id }) => id === last?.id);
  return met < 0 ? fresh : { items: joined(fresh.items, items.slice(met + 1)), next };
}

/**
 * What the reader has changed is so at once.
 * @template {{id: number}} Item
 * @param {() => readonly Item[]} items
 * @param {(change: Partial<Pages<Item>>) => void} take
 */
function createEdits(items, take) {
  /** @param {Item} item as it is now */
  function replace(item) {
    take({ items: items().map((each) => (each.id === item.id ? item : each)) });
  }

  /** @param {number} id */
  function drop(id) {
    take({ items: items().filter((each) => each.id !== id) });
  }

  /** @param {Item} item stands before all others */
  function add(item) {
    take({ items: joined([item], items()), isKnown: true });
  }

  return { replace, drop, add };
}

/**
 * @param {() => Pages<any>} pages
 * @param {(cursor: string | null) => Promise<void>} fetchPage
 */
const createQuestions = (pages, fetchPage) => ({
  begin: () => fetchPage(null),
  /** A list that is to begin anew does not go on meanwhile. */
  more: async () => void (pages().isAsking || (await fetchPage(pages().next))),
  again: () => fetchPage(pages().asked),
});

/**
 * @template {{id: number}} Item
 * @param {(cursor: string | null) => Promise<{items: Item[], next: string | null}>} ask
 * @param {(pages: Pages<Item>) => void} show
 * @param {(error: unknown) => ApiError | null} toTell what of an error is to be told here
 */
export function createPages(ask, show, toTell) {
  /** @type {Pages<Item>} */
  let pages = NOTHING;
  let round = 0;

  /** @param {Partial<Pages<Item>>} change */
  function take(change) {
    pages = { ...pages, ...change };
    show(pages);
  }

  /** Only the last question counts: what was asked before it is no longer wanted. @param {string | null} cursor */
  async function fetchPage(cursor) {
    const mine = (round += 1);
    take({ asked: cursor, isAsking: true, trouble: null });
    try {
      const { items, next } = await ask(cursor);
      if (mine !== round) return;
      const all = cursor === null ? items : joined(pages.items, items);
      take({ items: all, next, isAsking: false, isKnown: true });
    } catch (error) {
      if (mine === round) take({ isAsking: false, trouble: toTell(error) });
    }
  }

  /** Looks for what is new; who reads on meanwhile is not held up, nor told that it did not come. */
  async function renew() {
    const mine = round;
    if (!pages.isKnown || pages.isAsking) return;
    try {
      const fresh = await ask(null);
      if (mine === round) take(renewed(pages, fresh));
    } catch (error) {
      if (mine === round) toTell(error);
    }
  }

  /** Whoever comes next does not see it. */
  function forget() {
    round += 1;
    take(NOTHING);
  }

  return {
    ...createQuestions(() => pages, fetchPage),
    renew,
    forget,
    ...createEdits(() => pages.items, take),
  };
}
