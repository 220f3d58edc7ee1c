// The chunks that a long text was cut into, folded away.
import { el } from './dom.js';
import { count } from './format.js';

export const chunks = {
  below(record) {
    const all = record.chunks ?? [];
    return all.length > 1 ? [el('details', { class: 'numbers' }, el('summary', {}, `${count(all.length)} chunks, a vector each`),
      el('ol', { class: 'near' }, all.map(({ start, end }, i) => el('li', { title: `From ${start} to ${end}` },
        el('span', { class: 'number quiet' }, count(i + 1)),
        el('span', { class: 'text', dir: 'auto' }, record.text.slice(start, end) || '…')))))] : [];
  },
};
