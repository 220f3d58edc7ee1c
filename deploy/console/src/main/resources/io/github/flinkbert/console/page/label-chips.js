// A text's labels as chips in a row, each with its score.
import { el, gauge } from './dom.js';
import { count } from './format.js';
import { hue } from './labels.js';

const SHOWN = 8;
const HUES = 7;
const REMEMBERED = 200;

const hues = new Map();

/** The hue of a label: as long as there are as many hues, no two labels share one. */
export function hueOf(label) {
  if (hues.has(label)) return hues.get(label);
  let its = hue(label) % HUES;
  if (hues.size < HUES) {
    const taken = new Set(hues.values());
    while (taken.has(its)) its = (its + 1) % HUES;
  }
  if (hues.size < REMEMBERED) hues.set(label, its);
  return its;
}

/** A score as it is: a regression's is no share, and nothing says which it is. */
export const figure = (score) => score.toFixed(2);

/** One list, or nothing where there are no labels; `lead` are words before them. */
export function chips(all, name, lead) {
  if (all.length === 0) return [];
  const more = all.length - SHOWN;
  return [el('ul', { class: 'chips', 'aria-label': name },
    lead && el('li', { class: 'quiet' }, lead),
    all.slice(0, SHOWN).map(({ label, score }) => el('li', { class: `chip hue-${hueOf(label)}` },
      el('span', { class: 'words', dir: 'auto' }, label), ' ', el('span', { class: 'number' }, figure(score)))),
    more > 0 && el('li', { class: 'quiet' }, `${count(more)} more`))];
}

/** A section of the likeliest labels, whether they hold or not; one alone says all in its chip. */
export function likeliest(name, all) {
  if (all.length < 2) return [];
  const shares = all.every(({ score }) => score >= 0 && score <= 1);
  return [[name, el('div', { class: 'masks' }, el('ol', { class: 'candidate-list' }, all.map(({ label, score }) => el('li', { class: 'candidates' },
    el('span', { class: 'words', dir: 'auto' }, label), shares && gauge('bar-of', score), el('span', { class: 'number' }, figure(score))))))]];
}
