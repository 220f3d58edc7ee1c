// A search of the stream by meaning: the texts whose embeddings are nearest to that of what is typed in.
import { asking } from './asking.js';
import { byId, el } from './dom.js';
import { count } from './format.js';
import { near } from './task-embedding.js';

export function search() {
  const text = el('input', { id: 'search-text', type: 'search', maxlength: '2000', dir: 'auto', autocomplete: 'off' });
  const go = el('button', { class: 'main', type: 'submit' }, 'Search');
  const said = el('p', { class: 'said', role: 'status' });
  const results = el('div', { class: 'results' });
  byId('search').append(
    el('form', { class: 'asking', role: 'search', submit: (event) => { event.preventDefault(); find(); } },
      el('label', { for: 'search-text' }, el('span', { class: 'quiet' }, 'What the texts are about, in words of your own')),
      el('div', { class: 'bar' }, text, go), said),
    results);
  const one = asking(go, said, results);

  function find() {
    one.ask('api/search', { text: text.value }, ({ found, searched, notes }) => {
      results.replaceChildren(near(found), ...notes.map((note) => el('p', { class: 'quiet' }, note)));
      return searched === 0
        ? 'No embeddings of this model have come yet: there is nothing to search.'
        : `The ${count(found.length)} nearest of the last ${count(searched)} embeddings of the sample, by cosine.`;
    });
  }
}
