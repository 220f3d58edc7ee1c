// Masked words: for each its candidates, likeliest first.
import { el, gauge } from './dom.js';
import { finePercent } from './format.js';

export const masks = {
  examples: [{ name: 'A masked word', text: 'The capital of France is [MASK].' }],
  sections: (tried) => (tried.masks.length > 0
    ? [[tried.masks.length > 1 ? 'Masked words' : 'Masked word', candidates(tried.masks)]]
    : []),
};

function candidates(all) {
  return el('div', { class: 'masks' }, all.map((mask) => el('ol', { class: 'candidate-list' },
    mask.map(({ token, score }) => el('li', { class: 'candidates' },
      el('span', { class: 'words' }, token), gauge('bar-of', score), el('span', { class: 'number' }, finePercent(score)))))));
}
