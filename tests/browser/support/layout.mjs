// What a test asks of a view's layout; each runs inside the page.

/** How far the page or a sheet can be scrolled sideways. */
export const sidewaysScroll = () =>
  [document.documentElement, ...document.querySelectorAll("dialog[open]")].map(
    (node) => node.scrollWidth - node.clientWidth,
  );

/**
 * What can be pressed on a square of `size` around its middle is missing from the answer; a link
 * within a sentence is as high as its line.
 */
export const smallTargets = (size) => {
  const scope = document.querySelector("dialog[open]") ?? document.body;
  const all = [...scope.querySelectorAll("a[href], button, input, select, summary")];
  const half = size / 2 - 0.5;
  const isHit = (node, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (node === hit || node.contains(hit));
  };
  const isSmall = (node) => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    const box = node.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const corners = [-half, half].flatMap((dx) => [-half, half].map((dy) => [x + dx, y + dy]));
    return !corners.every(([left, top]) => isHit(node, left, top));
  };
  const isThere = (node) => node.checkVisibility() && !node.classList.contains("skip");
  const name = (node) => `${node.className || node.tagName}: ${node.textContent || node.id}`;
  return all.filter(isThere).filter(isSmall).map(name);
};

/** Facts in a row whose dot is seen where a line begins; none ends one, since a fact follows it. */
export const danglingDots = () =>
  [...document.querySelectorAll(".facts")].flatMap((row) => {
    const edge = row.getBoundingClientRect().left;
    const dots = [...row.querySelectorAll(".dot")].filter((dot) => dot.checkVisibility());
    return dots
      .map((dot) => ({ dot, before: dot.parentElement.previousElementSibling }))
      .filter(({ dot, before }) => {
        const box = dot.getBoundingClientRect();
        const isFirst = before.getBoundingClientRect().bottom <= box.top + 1;
        return box.width > 0 && (isFirst ? box.right > edge + 1 : box.left < edge);
      })
      .map(() => row.textContent);
  });

/** Pairs of a card's parts that lie over each other, and parts that leave their card. */
export const collisions = () => {
  const parts = [".card-frame", ".card-title", ".card-facts", ".voters .discs", ".ticket"];
  const boxesOf = (card) =>
    parts
      .map((part) => ({ part, node: card.querySelector(part) }))
      .filter(({ node }) => node?.checkVisibility() && node.getBoundingClientRect().width > 0)
      .map(({ part, node }) => ({ part, box: node.getBoundingClientRect() }));
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return [...document.querySelectorAll(".card")].flatMap((card) => {
    const boxes = boxesOf(card);
    const outer = card.getBoundingClientRect();
    const pairs = boxes.flatMap((a, at) => boxes.slice(at + 1).map((b) => [a, b]));
    const over = pairs.filter(([a, b]) => overlap(a.box, b.box));
    const out = boxes.filter(({ box }) => box.right > outer.right + 1 || box.left < outer.left - 1);
    return [
      ...over.map(([a, b]) => `${card.id}: ${a.part} over ${b.part}`),
      ...out.map(({ part }) => `${card.id}: ${part} leaves the card`),
    ];
  });
};

/**
 * Texts of the page that are wider or higher than the box that shows them, or than the screen. What
 * others have written (`dir="auto"`, and names in a row) may be shortened, and a row that scrolls by
 * itself is as long as it likes.
 */
export const cutOff = () => {
  const scope = document.querySelector("dialog[open]") ?? document.body;
  const textsOf = (node) =>
    [...node.childNodes].filter((child) => child.nodeType === 3 && child.data.trim() !== "");
  const isShortened = (node) => {
    const style = getComputedStyle(node);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return (
      (hides(style.overflowX) && node.scrollWidth > node.clientWidth + 1) ||
      (hides(style.overflowY) && node.scrollHeight > node.clientHeight + 1)
    );
  };
  const scrolls = (node) =>
    node !== null &&
    (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const isOut = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].some(
      ({ left, right }) => left < -1 || right > innerWidth + 1,
    );
  };
  return [...scope.querySelectorAll("*")]
    .filter(
      (node) =>
        node.checkVisibility() &&
        !node.closest(".visually-hidden, .skip, [dir=auto], bdi, .lead-names"),
    )
    .filter((node) => textsOf(node).length > 0)
    .filter((node) => isShortened(node) || (!scrolls(node) && textsOf(node).some(isOut)))
    .map((node) => `${node.className || node.tagName}: ${node.textContent}`);
};
