// Attention as it comes: 16 bits a weight, layers x heads x words x words.

export function attentionData(view) {
  const bytes = Uint8Array.from(atob(view.weights), (character) => character.charCodeAt(0));
  const weights = new DataView(bytes.buffer);
  const n = view.words.length;
  const averages = new Map();

  /** How much a word attends to another in one head, from 0 to 1. */
  const weight = (layer, head, from, to) =>
    weights.getUint16(2 * (((layer * view.heads + head) * n + from) * n + to), true) / 65535;

  /** The weights of a head, or of a layer's average where the head is null: rows attend to columns. */
  function matrix(layer, head) {
    if (head === null) {
      if (!averages.has(layer)) averages.set(layer, average(layer));
      return averages.get(layer);
    }
    return table((from, to) => weight(layer, head, from, to));
  }

  function average(layer) {
    return table((from, to) => {
      let sum = 0;
      for (let head = 0; head < view.heads; head++) sum += weight(layer, head, from, to);
      return sum / view.heads;
    });
  }

  const table = (of) => Array.from({ length: n }, (_, from) => Float64Array.from({ length: n }, (_, to) => of(from, to)));

  return {
    text: view.text,
    words: view.words,
    layers: view.layers,
    heads: view.heads,
    matrix,
    isSpecial: (word) => view.words[word].start === view.words[word].end,
  };
}
