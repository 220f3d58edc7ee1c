// The last few thousand embeddings in two dimensions.
import { byId, el, post, svg } from './dom.js';
import { count, percent } from './format.js';
import { hue, language, meaning } from './labels.js';
import { pathOf, scatter, shapeOf } from './scatter.js';

const KINDS = 12;
const LABEL = ' label';
const OTHER = 'others';

export function map() {
  const by = el('select', { change: regroup });
  const again = el('button', { class: 'main', type: 'button', click: fetchMap }, 'Draw again');
  const said = el('p', { class: 'said', role: 'status' });
  const canvas = el('canvas', { tabindex: '0', role: 'application', 'aria-roledescription': 'map', 'aria-label': 'Map of texts; arrow keys go from text to text' });
  const legend = el('ul', { class: 'legend', 'aria-label': 'Legend' });
  const picked = el('div', { class: 'picked', 'aria-live': 'polite' });
  byId('map').append(
    el('div', { class: 'map-bar' }, el('label', {}, el('span', { class: 'quiet' }, 'Coloured by'), by), again, said),
    el('div', { class: 'map-place' }, canvas, el('div', {}, legend, picked)));
  const plane = scatter(canvas);
  let points = [];
  let kinds = [];
  let at = null;
  let asked = false;
  const swatches = new Map();

  canvas.addEventListener('pointermove', (event) => pick(plane.near(event.offsetX, event.offsetY, 24)));
  canvas.addEventListener('keydown', (event) => {
    const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!direction || points.length === 0) return;
    event.preventDefault();
    pick(at === null ? 0 : plane.beside(at, direction) ?? at);
  });
  new ResizeObserver(draw).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  async function fetchMap() {
    again.disabled = true;
    said.classList.remove('alarm');
    said.textContent = 'Computing …';
    try {
      const answer = await post('api/map', {});
      points = answer.points;
      at = null;
      picked.replaceChildren();
      said.textContent = points.length === 0
        ? 'A map needs at least three embeddings in float32; none have come yet.'
        : `The last ${count(points.length)} texts of the sample, by the first two principal components of their embeddings, which hold ${percent(answer.explained[0] + answer.explained[1])} of the variance.`;
      offer();
      regroup();
    } catch (failure) {
      said.classList.add('alarm');
      said.textContent = failure.message;
    } finally {
      again.disabled = false;
    }
  }

  function offer() {
    const names = new Set(points.flatMap((point) => Object.keys(point.attributes)));
    const before = by.value;
    by.replaceChildren(el('option', { value: LABEL }, 'first entity'),
      ...[...names].slice(0, 20).map((name) => el('option', { value: name }, name)));
    const wanted = [before, 'lang', 'language', LABEL].find((name) => [...by.options].some((option) => option.value === name));
    by.value = wanted;
  }

  const kindOf = (point) => {
    const kind = by.value === LABEL ? point.label : point.attributes[by.value];
    return kinds.includes(kind || 'none') ? kind || 'none' : OTHER;
  };

  function regroup() {
    const counts = new Map();
    for (const point of points) {
      const kind = (by.value === LABEL ? point.label : point.attributes[by.value]) || 'none';
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    kinds = [...counts].sort((a, b) => b[1] - a[1]).slice(0, KINDS - 1).map(([kind]) => kind);
    const rest = points.length - kinds.reduce((sum, kind) => sum + counts.get(kind), 0);
    if (rest > 0) counts.set(OTHER, rest);
    const all = rest > 0 ? [...kinds, OTHER] : kinds;
    swatches.clear();
    legend.replaceChildren(...all.map((kind) => {
      const shape = shapeOf(all.indexOf(kind));
      const path = svg('path', { d: pathOf(shape, 6, 6, 4.5) });
      swatches.set(kind, { shape, path });
      return el('li', { class: `hue-${kind === 'none' ? 7 : by.value === LABEL ? hue(kind) : all.indexOf(kind) % 8}` },
        svg('svg', { viewBox: '0 0 12 12', 'aria-hidden': 'true' }, path), kind, by.value === LABEL && meaning(kind) ? ` ${meaning(kind)} ` : ' ', el('span', { class: 'quiet number' }, count(counts.get(kind))));
    }));
    draw();
  }

  function draw() {
    if (points.length === 0 || canvas.clientWidth === 0) return;
    const colours = new Map([...swatches].map(([kind, { path }]) => [kind, getComputedStyle(path).fill]));
    plane.draw(points, (point) => ({ shape: swatches.get(kindOf(point)).shape, colour: colours.get(kindOf(point)) }), at, (point) => point.text);
  }

  function pick(index) {
    if (index === null || index === at) return;
    at = index;
    draw();
    const point = points[index];
    picked.replaceChildren(
      el('p', { class: 'quiet' }, point.id),
      el('p', { class: 'text', dir: 'auto', lang: language(point) }, point.text),
      el('p', { class: 'quiet' }, kindOf(point)));
  }

  return {
    /** The first time that it is looked at, it is drawn. */
    shown() {
      if (!asked) fetchMap();
      asked = true;
    },
  };
}
