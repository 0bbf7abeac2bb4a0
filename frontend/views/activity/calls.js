import { json, request } from "../../api.js";
import { withQuery } from "../club/calls.js";

const AT_ONCE = 50;

/** @typedef {{kind: Area | "", member: Member | null}} Wish what somebody wants to see; of anything, of anybody */

/** @param {Wish} wish @param {string | null} cursor @returns {Promise<{items: Deed[], next: string | null}>} */
export const activity = ({ kind, member }, cursor) =>
  json(
    "GET",
    withQuery("/activity", { kind, member_id: member?.id ?? null, cursor, limit: AT_ONCE }),
  );

export const clearActivity = () => request("DELETE", "/activity");
