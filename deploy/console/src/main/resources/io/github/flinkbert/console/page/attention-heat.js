// A square of weights: rows attend to columns, the darker the more.
import { svg } from './dom.js';
import { word } from './attention-words.js';

const LETTER = 7.2;

export function heat({ words, matrix, isSpecial, hidden, chosen, choose, width, describe }) {
  const shown = words.map((_, i) => i).filter((i) => !hidden(i));
  const longest = Math.min(18, Math.max(1, ...shown.map((i) => [...words[i].text].length)));
  const left = Math.max(50, longest * LETTER + 18);
  const top = longest * LETTER * 0.77 + 26;
  const cell = Math.max(15, Math.min(34, (width - left - 16) / shown.length));
  const side = cell * shown.length;
  const at = new Map(shown.map((i, place) => [i, place * cell]));
  // Weights of a row sum to 1: in a long text even the greatest are small, and would all look alike.
  const most = Math.max(...shown.flatMap((i) => shown.map((j) => matrix[i][j])), 1e-9);
  const cells = shown.flatMap((i) => shown.filter((j) => matrix[i][j] / most > 0.01).map((j) => svg('rect', {
    class: 'cell', x: (left + at.get(j)).toFixed(1), y: (top + at.get(i)).toFixed(1),
    width: (cell - 1).toFixed(1), height: (cell - 1).toFixed(1), rx: '2',
    'fill-opacity': ((matrix[i][j] / most) ** 0.75).toFixed(3),
    pointerenter: () => choose('from', i, false),
    click: () => choose('from', i, true),
  })));
  const band = chosen && at.has(chosen.index) && svg('rect', {
    class: 'band', rx: '3',
    ...(chosen.side === 'from'
      ? { x: String(left), y: String(top + at.get(chosen.index)), width: String(side), height: String(cell) }
      : { x: String(left + at.get(chosen.index)), y: String(top), width: String(cell), height: String(side) }),
  });
  return svg('svg', {
    viewBox: `0 0 ${left + side + 70} ${top + side + 8}`, width: String(left + side + 70), height: String(top + side + 8),
    role: 'group', 'aria-label': 'Rows attend to columns',
  },
  svg('rect', { class: 'frame', x: String(left), y: String(top), width: String(side), height: String(side), rx: '3' }),
  shown.map((i) => word({
    text: words[i].text, x: 0, y: top + at.get(i), width: left - 2, height: cell, anchor: 'end', special: isSpecial(i),
    label: describe('from', i), side: 'from', index: i, choose,
  })),
  shown.map((j) => svg('g', { transform: `translate(${left + at.get(j) + cell / 2} ${top - 6}) rotate(-50)` }, word({
    text: words[j].text, x: -8, y: -cell / 2, width: 130, height: cell, anchor: 'start', special: isSpecial(j),
    label: describe('to', j), side: 'to', index: j, choose,
  }))),
  svg('g', { 'aria-hidden': 'true' }, cells, band));
}
