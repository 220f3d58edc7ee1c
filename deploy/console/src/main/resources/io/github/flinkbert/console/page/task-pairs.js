// Labels of two texts: chips of another shape than those of one.
import { choice } from './choice.js';
import { el } from './dom.js';
import { chips, likeliest } from './label-chips.js';
import { shares } from './label-shares.js';

const of = (record) => record.pairs?.labels;
const names = (record) => (of(record) ?? []).map(({ label }) => label);

export const pairs = {
  below: (record) => [
    ...chips(of(record) ?? [], 'Labels with the second text', 'with the second text'),
    ...(record.pairs?.truncated ? [el('p', { class: 'quiet' }, 'The two texts were cut: together they are longer than the model reads.')] : []),
  ],
  words: names,
  filter: { name: 'Only pairs labelled', any: 'any pair label', values: names, spelt: (label) => label },
  watch: () => shares('Labels of pairs over time', of),
  inputs() {
    const second = el('input', { id: 'try-second', type: 'text', autocomplete: 'off', maxlength: '20000', dir: 'auto' });
    const field = el('label', { class: 'field', for: 'try-second', hidden: true }, el('span', { class: 'quiet' }, 'A second text, to be labelled with the first'), second);
    const head = choice('Model for pairs');
    return {
      elements: [field, head.field],
      values: () => ({ secondText: second.value, pairModel: head.value() }),
      fill() { second.value = ''; },
      offer(tried) {
        field.hidden = tried.pairModels.length === 0;
        head.offer(tried.pairModels);
      },
    };
  },
  sections: (tried) => likeliest('Labels with the second text', tried.likeliestPairs),
};
