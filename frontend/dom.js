/**
 * An element with attributes and children; false and null stand for "not there".
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function elt(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) attr(node, name, value);
  node.append(...present(children));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return /** @type {SVGElement} */ (node);
}

/** @param {(Node | string | null | false)[]} children */
const present = (children) => children.filter((child) => child !== null && child !== false);

/**
 * @template {EventTarget} Target
 * @param {Target} target
 * @param {string} type
 * @param {(event: any) => void} handler
 */
export function on(target, type, handler) {
  target.addEventListener(type, handler);
  return target;
}

/** @param {Element} node @param {string} name @param {string | number | boolean | null} value */
export function attr(node, name, value) {
  if (value === false || value === null) {
    node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** @param {Element} node @param {string} value */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

/**
 * Puts these in, unless the same are there: who presses what is just taken away has pressed nothing.
 * @param {Element} node
 * @param {...(Node | string)} children
 */
export function fill(node, ...children) {
  const next = /** @type {Element} */ (node.cloneNode());
  next.append(...children);
  if (!next.isEqualNode(node)) node.replaceChildren(...next.childNodes);
}

/** Where whoever has lost their place goes on: before all that the room has. */
export function focusMain() {
  document.getElementById("main")?.focus({ preventScroll: true });
}

/**
 * Shows a node with this text, or hides it without one.
 * @param {HTMLElement} node
 * @param {string | null} value
 */
export function line(node, value) {
  node.hidden = !value;
  text(node, value ?? "");
}

/**
 * One of the facts in a row; the dot before it shows only where another stands before it in the
 * same line.
 * @param {boolean} isFirst
 * @param {...(Node | string)} children
 */
export const fact = (isFirst, ...children) =>
  elt("span", { class: "fact" }, !isFirst && elt("span", { class: "dot" }, "· "), ...children);

/**
 * Facts in a row, without those that nobody knows.
 * @param {HTMLElement} node
 * @param {readonly (string | number | boolean | null | undefined)[]} values
 */
export function facts(node, values) {
  const known = values.filter(Boolean).map(String);
  node.hidden = known.length === 0;
  if (node.textContent === known.join(" · ")) return;
  const all = known.flatMap((value, at) => [at > 0 && " ", fact(at === 0, elt("bdi", {}, value))]);
  node.replaceChildren(...present(all));
}

/** Names in a row, each in its own direction. @param {readonly string[]} names @param {string} comma */
function listOf(names, comma) {
  const list = document.createDocumentFragment();
  list.append(...present(names.flatMap((name, at) => [at > 0 && comma, elt("bdi", {}, name)])));
  return list;
}

/**
 * A sentence with names in it; hidden without one.
 * @param {HTMLElement} node
 * @param {readonly string[]} names
 * @param {string} comma what stands between two of them
 * @param {(list: Node) => (Node | string)[]} sentence
 */
export function named(node, names, comma, sentence) {
  node.hidden = names.length === 0;
  fill(node, ...sentence(listOf(names, comma)));
}

/**
 * Children that follow a list of keys, moved and made only where they differ.
 * @template Key
 * @template {{dom: Element}} Part
 * @param {Element} parent
 * @param {(key: Key) => Part} make
 */
export function keyed(parent, make) {
  /** @type {Map<Key, Part>} */
  const parts = new Map();

  /** @param {readonly Key[]} keys */
  function sync(keys) {
    const wanted = new Set(keys);
    for (const [key, part] of parts) {
      if (wanted.has(key)) continue;
      part.dom.remove();
      parts.delete(key);
    }
    let next = parent.firstElementChild;
    for (const key of keys) {
      const part = parts.get(key) ?? make(key);
      parts.set(key, part);
      if (part.dom === next) next = next.nextElementSibling;
      else place(parent, part.dom, next);
    }
  }

  return { parts, sync };
}

/**
 * moveBefore keeps focus and animations, where the browser has it.
 * @param {Element} parent
 * @param {Element} node
 * @param {Element | null} next
 */
function place(parent, node, next) {
  const focused = document.activeElement;
  if (node.parentNode === parent && "moveBefore" in parent) {
    /** @type {any} */ (parent).moveBefore(node, next);
    return;
  }
  parent.insertBefore(node, next);
  if (focused instanceof HTMLElement && node.contains(focused))
    focused.focus({ preventScroll: true });
}
