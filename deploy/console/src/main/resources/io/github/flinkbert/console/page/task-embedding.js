// The embedding of a text that was tried, and the texts of the stream nearest to it.
import { el } from './dom.js';
import { count } from './format.js';

export const embedding = {
  below: ({ quantized }) => (quantized
    ? [el('p', { class: 'quiet small' }, `A vector of ${count(quantized.dimensions)} numbers as ${quantized.format}, which the map does not draw.`)]
    : []),
  details(tried) {
    return [
      tried.nearest.length > 0 && el('section', {}, el('h2', {}, 'Nearest in the stream, by cosine'), near(tried.nearest)),
      el('details', { class: 'numbers' }, el('summary', {}, `Embedding, ${count(tried.embedding.length)} numbers`),
        strip(tried.embedding), el('p', { class: 'quiet' }, 'Each number a stripe: blue above zero, brown below, stronger the farther from it.')),
    ];
  },
};

/** Each number a stripe: below the middle one colour, above it another, stronger the farther out. */
function strip(numbers) {
  const canvas = el('canvas', { class: 'strip', width: String(numbers.length), height: '1', role: 'img', 'aria-label': 'The numbers as stripes' });
  const context = canvas.getContext('2d');
  const spread = [...numbers].map(Math.abs).sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)] || 1;
  numbers.forEach((value, i) => {
    context.globalAlpha = Math.min(1, Math.abs(value) / spread) * 0.85 + 0.05;
    context.fillStyle = value < 0 ? '#c8761b' : '#2f6fce';
    context.fillRect(i, 0, 1, 1);
  });
  return canvas;
}

/** Texts of the stream with their cosines. */
export function near(all) {
  return el('ol', { class: 'near' }, all.map(({ id, text, cosine }) => el('li', { title: id },
    el('span', { class: 'number quiet' }, cosine.toFixed(3)), el('span', { class: 'text', dir: 'auto' }, text))));
}
