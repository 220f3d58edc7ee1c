// On a phone the figures would push every other view below the edge: they are folded away there.
import { byId } from './dom.js';

export function fold() {
  const button = byId('fold');
  const place = byId(button.getAttribute('aria-controls'));
  button.addEventListener('click', () => {
    button.setAttribute('aria-expanded', String(place.classList.toggle('open')));
  });
}
