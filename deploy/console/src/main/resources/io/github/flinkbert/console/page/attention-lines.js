// Lines from each word to those that it attends to: as wide and as strong as the weight.
import { svg } from './dom.js';
import { finePercent } from './format.js';
import { word } from './attention-words.js';

const ROW = 28;
const LETTER_WIDTH = 8.6;
const TOP = 26;
/** Of all lines, so many a word: the rest would be a veil. */
const LINES_A_WORD = 5;
const FAINTEST = 0.02;

export function lines({ words, matrix, isSpecial, hidden, chosen, choose, width, describe }) {
  const shown = words.map((_, i) => i).filter((i) => !hidden(i));
  const longest = Math.min(18, Math.max(1, ...shown.map((i) => [...words[i].text].length)));
  const column = Math.min(Math.max(64, longest * LETTER_WIDTH + 20), Math.max(96, width * 0.3));
  const gap = Math.max(90, Math.min(480, width - 2 * column - 52));
  const total = 2 * column + gap + 52;
  const height = TOP + shown.length * ROW + 6;
  const yOf = new Map(shown.map((i, row) => [i, TOP + row * ROW]));
  const edges = chosen ? edgesOf(matrix, shown, chosen) : strongest(matrix, shown);
  // One word's lines are seen beside each other, all words' lines beside one that has all the weight.
  const most = chosen ? Math.max(1e-9, ...edges.map(({ weight }) => weight)) : 1;
  const lineOf = ({ from, to, weight }) => {
    const [y1, y2] = [yOf.get(from) + ROW / 2, yOf.get(to) + ROW / 2];
    const [x1, x2] = [column, column + gap];
    return svg('path', {
      class: 'edge',
      d: `M${x1} ${y1}C${x1 + gap / 2} ${y1} ${x2 - gap / 2} ${y2} ${x2} ${y2}`,
      'stroke-width': (0.75 + 4.5 * (weight / most)).toFixed(2),
      'stroke-opacity': Math.min(1, 0.12 + (weight / most) ** 0.7).toFixed(3),
    });
  };
  const column_ = (side, x, anchor) => shown.map((i) => word({
    text: words[i].text, x, y: yOf.get(i), width: column, height: ROW, anchor, special: isSpecial(i),
    label: describe(side, i), side, index: i, choose,
  }));
  const figures = chosen ? edges.filter(({ weight }) => weight >= 0.005).map(({ from, to, weight }) => svg('text', {
    class: 'percent',
    x: String(chosen.side === 'from' ? total - 48 : column + gap / 2),
    y: String(yOf.get(chosen.side === 'from' ? to : from) + ROW / 2),
    'dominant-baseline': 'central',
    ...(chosen.side === 'to' && { visibility: 'hidden' }),
  }, finePercent(weight))) : [];
  return svg('svg', {
    viewBox: `0 0 ${total} ${height}`, width: String(total), height: String(height), role: 'group', 'aria-label': 'Words on the left attend to words on the right',
  },
  svg('text', { class: 'head-line', x: String(column - 8), y: '12', 'text-anchor': 'end' }, 'this word'),
  svg('text', { class: 'head-line', x: String(column + gap + 8), y: '12' }, 'attends to'),
  svg('g', { 'aria-hidden': 'true' }, edges.filter(({ weight }) => weight >= 0.003).map(lineOf)),
  column_('from', 0, 'end'), column_('to', column + gap, 'start'),
  svg('g', { 'aria-hidden': 'true' }, figures));
}

function edgesOf(matrix, shown, { side, index }) {
  return shown.map((i) => (side === 'from'
    ? { from: index, to: i, weight: matrix[index][i] }
    : { from: i, to: index, weight: matrix[i][index] }));
}

function strongest(matrix, shown) {
  const all = shown.flatMap((from) => shown.map((to) => ({ from, to, weight: matrix[from][to] })));
  return all.filter(({ weight }) => weight >= FAINTEST).sort((a, b) => b.weight - a.weight)
    .slice(0, LINES_A_WORD * shown.length);
}
