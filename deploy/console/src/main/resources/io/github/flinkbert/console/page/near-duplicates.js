// Near duplicates under the row of the first one that is drawn, folded until somebody looks. A text whose
// like is not drawn has a row of its own.
import { el } from './dom.js';
import { count, time } from './format.js';

const LISTED = 20;

export function nearDuplicates({ changed }) {
  const box = el('input', { type: 'checkbox', checked: true, change: changed });
  const element = el('label', { class: 'fold-alike', hidden: true }, box, ' Fold near duplicates');
  const firsts = new Map();
  const drawn = new Map();

  /** The first of all that are alike, through near duplicates of near duplicates. */
  const first = ({ id, duplicateOf }) => (duplicateOf ? firsts.get(duplicateOf) ?? duplicateOf : id);

  function put(place, record) {
    place.count += 1;
    place.words.textContent = `and ${count(place.count)} more like it`;
    place.list.prepend(el('li', {},
      el('span', { class: 'quiet' }, record.id, ' ', time(record.arrived)), ' ',
      el('span', { class: 'text', dir: 'auto' }, record.text)));
    while (place.list.childElementCount > LISTED) place.list.lastElementChild.remove();
    if (!place.details.isConnected) place.row.querySelector('.body').append(place.details);
  }

  return {
    element,
    /** Texts that are held, in the order that they came. */
    know(records) {
      for (const record of records) {
        if (record.duplicateOf) element.hidden = false;
        firsts.set(record.id, first(record));
      }
    },
    forget({ id }) { firsts.delete(id); },
    /** Whether it went under a row that is drawn. */
    folded(record) {
      const place = box.checked && record.duplicateOf ? drawn.get(first(record)) : undefined;
      if (place) put(place, record);
      return Boolean(place);
    },
    /** A row of its own, under which others may go. */
    drew(record, row) {
      const words = el('summary', {});
      const list = el('ol', {});
      drawn.set(first(record), { row, words, list, details: el('details', { class: 'alike' }, words, list), count: 0 });
    },
    /** A row that is drawn no more. */
    gone(row) {
      for (const [key, place] of drawn) if (place.row === row) drawn.delete(key);
    },
    clear() { drawn.clear(); },
    /** How many are under rows that are drawn. */
    count: () => [...drawn.values()].reduce((sum, place) => sum + place.count, 0),
  };
}
