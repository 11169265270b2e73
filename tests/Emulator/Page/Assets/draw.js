// Drawing without a framework. What is shown is text, never markup: nothing here parses HTML.

/** A new element; attributes whose value is false or null are left out, a function is the listener of that event. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(key, value);
    else if (value !== null && value !== false) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children);
  return node;
}

/** Sets text where it differs, so that screen readers and selections are left in peace. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets an attribute where it differs. */
export function mark(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Writes a URL that wraps between its parts. */
export function writeUrl(node, url) {
  if (node.textContent === url) return;
  node.replaceChildren(...url.split(/(?<=[^:/]\/)/).flatMap(part => [part, element('wbr')]));
}

/** A word with a tone: good, warn, bad, or plain. */
export function badge() {
  const node = element('span', { class: 'badge' });
  return { node, update(text, tone = 'plain') { write(node, text); mark(node, 'data-tone', tone); } };
}

const rowsOf = new WeakMap();

/**
 * Shows one node per item and keeps the nodes of items that stay, with their focus, their open details and what was typed into them.
 * `create` makes { node, update(item) }.
 */
export function each(parent, items, keyOf, create) {
  const before = rowsOf.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const row = before.get(key) ?? create(item);
    row.update(item);
    after.set(key, row);
  }
  for (const [key, row] of before) if (!after.has(key)) row.node.remove();
  let place = parent.firstElementChild;
  for (const { node } of after.values()) {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  rowsOf.set(parent, after);
}

/** Draws, and gives the focus back: to where it was, or to the heading of the section if that is gone. */
export function keepingFocus(draw) {
  const focused = document.activeElement;
  const section = focused?.closest('section');
  draw();
  if (!section || document.activeElement === focused) return;
  (focused.isConnected ? focused : section.querySelector('h2')).focus({ preventScroll: true });
}

/** Options of a select, by value. */
export function options(select, values, textOf = value => value) {
  each(select, values, value => value, value => {
    const node = element('option', { value });
    return { node, update: () => write(node, textOf(value)) };
  });
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
