// How labels are spread over the texts, in bars of equally many texts each: so every bar says as much as
// another, whether texts come by the hour or by the millisecond.

export const BARS = 40;

/** What stands for texts without a label, and for labels beyond those that are told apart. */
export const NONE = Symbol('no label');
export const REST = Symbol('other labels');

const APART = 100;

/**
 * At most BARS bars. With `size`, each is of so many texts, and the oldest goes; without, all texts are
 * kept: where there is no room, two bars become one.
 */
export function series(size) {
  let texts = size ?? 1;
  let bars = [];
  const known = new Set();

  function open(at) {
    if (bars.length === BARS) {
      if (size) {
        bars.shift();
      } else {
        bars = Array.from({ length: BARS / 2 }, (_, i) => joined(bars[2 * i], bars[2 * i + 1]));
        texts *= 2;
      }
    }
    bars.push({ texts: 0, from: at, to: at, parts: new Map() });
  }

  const apart = (label) => {
    if (known.size < APART) known.add(label);
    return known.has(label) ? label : REST;
  };

  return {
    get bars() { return bars; },
    get texts() { return texts; },
    /** One text; `all` its labels, none or more: they share it by their scores. */
    add(at, all) {
      if (bars.length === 0 || bars.at(-1).texts >= texts) open(at);
      const bar = bars.at(-1);
      bar.texts += 1;
      bar.to = at;
      if (all.length === 0) count(bar.parts, NONE, 1, 0, 0);
      const sum = all.reduce((before, { score }) => before + Math.max(0, score), 0);
      for (const { label, score } of all) {
        count(bar.parts, apart(label), sum > 0 ? Math.max(0, score) / sum : 1 / all.length, score, 1);
      }
    },
  };
}

function count(parts, label, share, score, times) {
  const part = parts.get(label) ?? { share: 0, score: 0, times: 0 };
  parts.set(label, { share: part.share + share, score: part.score + score, times: part.times + times });
}

/** Several bars as one; undefined of none. */
export function joined(...bars) {
  const parts = new Map();
  for (const bar of bars) {
    for (const [label, { share, score, times }] of bar.parts) count(parts, label, share, score, times);
  }
  return { texts: bars.reduce((sum, bar) => sum + bar.texts, 0), from: bars[0].from, to: bars.at(-1).to, parts };
}

/** The share of a bar's texts that a label has. */
export const share = (bar, label) => (bar.parts.get(label)?.share ?? 0) / Math.max(1, bar.texts);

/** A label's mean score in a bar; NaN where no text has it. */
export const score = (bar, label) => {
  const part = bar.parts.get(label);
  return part && part.times > 0 ? part.score / part.times : NaN;
};
