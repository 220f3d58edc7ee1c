// A record as a reader sees it.
import { el, gauge } from './dom.js';
import { count, percent, time } from './format.js';
import { hue, language, spelt } from './labels.js';
import { byQuestion, pieces } from './spans.js';

const LONG = 900;
const OTHERS = 2;
const MUCH_UNKNOWN = 1 / 3;

/** A text with its entities marked, and its answers underlined. */
export function marked(text, entities, answers, lang) {
  const place = el('p', { class: 'text', dir: 'auto', lang });
  let mark = null;
  let words = null;
  let within = null;
  for (const piece of pieces(text, entities, answers)) {
    if (piece.entity !== within) {
      within = piece.entity;
      if (within) {
        words = el('span', { class: 'words' });
        mark = el('mark', { class: `entity hue-${hue(within.label)}`, title: `${spelt(within.label)}, ${percent(within.score)}` },
          words, el('span', { class: 'label' }, within.label));
        place.append(mark);
      }
    }
    (within ? words : place).append(piece.found ? el('span', { class: 'found' }, piece.text) : piece.text);
  }
  return place;
}

/** Where a third or more of a text is no piece of the vocabulary, whatever was found in it is worth little. */
export function unknown(share) {
  return share >= MUCH_UNKNOWN
    && el('p', { class: 'unknown' }, `${percent(share)} of this text is unknown to the model’s vocabulary.`);
}

export function questions(answers) {
  if (answers.length === 0) return null;
  return el('div', { class: 'questions' }, byQuestion(answers).map(({ question, best, others }) => el('div', {},
    el('p', { class: 'asked', dir: 'auto' }, question),
    answer(best, 'answer'),
    others.slice(0, OTHERS).map((other) => answer(other, 'answer other')))));
}

function answer(found, className) {
  return el('p', { class: className },
    el('span', { class: 'words', dir: 'auto' }, found.text || 'no answer in the text'),
    el('span', { class: 'score' }, gauge('gauge', found.score), percent(found.score)));
}

export function row(record) {
  const best = byQuestion(record.answers).map((question) => question.best);
  const text = record.length === 0
    ? el('p', { class: 'quiet' }, 'No text.')
    : marked(record.text, record.entities, best, language(record.attributes));
  const more = record.text.length > LONG || record.length > record.text.length ? expander(text, record) : null;
  return el('article', { class: 'row', 'data-place': record.place },
    el('div', { class: 'meta' },
      el('span', { class: 'id' }, record.id),
      el('span', { class: 'time' }, time(record.arrived)), ' ',
      Object.entries(record.attributes).slice(0, 3).map(([name, value]) =>
        el('span', { class: 'attribute' }, name, ' ', value.slice(0, 40)))),
    el('div', { class: 'body' }, text, more, unknown(record.unknownPieces), questions(record.answers)));
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
