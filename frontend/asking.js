import { seatNow } from "./seat.js";

/**
 * Answers may overtake one another. Only that to the last question counts, and only for whoever asked it.
 * @returns {() => () => boolean} begins a question; says later whether its answer is still wanted
 */
export function createAsking() {
  let round = 0;
  return () => {
    const [mine, seat] = [++round, seatNow()];
    return () => mine === round && seat === seatNow();
  };
}
