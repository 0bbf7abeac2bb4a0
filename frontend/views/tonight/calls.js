import { json, request } from "../../api.js";

/** @param {TonightWish} wish @returns {Promise<Evening>} */
export const settle = (wish) => json("PUT", "/tonight", { body: wish });

export const callOff = () => request("DELETE", "/tonight");

/** @param {number} id of its proposal */
export const callOffOne = (id) => request("DELETE", `/tonight/${id}`);

/** @param {number} id of a screening */
export const unwatch = (id) => request("DELETE", `/screenings/${id}`);
