// A text, cut where something begins or ends. Offsets are UTF-16 code units here as in the records.

/**
 * Pieces of the text in its order, each with the mark that it is in, if any, and whether it is underlined. Stretches that cannot be, as records of unknown origin may claim them, are left out.
 */
export function pieces(text, marks, underlines) {
  const marked = [];
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (isWithin(mark, text) && mark.start >= (marked.at(-1)?.end ?? 0)) marked.push(mark);
  }
  const lines = underlines.filter((line) => isWithin(line, text));
  const cuts = new Set([0, text.length]);
  for (const stretch of [...marked, ...lines]) cuts.add(stretch.start).add(stretch.end);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((start, i) => ({
    text: text.slice(start, at[i + 1]),
    mark: marked.find((mark) => mark.start <= start && start < mark.end) ?? null,
    underlined: lines.some((line) => line.start <= start && start < line.end),
  }));
}

function isWithin({ start, end }, text) {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length
    && isBetween(text, start) && isBetween(text, end);
}

/** Not in the middle of a surrogate pair. */
function isBetween(text, at) {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return !(before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000);
}
