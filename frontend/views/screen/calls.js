import { conditional } from "../../api.js";

/** Members who have voted for nothing yet. @returns {Promise<readonly Member[]>} */
export async function missingVoters() {
  const { body } = await conditional("/votes/missing?limit=100");
  return body.items;
}
