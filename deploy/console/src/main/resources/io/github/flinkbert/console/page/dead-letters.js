// Dead letters, with their reasons: newest first, a bounded number.
import { byId, el } from './dom.js';
import { count, time } from './format.js';

const DRAWN = 100;

export function deadLetters(topicName) {
  const rows = el('div', { class: 'rows', hidden: true, role: 'feed', 'aria-label': 'Dead letters, newest first' });
  const empty = el('p', { class: 'empty' },
    'None. What the job cannot enrich comes here whole, with the reason.');
  const note = el('p', { class: 'note' });
  byId('letters').append(note, empty, rows);
  const badge = byId('letter-count');

  return {
    add(records) {
      if (records.length === 0) return;
      empty.hidden = true;
      rows.hidden = false;
      rows.prepend(...records.toReversed().map(deadLetter));
      while (rows.childElementCount > DRAWN) rows.lastElementChild.remove();
    },
    totals(total) {
      badge.hidden = total === 0;
      badge.textContent = count(total);
      if (total > 0) {
        note.textContent = `From the topic ${topicName()}; the last ${count(Math.min(total, rows.childElementCount))} of ${count(total)}.`;
      }
    },
    reset() {
      rows.replaceChildren();
      rows.hidden = true;
      empty.hidden = false;
    },
  };
}

function deadLetter(record) {
  return el('article', { class: 'row letter' },
    el('div', { class: 'meta' },
      el('span', { class: 'id' }, record.origin),
      el('span', { class: 'time' }, time(record.arrived))),
    el('div', { class: 'body' },
      el('span', { class: 'stage' }, record.stage),
      el('p', { class: 'reason', dir: 'auto' }, record.reason),
      record.part > 0 && el('p', { class: 'quiet' }, `Part ${record.part} of ${record.parts}.`),
      record.bytes > 0
        ? el('p', { class: 'value', dir: 'auto' }, record.beginning)
        : el('p', { class: 'quiet' }, 'The record has no value.'),
      record.bytes > 400 && el('p', { class: 'quiet number' }, `… ${count(record.bytes)} bytes in all`)));
}
