// A text that says nearly what another one said before it.
import { el } from './dom.js';

export const duplicates = {
  below: ({ duplicateOf }) => (duplicateOf
    ? [el('p', { class: 'quiet small duplicate-of' }, 'Nearly the same as ', el('span', { class: 'words' }, duplicateOf))]
    : []),
};
