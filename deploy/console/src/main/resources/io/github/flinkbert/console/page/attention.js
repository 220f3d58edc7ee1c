// The attention of a text: a layer, a head, a word.
import { headsOverview } from './attention-heads.js';
import { heat } from './attention-heat.js';
import { lines } from './attention-lines.js';
import { markChosen } from './attention-words.js';
import { el, isTouched } from './dom.js';
import { finePercent } from './format.js';
import { savePng, saveSvg } from './save.js';

const LISTED = 8;
const WAYS = { lines, heat };
const WHAT_TO_LOOK_FOR = 'Look for heads that do one thing: each word attends to the next one or the one before, a verb to its'
  + ' object, a pronoun to the noun that it stands for. A head that finds nothing of its kind sends its weight to [SEP].';

/** Fills a place with the view of some attention-data. */
export function attentionView(place, data) {
  let way = 'lines';
  let layer = Math.min(data.layers - 1, Math.floor(data.layers / 2));
  let head = null;
  let special = false;
  let chosen = null;
  let pinned = false;

  const layers = el('select', { change: () => pick(Number(layers.value), head) },
    Array.from({ length: data.layers }, (_, i) => el('option', { value: String(i) }, String(i + 1))));
  const heads = el('select', { change: () => pick(layer, heads.value === '' ? null : Number(heads.value)) },
    el('option', { value: '' }, 'average of all'),
    Array.from({ length: data.heads }, (_, i) => el('option', { value: String(i) }, String(i + 1))));
  const wayButton = (name, words) => el('button', {
    type: 'button', 'aria-pressed': String(name === way), 'data-way': name, click: () => { way = name; draw(); },
  }, words);
  const ways = [wayButton('lines', 'Lines'), wayButton('heat', 'Heat map')];
  const specials = el('input', { type: 'checkbox', change: () => { special = specials.checked; chosen = null; draw(); } });
  const drawing = el('div', { class: 'attention-drawing', tabindex: '-1' });
  const side = el('div', { class: 'attention-side' });
  const listed = el('div', { 'aria-live': 'polite' });
  const overview = headsOverview(data, pick);
  side.append(listed, overview.element,
    el('p', { class: 'heads-note' }, `Every head: rows are layers, the lowest first; a ${isTouched() ? 'tap' : 'click'} chooses.`));
  place.replaceChildren(
    el('div', { class: 'attention-bar' },
      el('label', {}, el('span', { class: 'quiet' }, 'Layer'), layers),
      el('label', {}, el('span', { class: 'quiet' }, 'Head'), heads),
      el('fieldset', {}, el('legend', { class: 'unseen' }, 'Drawn as'), ways),
      el('label', { class: 'check' }, specials, ' with [CLS] and [SEP]'),
      el('div', { class: 'save' },
        el('button', { type: 'button', click: () => saveSvg(current(), name()) }, 'Save SVG'),
        el('button', { type: 'button', click: () => savePng(current(), name()) }, 'Save PNG'))),
    el('p', { class: 'what-for' }, WHAT_TO_LOOK_FOR),
    el('div', { class: 'attention-place' }, drawing, side));

  const current = () => drawing.querySelector('svg');
  const name = () => `attention-layer-${layer + 1}-${head === null ? 'average' : `head-${head + 1}`}`;
  const hidden = (i) => !special && data.isSpecial(i);

  function pick(toLayer, toHead) {
    layer = toLayer;
    head = toHead;
    draw();
  }

  /** Pointing chooses for as long as nothing is pinned; a click pins, another lets go. */
  function choose(at, index, click) {
    const same = chosen !== null && chosen.side === at && chosen.index === index;
    if (click) {
      pinned = !(pinned && same);
    } else if (pinned || same) {
      return;
    }
    chosen = { side: at, index };
    draw();
  }
  drawing.addEventListener('pointerleave', () => {
    if (!pinned && !drawing.contains(document.activeElement)) { chosen = null; draw(); }
  });

  function draw() {
    layers.value = String(layer);
    heads.value = head === null ? '' : String(head);
    for (const each of ways) each.setAttribute('aria-pressed', String(each.dataset.way === way));
    const matrix = data.matrix(layer, head);
    const focused = drawing.contains(document.activeElement) ? document.activeElement : null;
    const scrolled = drawing.scrollLeft;
    const made = WAYS[way]({
      words: data.words, matrix, isSpecial: data.isSpecial, hidden, chosen, choose,
      width: drawing.clientWidth - 26,
      describe: (at, i) => described(matrix, at, i),
    });
    markChosen(made, chosen);
    drawing.replaceChildren(made);
    drawing.scrollLeft = scrolled;
    if (focused?.dataset?.side) {
      made.querySelector(`[data-side="${focused.dataset.side}"][data-index="${focused.dataset.index}"]`)?.focus();
    }
    overview.draw(layer, head, hidden);
    listed.replaceChildren(...lists(matrix));
  }

  function described(matrix, at, i) {
    const [first] = ranked(matrix, at, i);
    const words = data.words;
    if (!first) return words[i].text;
    return at === 'from'
      ? `${words[i].text} attends most to ${words[first.index].text}, ${finePercent(first.weight)}`
      : `${words[i].text} gets most from ${words[first.index].text}, ${finePercent(first.weight)}`;
  }

  function ranked(matrix, at, i) {
    return data.words.map((_, j) => ({ index: j, weight: at === 'from' ? matrix[i][j] : matrix[j][i] }))
      .filter(({ index }) => !hidden(index)).sort((a, b) => b.weight - a.weight);
  }

  function lists(matrix) {
    if (chosen === null) {
      return [el('p', { class: 'hint' }, isTouched()
        ? 'Tap a word to see where it looks; tap it again to let go.'
        : 'Point at a word, or reach it with Tab and the arrow keys, to see where it looks.')];
    }
    const list = (at, words) => [
      el('h2', {}, data.words[chosen.index].text, ' ', el('span', { class: 'quiet' }, words)),
      el('ol', {}, ranked(matrix, at, chosen.index).slice(0, LISTED).map(({ index, weight }) => el('li', {},
        el('span', { class: 'number' }, finePercent(weight)), el('span', { class: 'words' }, data.words[index].text)))),
    ];
    return chosen.side === 'from' ? list('from', 'attends to') : list('to', 'is attended to by');
  }

  new ResizeObserver(() => { if (drawing.clientWidth > 0) draw(); }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
}
