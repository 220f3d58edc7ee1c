// The live page's attention view: a text typed in, or one that was tried.
import { attentionData } from './attention-data.js';
import { attentionView } from './attention.js';
import { byId, el, post } from './dom.js';

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

  async function look() {
    go.disabled = true;
    said.classList.remove('alarm');
    said.textContent = 'Asking; the first time the model may have to be loaded …';
    try {
      const data = attentionData(await post('api/attention', { text: text.value }));
      attentionView(view, data);
      said.textContent = 'What can be looked at, not an explanation of an answer.';
    } catch (failure) {
      said.classList.add('alarm');
      said.textContent = failure.message;
      view.replaceChildren();
    } finally {
      go.disabled = false;
    }
  }

  return {
    look(typed) { text.value = typed; look(); },
    model(name) { said.textContent = `The words that each word attends to, in ${name}.`; },
  };
}
