// Answers: the best to each question underlined in the text, and all of them under it.
import { choice } from './choice.js';
import { el, gauge } from './dom.js';
import { percent } from './format.js';

const OTHERS = 2;

export const answers = {
  underlines: (record) => byQuestion(record.answers).map((question) => question.best),
  below: (record) => questions(record.answers),
  words: (record) => record.answers.map((answer) => answer.text),
  examples: [
    { name: 'A question', text: 'Marie Curie was born in Warsaw in 1867 and moved to Paris to study physics at the Sorbonne.', question: 'Where was Marie Curie born?' },
    { name: 'Korean', text: '세종대왕은 1443년에 훈민정음을 창제하고 1446년에 반포하였다.', question: '훈민정음은 언제 반포되었는가?' },
  ],
  inputs() {
    const question = el('input', { id: 'try-question', type: 'text', autocomplete: 'off', maxlength: '1000', dir: 'auto' });
    const head = choice('Model for answers');
    return {
      elements: [
        el('label', { class: 'field', for: 'try-question' }, el('span', { class: 'quiet' }, 'A question about it, if you have one'), question),
        head.field,
      ],
      values: () => ({ question: question.value, answerModel: head.value() }),
      fill(example) { question.value = example.question ?? ''; },
      offer: (tried) => head.offer(tried.answerModels),
    };
  },
};

/** The best answer to each question first; `others` are the rest. */
function byQuestion(all) {
  const known = new Map();
  for (const answer of all) {
    const question = known.get(answer.question);
    if (question) question.others.push(answer);
    else known.set(answer.question, { question: answer.question, best: answer, others: [] });
  }
  return [...known.values()];
}

function questions(all) {
  if (all.length === 0) return [];
  return [el('div', { class: 'questions' }, byQuestion(all).map(({ question, best, others }) => el('div', {},
    el('p', { class: 'asked', dir: 'auto' }, question),
    shown(best, 'answer'),
    others.slice(0, OTHERS).map((other) => shown(other, 'answer other')))))];
}

function shown(answer, className) {
  return el('p', { class: className },
    el('span', { class: 'words', dir: 'auto' }, answer.text || 'no answer in the text'),
    el('span', { class: 'score' }, gauge('gauge', answer.score), percent(answer.score)));
}
