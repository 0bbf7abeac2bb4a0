import { createConfirm } from "../../components/form.js";
import { createLink, linkTo } from "../../components/link.js";
import { attr, elt } from "../../dom.js";
import { say } from "../../words/say.js";

/**
 * Gives a member a new link of their own, which is shown this once.
 * @param {Page} page
 * @param {number} id
 * @param {string} name
 * @param {(endsSeats: boolean) => Promise<string | null>} make the secret; null: it was not made
 */
export function createGift(page, id, name, make) {
  const box = elt("input", { type: "checkbox", id: `end-${id}` });
  const ends = elt(
    "label",
    { class: "gift-ends", for: box.id },
    box,
    say("members.link-end", { name }),
  );
  const link = createLink({
    name: `own-link-${id}`,
    label: say("members.link-label", { name }),
    code: say("members.link-code"),
  });
  const note = elt("p", { tabindex: -1 }, say("members.link-once", { name }));
  const shown = elt("div", { class: "gift", hidden: true }, note, link.dom);
  const words = {
    label: say("members.link-give"),
    question: () => say("members.link-question", { name }),
    yes: say("members.link-yes"),
    about: name,
  };
  const confirm = createConfirm(words, give, ends);
  const dom = elt("div", { class: "member-acts" }, confirm.dom, shown);

  async function give() {
    const secret = await make(box.checked);
    if (secret === null) return;
    const { club } = page.state();
    const pitch = say("members.link-pitch", { name, club: club?.name ?? "" });
    link.sync(linkTo("/enter", secret), club, pitch);
    box.checked = false;
    attr(shown, "hidden", false);
    note.focus({ preventScroll: true });
    shown.scrollIntoView();
  }

  return { dom };
}
