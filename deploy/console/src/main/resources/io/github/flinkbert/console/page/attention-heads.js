// All heads at once, small: rows are layers, columns are heads. For the eye; the two lists choose the same.
import { el } from './dom.js';

const TILE = 30;
const GAP = 3;

export function headsOverview(data, choose) {
  const canvas = el('canvas', {
    class: 'heads', 'aria-hidden': 'true',
    width: String(2 * data.heads * (TILE + GAP)), height: String(2 * data.layers * (TILE + GAP)),
    click: (event) => {
      const box = canvas.getBoundingClientRect();
      choose(
        Math.min(data.layers - 1, Math.floor(((event.clientY - box.top) / box.height) * data.layers)),
        Math.min(data.heads - 1, Math.floor(((event.clientX - box.left) / box.width) * data.heads)));
    },
  });
  const tiles = document.createElement('canvas');
  let tilesOf = '';

  function paintTiles(colour, hidden) {
    const key = `${colour} ${hidden(0)}`;
    if (tilesOf === key) return;
    tilesOf = key;
    tiles.width = canvas.width;
    tiles.height = canvas.height;
    const context = tiles.getContext('2d');
    context.fillStyle = colour;
    const shown = data.words.map((_, i) => i).filter((i) => !hidden(i));
    const size = (2 * TILE) / shown.length;
    for (let layer = 0; layer < data.layers; layer++) {
      for (let head = 0; head < data.heads; head++) {
        const matrix = data.matrix(layer, head);
        const most = Math.max(...shown.map((i) => Math.max(...shown.map((j) => matrix[i][j]))), 1e-9);
        const [x, y] = [2 * (head * (TILE + GAP) + GAP / 2), 2 * (layer * (TILE + GAP) + GAP / 2)];
        shown.forEach((i, row) => shown.forEach((j, column) => {
          context.globalAlpha = (matrix[i][j] / most) ** 0.75;
          context.fillRect(x + column * size, y + row * size, size, size);
        }));
      }
    }
  }

  return {
    element: canvas,
    draw(layer, head, hidden) {
      canvas.style.color = 'var(--accent)';
      const accent = getComputedStyle(canvas).color;
      canvas.style.color = 'var(--ink)';
      const ink = getComputedStyle(canvas).color;
      paintTiles(accent, hidden);
      const context = canvas.getContext('2d');
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(tiles, 0, 0);
      context.strokeStyle = ink;
      context.lineWidth = 3;
      const width = head === null ? data.heads * (TILE + GAP) : TILE + GAP;
      context.strokeRect(
        2 * (head ?? 0) * (TILE + GAP) + 2, 2 * layer * (TILE + GAP) + 2, 2 * width - 4, 2 * (TILE + GAP) - 4);
    },
  };
}
