// The live page's attention view: a text typed in, or one that was tried.
import { attentionData } from './attention-data.js';
import { attentionView } from './attention.js';
import { asking } from './asking.js';
import { byId, el } from './dom.js';

const EXAMPLE = 'The animal did not cross the street because it was too tired.';

export function attentionTab() {
  const text = el('input', { id: 'attention-text', type: 'text', autocomplete: 'off', maxlength: '2000', dir: 'auto', value: EXAMPLE });
  const go = el('button', { class: 'main', type: 'submit' }, 'Look');
  const said = el('p', { class: 'said', role: 'status' });
  const view = el('div', {});
  byId('attention').append(
    el('form', { class: 'asking', submit: (event) => { event.preventDefault(); look(); } },
      el('div', { class: 'line' },
        el('label', { class: 'field', for: 'attention-text' }, el('span', { class: 'quiet' }, 'A text of up to 150 words'), text), go),
      said),
    view);
  const one = asking(go, said, view);

  function look() {
    one.ask('api/attention', { text: text.value }, (answer) => {
      attentionView(view, attentionData(answer));
      return 'What can be looked at, not an explanation of an answer.';
    });
  }

  return {
    look(typed) { text.value = typed; look(); },
    model(name) { said.textContent = `The words that each word attends to, in ${name}.`; },
  };
}
