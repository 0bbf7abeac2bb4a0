// What is kept for times without a connection (offline.js) is seldom needed, and comes when it is.
const keeper = () => import("./offline.js");

/** What was kept for a member is nobody else's. */
export async function eraseKept() {
  try {
    const { erase } = await keeper();
    await erase();
  } catch {
    return; // without the keeper nothing was ever kept
  }
}

/** The list that was kept last. @returns {Promise<Kept | null>} */
export async function recallKept() {
  try {
    const { restore } = await keeper();
    return await restore();
  } catch {
    return null;
  }
}
