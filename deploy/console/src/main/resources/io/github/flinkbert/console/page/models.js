// Which model made what is seen, and which ones did before it.
import { byId, el } from './dom.js';
import { shortDigest, time } from './format.js';

export function models(versions) {
  const place = byId('model');
  place.hidden = versions.length === 0;
  if (versions.length === 0) return;
  byId('model-name').textContent = named(versions.at(-1).model)
    + (versions.length > 1 ? ` · the ${versions.length}. seen` : '');
  byId('model-versions').replaceChildren(
    el('ol', {}, [...versions].reverse().map(({ model, since }) =>
      el('li', {},
        el('span', { class: 'quiet number' }, `since ${time(since)} `),
        named(model),
        el('br', {}),
        el('span', { class: 'quiet mono' }, `sha256:${model.digest}`),
        Object.entries(model.adapters).map(([name, digest]) =>
          el('span', {}, el('br', {}), 'adapter ', name, ' ', el('span', { class: 'quiet mono' }, shortDigest(digest)))),
      ))),
  );
}

export function named(model) {
  const adapters = Object.keys(model.adapters);
  return [model.name || 'unnamed', shortDigest(model.digest), model.precision, ...adapters.map((name) => `+ ${name}`)]
    .filter(Boolean).join(' · ');
}
