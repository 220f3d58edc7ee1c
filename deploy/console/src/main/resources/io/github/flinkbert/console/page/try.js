// A text typed in, and what the model makes of it.
import { asking } from './asking.js';
import { byId, el } from './dom.js';
import { count } from './format.js';
import { legendOf } from './legend.js';
import { named } from './models.js';
import { marked, unknown } from './row.js';
import { said as ofTasks, tasks } from './tasks.js';

export function tryIt({ lookAt }) {
  const text = el('textarea', { id: 'try-text', rows: '4', spellcheck: 'false', maxlength: '20000', dir: 'auto' });
  const inputs = tasks.flatMap((task) => task.inputs?.() ?? []);
  const go = el('button', { class: 'main', type: 'submit' }, 'Ask the model');
  const said = el('p', { class: 'said', role: 'status' });
  const results = el('div', { class: 'results' });
  byId('try').append(
    el('form', { class: 'asking', submit: (event) => { event.preventDefault(); ask(); } },
      el('label', { for: 'try-text' }, el('span', { class: 'quiet' }, 'A text; [MASK] stands for a word to be guessed'), text),
      el('div', { class: 'line' }, inputs.flatMap((input) => input.elements), go),
      el('p', { class: 'examples' }, el('span', { class: 'quiet' }, 'For example'), tasks.flatMap((task) => task.examples ?? []).map((example) =>
        el('button', { type: 'button', click: () => fill(example) }, example.name))),
      said),
    results);
  const one = asking(go, said, results);

  function fill(example) {
    text.value = example.text;
    for (const input of inputs) input.fill?.(example);
    ask();
  }

  function ask() {
    const values = Object.assign({}, ...inputs.map((input) => input.values()));
    one.ask('api/try', { ...values, text: text.value }, (tried) => {
      for (const input of inputs) input.offer?.(tried);
      results.replaceChildren(...shown(tried));
      return `${named(tried.model)} answered in ${count(tried.millis)} ms.`;
    });
  }

  function shown(tried) {
    const below = ofTasks('below', tried);
    return [
      unknown(tried.unknownPieces),
      below.length + ofTasks('marks', tried).length > 0 && part('What it found',
        marked(tried, null), below, legendOf(ofTasks('labels', tried))),
      ...ofTasks('sections', tried).map(([name, ...elements]) => part(name, elements)),
      part(`${count(tried.tokens.length)} tokens`, tokens(tried.tokens),
        el('p', { class: 'examples' }, el('button', { type: 'button', click: () => lookAt(tried.text) }, 'Look at its attention'))),
      ...ofTasks('details', tried),
      tried.notes.length > 0 && part('Not asked', el('ul', {}, tried.notes.map((note) => el('li', { class: 'quiet' }, note)))),
    ].filter(Boolean);
  }

  return { model(name) { said.textContent = `Answered by ${name}, on this machine.`; } };
}

const part = (name, ...children) => el('section', {}, el('h2', {}, name), children.flat());

function tokens(all) {
  return el('ol', { class: 'tokens' }, all.map(({ token, id, start, end }) => el('li', {
    class: `token${token.startsWith('##') ? ' within' : ''}${/^\[[A-Z]+\]$/.test(token) ? ' special' : ''}`,
    title: `${id}, from ${start} to ${end}`,
  }, token)));
}
