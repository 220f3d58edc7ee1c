// Four figures with two minutes behind each.
import { byId, el } from './dom.js';
import { count, duration, rate } from './format.js';
import { sparkline } from './sparkline.js';

const SECONDS = 120;

export function figures() {
  const place = byId('figures');
  const throughput = figure('Throughput');
  const latency = figure('Latency, record to here');
  const fill = figure('Batch fill');
  const letters = figure('Dead letters', 'letters');
  place.append(...[throughput, latency, fill, letters].map((each) => each.element));
  let moments = [];

  function draw() {
    const of = (field) => moments.map((moment) => Number(moment[field]));
    const last = (field, within) => of(field).slice(-within).findLast(Number.isFinite);

    const texts = of('textsPerSecond');
    // The mean of three seconds: a figure that can be read.
    const now = texts.slice(-3).reduce((sum, each) => sum + each, 0) / Math.max(1, Math.min(3, texts.length));
    throughput.say(rate(now), 'texts/s');
    throughput.plot.draw(texts);

    const millis = last('latencyMillis', SECONDS);
    const slow = last('latencyMillis95', SECONDS);
    latency.say(...(millis === undefined ? ['–', ''] : duration(millis)));
    latency.more(slow === undefined ? '' : `95 % within ${duration(slow).join(' ')}`);
    // One slow second must not make all the others look alike.
    const usual = of('latencyMillis').filter(Number.isFinite).sort((a, b) => a - b);
    const top = Math.min(usual.at(-1), 4 * usual[Math.floor(usual.length / 2)]);
    latency.plot.draw(of('latencyMillis').map((each) => Math.min(each, top)));

    const full = last('fillPercent', SECONDS);
    const device = last('deviceMillis', SECONDS);
    fill.say(full === undefined ? '–' : count(full), full === undefined ? '' : '%');
    fill.more(device === undefined ? 'not known: --flink says where to ask' : `a batch takes ${duration(device).join(' ')}`);
    fill.plot.draw(of('fillPercent'), 100);

    const gone = of('lettersPerSecond');
    letters.plot.draw(gone.some((each) => each > 0) ? gone : [], 1);
  }

  return {
    add(more) {
      moments = moments.concat(more).slice(-SECONDS);
      if (!document.hidden) draw();
    },
    reset() { moments = []; },
    totals(texts, deadLetters) {
      throughput.more(`${count(texts)} in all`);
      letters.say(count(deadLetters), '');
    },
  };
}

function figure(name, className) {
  const value = el('span', { class: 'value-number' });
  const unit = el('span', { class: 'unit' });
  const more = el('p', { class: 'more number' });
  const plot = sparkline();
  const element = el(
    'div',
    { class: `figure ${className ?? ''}` },
    el('h2', {}, name),
    el('p', { class: 'value number' }, value, unit),
    more,
    plot.element,
  );
  return {
    element,
    plot,
    say(said, in_) { value.textContent = said; unit.textContent = in_; },
    more(said) { more.textContent = said; },
  };
}
