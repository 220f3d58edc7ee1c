// Points in a plane, each with a shape as well as a colour, and words beside it where there is room.
import { placeLabels } from './scatter-labels.js';

const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'ring'];
/** Smaller where there are many. */
const sizeOf = (count) => (count < 600 ? 5 : 3.6);

export const shapeOf = (kind) => SHAPES[kind % SHAPES.length];

/** The outline of a shape around a point. */
export function outline(shape, x, y, size) {
  const path = new Path2D(pathOf(shape, x, y, size));
  return path;
}

export function pathOf(shape, x, y, r) {
  switch (shape) {
    case 'square': return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`;
    case 'triangle': return `M${x} ${y - 1.2 * r}L${x + 1.1 * r} ${y + 0.9 * r}H${x - 1.1 * r}Z`;
    case 'diamond': return `M${x} ${y - 1.3 * r}L${x + 1.3 * r} ${y}L${x} ${y + 1.3 * r}L${x - 1.3 * r} ${y}Z`;
    case 'cross': {
      const t = r * 0.4;
      return `M${x - t} ${y - r}h${2 * t}v${r - t}h${r - t}v${2 * t}h${t - r}v${r - t}h${-2 * t}v${t - r}h${t - r}v${-2 * t}h${r - t}Z`;
    }
    default: return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
}

/** Draws on a canvas, and finds what is near a place on it. `points` have x and y, `look` gives shape and colour. */
export function scatter(canvas) {
  let places = [];
  let size = { width: 0, height: 0 };
  let labels = [];
  let labelsOf = null;

  function fit(points) {
    const ratio = devicePixelRatio || 1;
    size = { width: canvas.clientWidth, height: canvas.clientHeight };
    canvas.width = size.width * ratio;
    canvas.height = size.height * ratio;
    const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
    const scaled = (values, length) => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return values.map((value) => 18 + ((value - least) / (most - least || 1)) * (length - 36));
    };
    const [px, py] = [scaled(xs, size.width), scaled(ys, size.height)];
    places = points.map((_, i) => [px[i], size.height - py[i]]);
  }

  function drawLabels(context, points, wordsOf) {
    const style = getComputedStyle(canvas);
    context.globalAlpha = 1;
    context.font = `12px ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textBaseline = 'middle';
    const width = (words) => context.measureText(words).width;
    // Not anew for each point that is pointed at.
    const key = `${size.width} ${size.height}`;
    if (labelsOf?.points !== points || labelsOf.key !== key) {
      labels = placeLabels(places, size, sizeOf(points.length), (i) => wordsOf(points[i]), width);
      labelsOf = { points, key };
    }
    for (const { words, x, y } of labels) context.fillText(words, x, y);
  }

  return {
    draw(points, look, picked, wordsOf) {
      fit(points);
      const context = canvas.getContext('2d');
      context.scale(devicePixelRatio || 1, devicePixelRatio || 1);
      points.forEach((point, i) => {
        const { shape, colour } = look(point);
        context.globalAlpha = 0.8;
        context.fillStyle = colour;
        context.strokeStyle = colour;
        const path = outline(shape, ...places[i], sizeOf(points.length));
        if (shape === 'ring') context.stroke(path);
        else context.fill(path);
      });
      drawLabels(context, points, wordsOf);
      if (picked !== null && places[picked]) {
        context.globalAlpha = 1;
        context.lineWidth = 2;
        context.strokeStyle = getComputedStyle(canvas).color;
        context.stroke(outline('circle', ...places[picked], sizeOf(points.length) + 5));
      }
    },
    /** The nearest point to a place on the canvas, or null. */
    near(x, y, within) {
      let best = null;
      let least = within ** 2;
      places.forEach(([px, py], i) => {
        const distance = (px - x) ** 2 + (py - y) ** 2;
        if (distance < least) [best, least] = [i, distance];
      });
      return best;
    },
    /** The next point in a direction, or null. */
    beside(from, [dx, dy]) {
      const [x, y] = places[from];
      let best = null;
      let least = Infinity;
      places.forEach(([px, py], i) => {
        const ahead = (px - x) * dx + (py - y) * dy;
        const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
        if (i !== from && ahead > 0.5 && ahead + 2 * aside < least) [best, least] = [i, ahead + 2 * aside];
      });
      return best;
    },
  };
}
