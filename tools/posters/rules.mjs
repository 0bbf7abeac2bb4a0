/** What every poster keeps to. */

/** Bytes of a poster: what the press aims for, and the most that is let through. */
export const AIM = 14_000;
export const LIMIT = 16_000;

/** Pixels at the edge without a letter. */
export const EDGE = 20;

/** The lower left corner, as a share of the sheet: the page lays the leader's ribbon there. */
export const RIBBON = { width: 0.45, height: 0.12 };
