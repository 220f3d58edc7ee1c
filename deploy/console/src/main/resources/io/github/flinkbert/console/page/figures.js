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
  const dead = figure('Dead letters', 'letters');
  place.append(...[throughput, latency, fill, dead].map((each) => each.element));
  let moments = [];
  // The last that was known of each, however long ago: a pause does not make it wrong.
  let known = {};

  function know(moment) {
    const has = (field) => Number.isFinite(Number(moment[field]));
    const { latencyMillis, latencyMillis95, backlogMillis, fillPercent, deviceMillis } = moment;
    if (has('latencyMillis') || has('backlogMillis')) Object.assign(known, { latencyMillis, latencyMillis95, backlogMillis });
    if (has('fillPercent')) Object.assign(known, { fillPercent, deviceMillis });
  }

  function draw() {
    const of = (field) => moments.map((moment) => Number(moment[field]));

    const texts = of('textsPerSecond');
    // The mean of three seconds: a figure that can be read.
    const now = texts.slice(-3).reduce((sum, each) => sum + each, 0) / Math.max(1, Math.min(3, texts.length));
    throughput.say(rate(now), 'texts/s');
    throughput.plot.draw(texts);

    drawWaits(of);

    const full = Number(known.fillPercent);
    const device = Number(known.deviceMillis);
    const isKnown = Number.isFinite(full);
    fill.say(isKnown ? count(full) : '–', isKnown ? '%' : '');
    fill.more(isKnown ? `a batch takes ${duration(device).join(' ')}` : 'not known: --flink says where to ask');
    fill.plot.draw(of('fillPercent'), 100);

    const gone = of('deadLettersPerSecond');
    dead.plot.draw(gone.some((each) => each > 0) ? gone : [], 1);
  }

  /** What waited for the page or the job to begin says nothing of how fast either is, and has another name. */
  function drawWaits(of) {
    const isBacklog = Number.isFinite(Number(known.backlogMillis)) && !Number.isFinite(Number(known.latencyMillis));
    const field = isBacklog ? 'backlogMillis' : 'latencyMillis';
    const millis = Number(known[field]);
    const slow = Number(known.latencyMillis95);
    latency.name(isBacklog ? 'Backlog, record to here' : 'Latency, record to here');
    latency.say(...(Number.isFinite(millis) ? duration(millis) : ['–', '']));
    latency.more(isBacklog
      ? 'older than the page or the job'
      : Number.isFinite(slow) ? `95 % within ${duration(slow).join(' ')}` : '');
    // One slow second must not make all the others look alike.
    const usual = of(field).filter(Number.isFinite).sort((a, b) => a - b);
    const top = Math.min(usual.at(-1), 4 * usual[Math.floor(usual.length / 2)]);
    latency.plot.draw(of(field).map((each) => Math.min(each, top)));
  }

  return {
    known: know,
    add(more) {
      more.forEach(know);
      moments = moments.concat(more).slice(-SECONDS);
      if (!document.hidden) draw();
    },
    reset() {
      moments = [];
      known = {};
    },
    totals(texts, deadLetters) {
      throughput.more(`${count(texts)} in all`);
      dead.say(count(deadLetters), '');
    },
  };
}

function figure(name, className) {
  const value = el('span', { class: 'value-number' });
  const unit = el('span', { class: 'unit' });
  const more = el('p', { class: 'more number' });
  const plot = sparkline();
  const heading = el('h2', {}, name);
  const element = el(
    'div',
    { class: `figure ${className ?? ''}` },
    heading,
    el('p', { class: 'value number' }, value, unit),
    more,
    plot.element,
  );
  return {
    element,
    plot,
    say(said, in_) { value.textContent = said; unit.textContent = in_; },
    name(said) { if (heading.textContent !== said) heading.textContent = said; },
    more(said) { more.textContent = said; },
  };
}
