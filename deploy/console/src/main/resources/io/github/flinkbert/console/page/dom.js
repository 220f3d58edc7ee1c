// Elements, made of text only: no string becomes markup here or anywhere on this page.

/**
 * An element. `attributes.class` and the like are set as attributes, functions are listeners; children
 * are elements or text, and what is null or false is left out.
 */
export function el(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Likewise an SVG element. */
export function svg(name, attributes, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(key, value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A bar that is so full, from 0 to 1; its figure is said beside it. */
export function gauge(className, share) {
  const inner = el('span', {});
  inner.style.width = `${Math.round(100 * Math.min(1, Math.max(0, share)))}%`;
  return el('span', { class: className, 'aria-hidden': 'true' }, inner);
}

/** Whether this is a screen for fingers, which cannot point without touching. */
export const isTouched = () => matchMedia('(hover: none)').matches;

/** Asks the server; throws an Error whose message is a sentence for people. `signal` lets go of the answer. */
export async function post(path, question, signal) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    });
  } catch {
    throw new Error('flink-bert does not answer; it may have ended.');
  }
  const answer = await response.json().catch(() => ({ error: `flink-bert answered with status ${response.status}` }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
