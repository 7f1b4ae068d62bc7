/** Building DOM nodes without ever parsing markup. */

/**
 * Makes an element. Children are nodes or strings, and strings become text nodes,
 * so nothing a person or a bot writes can turn into HTML.
 * `on…` attributes take listeners; null, undefined and false leave an attribute or child out.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A push button with a type, so that it never submits a form by accident. */
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}
