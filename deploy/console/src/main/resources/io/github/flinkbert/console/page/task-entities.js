// Entities: marked in the text, each label with its hue.
import { choice } from './choice.js';
import { spelt } from './labels.js';

const labels = (record) => record.entities.map((entity) => entity.label);

export const entities = {
  marks: (record) => record.entities,
  labels,
  filter: { name: 'Only texts with the label', any: 'any label', values: labels, spelt },
  inputs() {
    const head = choice('Model for entities');
    return {
      elements: [head.field],
      values: () => ({ entityModel: head.value() }),
      offer: (tried) => head.offer(tried.entityModels),
    };
  },
};
