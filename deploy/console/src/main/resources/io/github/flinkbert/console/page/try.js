// A text typed in, and what the model makes of it.
import { asking } from './asking.js';
import { byId, el, gauge } from './dom.js';
import { count, finePercent } from './format.js';
import { legendOf } from './legend.js';
import { named } from './models.js';
import { marked, questions, unknown } from './row.js';

const EXAMPLES = [
  ['A question', 'Marie Curie was born in Warsaw in 1867 and moved to Paris to study physics at the Sorbonne.', 'Where was Marie Curie born?'],
  ['A masked word', 'The capital of France is [MASK].', ''],
  ['Korean', '세종대왕은 1443년에 훈민정음을 창제하고 1446년에 반포하였다.', '훈민정음은 언제 반포되었는가?'],
];

export function tryIt({ lookAt }) {
  const text = el('textarea', { id: 'try-text', rows: '4', spellcheck: 'false', maxlength: '20000', dir: 'auto' });
  const question = el('input', { id: 'try-question', type: 'text', autocomplete: 'off', maxlength: '1000', dir: 'auto' });
  const labeller = choice('Model for entities');
  const answerer = choice('Model for answers');
  const go = el('button', { class: 'main', type: 'submit' }, 'Ask the model');
  const said = el('p', { class: 'said', role: 'status' });
  const results = el('div', { class: 'results' });
  byId('try').append(
    el('form', { class: 'asking', submit: (event) => { event.preventDefault(); ask(); } },
      el('label', { for: 'try-text' }, el('span', { class: 'quiet' }, 'A text; [MASK] stands for a word to be guessed'), text),
      el('div', { class: 'line' },
        el('label', { class: 'field', for: 'try-question' }, el('span', { class: 'quiet' }, 'A question about it, if you have one'), question),
        labeller.field, answerer.field, go),
      el('p', { class: 'examples' }, el('span', { class: 'quiet' }, 'For example'), EXAMPLES.map(([name, example, asked]) =>
        el('button', { type: 'button', click: () => { text.value = example; question.value = asked; ask(); } }, name))),
      said),
    results);
  const one = asking(go, said, results);

  function ask() {
    one.ask('api/try', {
      text: text.value, question: question.value, entityModel: labeller.value(), answerModel: answerer.value(),
    }, (tried) => {
      labeller.offer(tried.entityModels);
      answerer.offer(tried.answerModels);
      results.replaceChildren(...shown(tried));
      return `${named(tried.model)} answered in ${count(tried.millis)} ms.`;
    });
  }

  function shown(tried) {
    return [
      unknown(tried.unknownPieces),
      tried.entities.length + tried.answers.length > 0 && part('What it found',
        marked(tried.text, tried.entities, tried.answers.slice(0, 1), null), questions(tried.answers), legendOf(tried.entities)),
      tried.masks.length > 0 && part(tried.masks.length > 1 ? 'Masked words' : 'Masked word', masks(tried.masks)),
      part(`${count(tried.tokens.length)} tokens`, tokens(tried.tokens),
        el('p', { class: 'examples' }, el('button', { type: 'button', click: () => lookAt(tried.text) }, 'Look at its attention'))),
      tried.nearest.length > 0 && part('Nearest in the stream, by cosine', near(tried.nearest)),
      el('details', { class: 'numbers' }, el('summary', {}, `Embedding, ${count(tried.embedding.length)} numbers`),
        strip(tried.embedding), el('p', { class: 'quiet' }, 'Each number a stripe: blue above zero, brown below, stronger the farther from it.')),
      tried.notes.length > 0 && part('Not asked', el('ul', {}, tried.notes.map((note) => el('li', { class: 'quiet' }, note)))),
    ].filter(Boolean);
  }

  return { model(name) { said.textContent = `Answered by ${name}, on this machine.`; } };
}

const part = (name, ...children) => el('section', {}, el('h2', {}, name), children);

/** Shown only where there is something to choose. */
function choice(name) {
  const select = el('select', {});
  const field = el('label', { hidden: true }, el('span', { class: 'quiet' }, name), select);
  return {
    field,
    value: () => select.value,
    offer(names) {
      field.hidden = names.length < 2;
      if ([...select.options].map((option) => option.value).join() === names.join()) return;
      select.replaceChildren(...names.map((each) => el('option', { value: each }, each)));
    },
  };
}

function masks(all) {
  return el('div', { class: 'masks' }, all.map((candidates) => el('ol', { class: 'candidate-list' },
    candidates.map(({ token, score }) => el('li', { class: 'candidates' },
      el('span', { class: 'words' }, token), gauge('bar-of', score), el('span', { class: 'number' }, finePercent(score)))))));
}

function tokens(all) {
  return el('ol', { class: 'tokens' }, all.map(({ token, id, start, end }) => el('li', {
    class: `token${token.startsWith('##') ? ' within' : ''}${/^\[[A-Z]+\]$/.test(token) ? ' special' : ''}`,
    title: `${id}, from ${start} to ${end}`,
  }, token)));
}

/** Each number a stripe: below the middle one colour, above it another, stronger the farther out. */
function strip(numbers) {
  const canvas = el('canvas', { class: 'strip', width: String(numbers.length), height: '1', role: 'img', 'aria-label': 'The numbers as stripes' });
  const context = canvas.getContext('2d');
  const spread = [...numbers].map(Math.abs).sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)] || 1;
  numbers.forEach((value, i) => {
    context.globalAlpha = Math.min(1, Math.abs(value) / spread) * 0.85 + 0.05;
    context.fillStyle = value < 0 ? '#c8761b' : '#2f6fce';
    context.fillRect(i, 0, 1, 1);
  });
  return canvas;
}

function near(all) {
  return el('ol', { class: 'near' }, all.map(({ id, text, cosine }) => el('li', { title: id },
    el('span', { class: 'number quiet' }, cosine.toFixed(3)), el('span', { class: 'text', dir: 'auto' }, text))));
}
