// Which points have room for words beside them: the loneliest first, and none over a point or other words.

const HEIGHT = 15;
const MOST_LETTERS = 26;
const MOST_LETTERS_ON_A_PHONE = 14;
const PHONE = 500;
/** More of them would make a page of text of a map; and no more than so many are looked at. */
const MOST = 40;
const LOOKED_AT = 400;

/** Labels with their words and where they begin, left and in the middle of their height. */
export function placeLabels(places, size, dot, wordsOf, widthOf) {
  const taken = places.map(([x, y]) => ({ left: x - dot, right: x + dot, top: y - dot, bottom: y + dot }));
  const labels = [];
  for (const i of loneliest(places)) {
    if (labels.length === MOST) break;
    const words = shortened(wordsOf(i), size.width < PHONE ? MOST_LETTERS_ON_A_PHONE : MOST_LETTERS);
    const width = widthOf(words);
    const [x, y] = places[i];
    const left = [x + dot + 4, x - dot - 4 - width].find((from) =>
      from >= 4 && from + width <= size.width - 4 && isFree(taken, from, y, width, i));
    if (words && left !== undefined) {
      labels.push({ words, x: left, y });
      taken.push({ left: left - 4, right: left + width + 4, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 });
    }
  }
  return labels;
}

function loneliest(places) {
  const alone = places.map(([x, y], i) => {
    let least = Infinity;
    places.forEach(([ox, oy], j) => { if (i !== j) least = Math.min(least, (ox - x) ** 2 + (oy - y) ** 2); });
    return least;
  });
  return places.map((_, i) => i).sort((a, b) => alone[b] - alone[a]).slice(0, LOOKED_AT);
}

function isFree(taken, left, y, width, own) {
  return taken.every((box, i) => i === own
    || box.right < left || box.left > left + width || box.bottom < y - HEIGHT / 2 || box.top > y + HEIGHT / 2);
}

/** The first words, whole ones where there are any. */
function shortened(text, most) {
  const letters = [...text.trim().replace(/\s+/g, ' ')];
  if (letters.length <= most) return letters.join('');
  const cut = letters.slice(0, most);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > most / 2 ? space : most).join('')}…`;
}
