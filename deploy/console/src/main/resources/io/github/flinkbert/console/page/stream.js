// The texts as they come: a bounded number held, fewer drawn, newest first. It holds still while it is
// pointed at or has the focus, so that it can be read; and while it is paused.
import { byId, el } from './dom.js';
import { count } from './format.js';
import { language } from './labels.js';
import { legend } from './legend.js';
import { nearDuplicates } from './near-duplicates.js';
import { row } from './row.js';
import { said, tasks } from './tasks.js';

const HELD = 500;
const DRAWN = 50;
const CHOICES = 200;

export function stream({ pausing }) {
  const rows = el('div', { class: 'rows', hidden: true, role: 'feed', 'aria-label': 'Enriched texts, newest first', 'aria-busy': 'false' });
  const empty = el('p', { class: 'empty' }, 'Nothing has come yet. Enriched texts are shown here as the job writes them.');
  const note = el('p', { class: 'note number' });
  const missing = el('p', { class: 'missing', hidden: true });
  const meanings = legend();
  const search = el('input', { type: 'search', placeholder: 'Filter by words', 'aria-label': 'Filter by words', input: redraw });
  const filters = tasks.flatMap(({ filter }) => (filter
    ? { ...filter, select: el('select', { 'aria-label': filter.name, hidden: true, change: redraw }, el('option', { value: '' }, filter.any)) }
    : []));
  const watches = tasks.flatMap((task) => task.watch?.() ?? []);
  const lang = el('select', { 'aria-label': 'Only texts in the language', change: redraw }, el('option', { value: '' }, 'any language'));
  const alike = nearDuplicates({ changed: redraw });
  const pause = el('button', { class: 'pause', 'aria-pressed': 'false', click: togglePause }, 'Pause');
  byId('stream').append(el('div', { class: 'bar' }, pause, search, filters.map((filter) => filter.select), lang, alike.element), note, missing,
    meanings.element, ...watches.map((watch) => watch.element), empty, rows);

  let held = [];
  let waiting = [];
  let total = 0;
  let totalAtPause = 0;
  let unreadable = 0;
  let textless = { records: 0, fields: [] };
  let paused = false;
  let reading = false;
  let scheduled = false;
  const places = new Set();

  rows.addEventListener('pointerenter', (event) => { if (event.pointerType === 'mouse') setReading(true); });
  rows.addEventListener('pointerleave', () => setReading(false));
  rows.addEventListener('focusin', () => setReading(true));
  rows.addEventListener('focusout', (event) => { if (!rows.contains(event.relatedTarget)) setReading(false); });
  document.addEventListener('visibilitychange', schedule);

  function setReading(is) {
    reading = is;
    schedule();
  }

  function togglePause() {
    paused = !paused;
    totalAtPause = total;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
    pausing(paused);
    schedule();
  }

  function fits(record) {
    if (filters.some(({ select, values }) => select.value && !values(record).includes(select.value))) return false;
    if (lang.value && language(record) !== lang.value) return false;
    const words = search.value.trim().toLowerCase();
    return !words || [record.text, record.id, ...said('words', record)]
      .some((text) => text.toLowerCase().includes(words));
  }

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; draw(); });
  }

  function draw() {
    if (!paused && !reading && !document.hidden) {
      hold(waiting);
      const fresh = drawn(waiting);
      for (const each of fresh) each.classList.add('fresh');
      waiting = [];
      rows.prepend(...fresh);
      while (rows.childElementCount > DRAWN) {
        alike.gone(rows.lastElementChild);
        rows.lastElementChild.remove();
      }
      empty.hidden = total > 0;
    }
    // A feed without articles is none, for who hears it.
    rows.hidden = rows.childElementCount === 0;
    missing.hidden = textless.records === 0;
    missing.textContent = missing.hidden ? '' : lacking(textless);
    const since = total - totalAtPause;
    note.textContent = [
      paused && `Paused; ${count(since)} came meanwhile.`,
      !paused && reading && waiting.length > 0 && 'Holds still while you read.',
      filtered() && `${count(rows.childElementCount + alike.count())} of the last ${count(held.length)} shown here fit.`,
      !paused && total > held.length + waiting.length && 'What is shown is a sample; the figures count everything.',
      unreadable > 0 && `${count(unreadable)} records of the sample were not what the job writes.`,
    ].filter(Boolean).join(' ');
  }

  /** Rows of those that fit, newest first; near duplicates go under the row of their like. */
  function drawn(records) {
    const own = [];
    for (const record of records.filter(fits).slice(-DRAWN)) {
      if (!alike.folded(record)) {
        const its = row(record);
        alike.drew(record, its);
        own.unshift(its);
      }
    }
    return own;
  }

  function redraw() {
    alike.clear();
    rows.replaceChildren(...drawn(held));
    schedule();
  }

  const filtered = () => search.value.trim() || filters.some(({ select }) => select.value) || lang.value;

  function hold(more) {
    held = held.concat(more);
    alike.know(more);
    for (const gone of held.splice(0, Math.max(0, held.length - HELD))) {
      places.delete(gone.place);
      alike.forget(gone);
    }
    for (const watch of watches) watch.add(more);
    for (const record of more) {
      for (const { select, values, spelt } of filters) {
        for (const value of values(record)) offer(select, value, spelt(value));
      }
      meanings.add(said('labels', record));
      const its = language(record);
      if (its) offer(lang, its);
    }
  }

  return {
    add(records) {
      const news = records.filter((record) => !places.has(record.place));
      for (const record of news) places.add(record.place);
      waiting = waiting.concat(news);
      for (const gone of waiting.splice(0, Math.max(0, waiting.length - HELD))) places.delete(gone.place);
      schedule();
    },
    totals(texts, broken, without) {
      total = texts;
      unreadable = broken;
      textless = without;
    },
    reset() {
      held = [];
      waiting = [];
      places.clear();
      rows.replaceChildren();
      alike.clear();
      for (const watch of watches) watch.reset();
      schedule();
    },
  };
}

/** What is missing in records without a text, and what to do. */
function lacking({ records, fields }) {
  const found = fields.length === 0 ? 'Fields found: none.' : `Fields found: ${fields.join(', ')}.`;
  const mend = fields.includes('text')
    ? 'The field “text” is null.'
    : 'The page shows the field “text”, which is missing: where SQL writes this topic, its table needs a column of that name.';
  return `${count(records)} ${records === 1 ? 'record' : 'records'} of the sample came without a text. ${found} ${mend}`;
}

/** One more choice, unless it is there, or there are too many. */
function offer(select, value, words = value) {
  select.hidden = false;
  const options = [...select.options];
  if (options.length > CHOICES || options.some((option) => option.value === value)) return;
  const after = options.slice(1).find((option) => option.value > value) ?? null;
  select.insertBefore(el('option', { value }, words), after);
}
