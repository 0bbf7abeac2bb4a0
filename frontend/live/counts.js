import { known } from "../ballot.js";

/** @typedef {Extract<Action, {type: "counted"}>} Count */

/**
 * The state with a count from the stream, unless what is shown is newer.
 * @param {State} state
 * @param {Count} told
 * @param {boolean} isInside whether the reader may see names: another tab may have heard them
 * @returns {State}
 */
export function counted(state, { proposal_id: id, version, vote_count, voters, heard }, isInside) {
  const old = state.open?.find((proposal) => proposal.id === id);
  if (!state.open || !old || version <= (old.version ?? state.version)) return state;
  const fresh = { ...old, vote_count, version, heard, ...(isInside && voters ? { voters } : {}) };
  return {
    ...state,
    open: state.open.map((proposal) => (proposal === old ? fresh : proposal)),
    ballot: known(state.ballot, fresh, state.club?.member ?? null),
  };
}

/**
 * A list, with the newer counts that the stream sent while the list was on its way.
 * @param {State["open"]} shown
 * @param {Listing & {at: number}} answer
 */
export function recounted(shown, { items, version, at }) {
  const later = new Map(
    (shown ?? [])
      .filter((each) => Number(each.heard) > at && Number(each.version) > version)
      .map((each) => [each.id, each]),
  );
  if (later.size === 0) return items;
  return items.map((item) => {
    const fresh = later.get(item.id);
    if (!fresh) return item;
    const { vote_count, voters, version: newer, heard } = fresh;
    return { ...item, vote_count, version: newer, heard, ...(item.voters ? { voters } : {}) };
  });
}
