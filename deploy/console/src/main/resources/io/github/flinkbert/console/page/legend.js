// What the labels in sight stand for.
import { el } from './dom.js';
import { hue, meaning } from './labels.js';

/** Grows as labels come; nothing is shown of those that are words already. */
export function legend() {
  const element = el('ul', { class: 'label-legend', 'aria-label': 'What the labels stand for', hidden: true });
  const known = new Set();
  return {
    element,
    add(labels) {
      for (const label of labels) {
        if (known.has(label) || !meaning(label)) continue;
        known.add(label);
        const item = el('li', { class: `hue-${hue(label)}`, 'data-label': label }, el('span', { class: 'label' }, label), ' ', meaning(label));
        element.insertBefore(item, [...element.children].find((other) => other.dataset.label > label) ?? null);
        element.hidden = false;
      }
    },
  };
}

/** That of a text. */
export function legendOf(labels) {
  const made = legend();
  made.add(labels);
  return made.element;
}
