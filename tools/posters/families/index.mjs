/** Every family of posters: for each film (by IMDb id) the function that designs its poster. */
import { agitprop } from "./agitprop.mjs";
import { blinds } from "./blinds.mjs";
import { colourBars } from "./colour-bars.mjs";
import { engraved } from "./engraved.mjs";
import { fever } from "./fever.mjs";
import { footlights } from "./footlights.mjs";
import { machineAge } from "./machine-age.mjs";
import { melodrama } from "./melodrama.mjs";
import { moonlight } from "./moonlight.mjs";
import { pulp } from "./pulp.mjs";
import { skyward } from "./skyward.mjs";
import { storybook } from "./storybook.mjs";
import { witness } from "./witness.mjs";
import { wonder } from "./wonder.mjs";

export const families = [
  agitprop,
  blinds,
  colourBars,
  engraved,
  fever,
  footlights,
  machineAge,
  melodrama,
  moonlight,
  pulp,
  skyward,
  storybook,
  witness,
  wonder,
];
