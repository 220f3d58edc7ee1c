// A small plot of the last two minutes.
import { svg } from './dom.js';

const SECONDS = 120;
const HEIGHT = 40;

export function sparkline() {
  const area = svg('path', { class: 'area' });
  const line = svg('path', { class: 'line' });
  const dots = svg('path', { class: 'dots' });
  const element = svg(
    'svg',
    { class: 'spark', viewBox: `-1 0 ${SECONDS + 1} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    area,
    line,
    dots,
  );
  return {
    element,
    /** Values a second apart, the last is now; NaN leaves a gap. From 0 to `most`, or to the greatest. */
    draw(values, most) {
      const top = Math.max(most ?? 0, ...values.filter(Number.isFinite), 1e-9);
      const from = SECONDS - values.length;
      let outline = '';
      let filled = '';
      let single = '';
      let run = [];
      const close = () => {
        // A line of no length, whose round ends make it a dot.
        if (run.length === 1) single += `M${run[0][0]} ${run[0][1].toFixed(2)}h0.01`;
        if (run.length > 1) {
          const path = run.map(([x, y]) => `${x} ${y.toFixed(2)}`).join('L');
          outline += `M${path}`;
          filled += `M${run[0][0]} ${HEIGHT}L${path}L${run.at(-1)[0]} ${HEIGHT}Z`;
        }
        run = [];
      };
      values.forEach((value, i) => {
        if (Number.isFinite(value)) run.push([from + i, HEIGHT - 1 - (value / top) * (HEIGHT - 4)]);
        else close();
      });
      close();
      line.setAttribute('d', outline);
      area.setAttribute('d', filled);
      dots.setAttribute('d', single);
    },
  };
}
