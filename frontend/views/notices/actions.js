import { complain } from "../../actions.js";
import * as calls from "../../calls.js";

/** For good, on every device. @param {Page} page @param {number} id */
export async function putAway(page, id) {
  try {
    await calls.putNoticeAway(id);
    const { me } = page.state();
    if (!me) return;
    const notices = me.notices.filter((notice) => notice.id !== id);
    page.dispatch({ type: "me", me: { ...me, notices } });
  } catch (error) {
    complain(page, error);
  }
}
