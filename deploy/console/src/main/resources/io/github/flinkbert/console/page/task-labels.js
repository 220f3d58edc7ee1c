// Labels of a text: chips under it, a filter, and their shares as the stream goes on.
import { choice } from './choice.js';
import { chips, likeliest } from './label-chips.js';
import { shares } from './label-shares.js';

const names = (record) => (record.labels ?? []).map(({ label }) => label);

export const labels = {
  below: (record) => chips(record.labels ?? [], 'Labels'),
  words: names,
  filter: { name: 'Only texts labelled', any: 'any text label', values: names, spelt: (label) => label },
  watch: () => shares('Labels over time', (record) => record.labels),
  inputs() {
    const head = choice('Model for labels');
    return {
      elements: [head.field],
      values: () => ({ labelModel: head.value() }),
      offer: (tried) => head.offer(tried.labelModels),
    };
  },
  sections: (tried) => likeliest('Labels', tried.likeliestLabels),
};
