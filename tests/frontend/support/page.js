import { initialState, update } from "../../../frontend/state.js";

/** A page without a screen. */
export function createPage(...actions) {
  let state = actions.reduce(update, initialState);
  let moments = 0;
  const went = [];
  return {
    went,
    state: () => state,
    dispatch: (action) => {
      state = update(state, action);
    },
    moment: () => ++moments,
    flying: new Map(),
    asks: new Set(),
    ready: () => null,
    go: (path) => went.push(path),
    replace: (path) => went.push(path),
    leave: () => went.push("back"),
  };
}
