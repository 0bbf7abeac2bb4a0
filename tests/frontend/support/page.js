import { seatNow, sit } from "../../../frontend/seat.js";
import { initialState, update } from "../../../frontend/state.js";

/** A page without a screen. */
export function createPage(...actions) {
  let state = actions.reduce(update, initialState);
  sit(seatNow(), state.turn);
  let moments = 0;
  const went = [];
  return {
    went,
    state: () => state,
    dispatch: (action) => {
      state = update(state, action);
      sit(seatNow(), state.turn);
    },
    moment: () => ++moments,
    flying: new Map(),
    waits: async () => false,
    asks: new Set(),
    ready: () => null,
    go: (path) => went.push(path),
    replace: (path) => went.push(path),
    leave: () => went.push("back"),
  };
}
