// A record as a reader sees it.
import { el } from './dom.js';
import { count, percent, time } from './format.js';
import { hue, language, spelt } from './labels.js';
import { pieces } from './spans.js';
import { said } from './tasks.js';

const LONG = 900;
const MUCH_UNKNOWN = 0.3;

/** A text with what the tasks mark and underline in it. */
export function marked(record, lang) {
  const place = el('p', { class: 'text', dir: 'auto', lang });
  let element = null;
  let words = null;
  let within = null;
  for (const piece of pieces(record.text, said('marks', record), said('underlines', record))) {
    if (piece.mark !== within) {
      within = piece.mark;
      if (within) {
        words = el('span', { class: 'words' });
        element = el('mark', { class: `entity hue-${hue(within.label)}`, title: `${spelt(within.label)}, ${percent(within.score)}` },
          words, el('span', { class: 'label' }, within.label));
        place.append(element);
      }
    }
    (within ? words : place).append(piece.underlined ? el('span', { class: 'found' }, piece.text) : piece.text);
  }
  return place;
}

/** Where much of a text is no piece of the vocabulary, whatever was found in it is worth little. */
export function unknown(share, least = MUCH_UNKNOWN) {
  return share > 0 && share >= least
    && el('p', { class: 'unknown' }, `${percent(share)} of this text is unknown to the model’s vocabulary.`);
}

export function row(record) {
  const text = record.length === 0
    ? el('p', { class: 'quiet' }, 'No text.')
    : marked(record, language(record));
  const more = record.text.length > LONG || record.length > record.text.length ? expander(text, record) : null;
  return el('article', { class: 'row', 'data-place': record.place },
    el('div', { class: 'meta' },
      el('span', { class: 'id' }, record.id),
      el('span', { class: 'time' }, time(record.arrived)), ' ',
      Object.entries(record.attributes).slice(0, 3).map(([name, value]) =>
        el('span', { class: 'attribute' }, name, ' ', value.slice(0, 40)))),
    el('div', { class: 'body' }, text, more, unknown(record.unknownPieces, 0), said('below', record)));
}

function expander(text, record) {
  text.classList.add('long');
  const left = record.length - record.text.length;
  const button = el('button', {
    class: 'more-text',
    'aria-expanded': 'false',
    click: () => {
      const open = text.classList.toggle('open');
      button.setAttribute('aria-expanded', String(open));
      button.textContent = open ? 'Less' : all;
    },
  });
  const all = left > 0 ? `More, all but the last ${count(left)} characters` : 'All of it';
  button.textContent = all;
  return button;
}
