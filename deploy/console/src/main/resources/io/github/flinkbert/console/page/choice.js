// A choice in a form, shown only where there is something to choose.
import { el } from './dom.js';

export function choice(name) {
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
