import { createStarsShown } from "../../components/stars.js";
import { disc } from "../../components/vote.js";
import { attr, elt, line } from "../../dom.js";
import { initials } from "../../format.js";
import { letters, memberOf } from "../../state.js";
import { localeNow, say } from "../../words/say.js";

/** @typedef {NonNullable<ScreeningStory["ratings"]>[number]} Given */

/** The most first; where that is the same, by name, and those who have left last. @param {Given} a @param {Given} b */
const byStars = (a, b) =>
  b.stars - a.stars ||
  (a.member?.name ?? "\uffff").localeCompare(b.member?.name ?? "\uffff", localeNow());

/** @param {Given} given @param {Map<string, string>} known */
function createGiver({ member, stars }, known) {
  const shown = createStarsShown();
  shown.sync(stars);
  const face = member ? disc(member, known) : elt("span", { class: "disc disc-none" });
  const name = elt("bdi", {}, member ? member.name : say("screening.left"));
  return elt("li", { class: "giver" }, face, name, shown.dom);
}

/** Who gave what, for members; visitors are told why they see nobody. */
export function createGivers() {
  const heading = elt("h3", {}, say("screening.who"));
  const list = elt("ul", { class: "givers" });
  const remark = elt("p", { class: "film-remark" });
  const dom = elt("section", { class: "screening-who" }, heading, list, remark);
  let shown = "";

  /** @param {ScreeningStory} story @param {State} state */
  function sync({ ratings = [], rating_count: count }, state) {
    const isTold = memberOf(state) !== null;
    attr(dom, "hidden", count === 0 || (isTold && ratings.length === 0));
    attr(heading, "hidden", ratings.length === 0);
    line(remark, isTold ? null : say("screening.sign-in"));
    const key = JSON.stringify(ratings);
    if (key === shown) return;
    shown = key;
    const names = ratings.flatMap(({ member }) => member?.name ?? []);
    const known = initials([...names, ...letters(state).keys()]);
    list.replaceChildren(...[...ratings].sort(byStars).map((each) => createGiver(each, known)));
  }

  return { dom, sync };
}
