import { conditional } from "../../api.js";

/** @param {number} year @returns {Promise<ClubYear>} */
export const yearOfClub = async (year) => (await conditional(`/years/${year}`)).body;
