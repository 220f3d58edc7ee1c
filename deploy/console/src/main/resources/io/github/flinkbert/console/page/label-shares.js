// Shares of labels as the stream goes on: stacked bars to look at, and a table that says the same. Where
// there is but one label, as a regression has, its mean score instead.
import { el, svg } from './dom.js';
import { count, percent, time } from './format.js';
import { figure, hueOf } from './label-chips.js';
import { BARS, NONE, REST, joined, score, series, share } from './label-series.js';

const RECENT = 25;
const SHOWN = 7;
const HEIGHT = 100;
const QUARTER = 4;

export function shares(name, labelsOf) {
  const window = el('select', { 'aria-label': `${name}: which texts`, change: schedule },
    el('option', { value: 'all' }, 'since this page was opened'),
    el('option', { value: 'recent' }, `the last ${count(RECENT * BARS)} texts`));
  const plot = svg('svg', { class: 'share-bars', viewBox: `0 0 ${BARS} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  const said = el('p', { class: 'quiet number' });
  const place = el('div', {});
  const element = el('details', { class: 'shares', open: true, hidden: true }, el('summary', {}, name),
    el('div', { class: 'shares-place' }, el('div', {}, plot, said), el('div', {}, window, place)));
  let kept;
  let scheduled = false;
  reset();

  function reset() {
    kept = { all: series(), recent: series(RECENT) };
    element.hidden = true;
  }

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; draw(); });
  }

  function draw() {
    const { bars, texts } = kept[window.value];
    if (bars.length === 0) return;
    const whole = joined(...bars);
    const ranked = ranking(whole);
    const single = ranked.length === 1 && ranked[0] !== NONE;
    const top = single ? Math.max(...bars.map((bar) => score(bar, ranked[0])), 1e-9) : 1;
    const value = single ? (bar, label) => score(bar, label) / top : (bar, label) => part(bar, label, ranked);
    plot.replaceChildren(...bars.flatMap((bar, i) => stack(bar, BARS - bars.length + i, ranked, value)));
    const [now, before] = ends(bars);
    const span = `${time(whole.from)} to ${time(whole.to)}`;
    plot.setAttribute('aria-label', `${name}: ${bars.length} bars, ${span}; the table says the first and the last of them.`);
    said.textContent = `${count(whole.texts)} texts of the sample, ${span}; ${texts === 1 ? 'each bar one text' : `${count(texts)} texts a bar`}${single ? `; mean scores, up to ${figure(top)}` : ''}.`;
    place.replaceChildren(table(ranked, single, before, now));
  }

  return {
    element,
    add(records) {
      for (const record of records) {
        const labels = labelsOf(record);
        if (!labels) continue;
        for (const each of Object.values(kept)) each.add(record.arrived, labels);
        element.hidden = false;
      }
      if (!element.hidden) schedule();
    },
    reset,
  };
}

/** The most frequent labels, then what is left of them, then texts without any. */
function ranking(whole) {
  const labels = [...whole.parts.keys()].filter((label) => typeof label === 'string')
    .sort((a, b) => share(whole, b) - share(whole, a) || (a < b ? -1 : 1));
  const rest = labels.length > SHOWN || whole.parts.has(REST) ? [REST] : [];
  return [...labels.slice(0, SHOWN), ...rest, ...(whole.parts.has(NONE) ? [NONE] : [])];
}

/** The share of a label, or of all that are not told apart. */
function part(bar, label, ranked) {
  if (label !== REST) return share(bar, label);
  return Math.max(0, 1 - ranked.reduce((sum, other) => sum + (other === REST ? 0 : share(bar, other)), 0));
}

/** The last quarter of the bars, and the first one where there are two at least. */
function ends(bars) {
  const some = Math.max(1, Math.floor(bars.length / QUARTER));
  return [joined(...bars.slice(-some)), bars.length > 1 ? joined(...bars.slice(0, some)) : null];
}

function stack(bar, x, ranked, value) {
  let below = HEIGHT;
  return ranked.map((label) => {
    const height = HEIGHT * Math.min(1, Math.max(0, value(bar, label) || 0));
    below -= height;
    return height > 0 && svg('rect', { class: `hue-${hueFor(label)}`, x: String(x + 0.06), y: below.toFixed(2), width: '0.88', height: height.toFixed(2) },
      svg('title', {}, `${nameOf(label)}, ${time(bar.from)}`));
  }).filter(Boolean);
}

const hueFor = (label) => (typeof label === 'string' ? hueOf(label) : 7);
const nameOf = (label) => (typeof label === 'string' ? label : label.description);

function table(ranked, single, before, now) {
  const value = (bar, label) => {
    if (!single) return percent(part(bar, label, ranked));
    return Number.isFinite(score(bar, label)) ? figure(score(bar, label)) : '–';
  };
  return el('table', {},
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, single ? 'Mean score' : 'Label'),
      before && el('th', { scope: 'col' }, 'first'), el('th', { scope: 'col' }, before ? 'last' : 'so far'))),
    el('tbody', {}, ranked.map((label) => el('tr', { class: `hue-${hueFor(label)}` },
      el('th', { scope: 'row' }, el('span', { class: 'swatch', 'aria-hidden': 'true' }), el('span', { class: 'words', dir: 'auto' }, nameOf(label))),
      before && el('td', { class: 'number' }, value(before, label)),
      el('td', { class: 'number' }, value(now, label))))));
}
