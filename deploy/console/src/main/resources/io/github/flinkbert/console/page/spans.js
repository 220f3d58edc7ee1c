// A text, cut where something begins or ends. Offsets are UTF-16 code units here as in the records.

/**
 * Pieces of the text in its order, each with the entity that it is in, if any, and whether an answer
 * was found there. Stretches that cannot be, as records of unknown origin may claim them, are left out.
 */
export function pieces(text, entities, answers) {
  const named = [];
  for (const entity of [...entities].sort((a, b) => a.start - b.start)) {
    if (isWithin(entity, text) && entity.start >= (named.at(-1)?.end ?? 0)) named.push(entity);
  }
  const found = answers.filter((answer) => isWithin(answer, text));
  const cuts = new Set([0, text.length]);
  for (const stretch of [...named, ...found]) cuts.add(stretch.start).add(stretch.end);
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((start, i) => ({
    text: text.slice(start, at[i + 1]),
    entity: named.find((entity) => entity.start <= start && start < entity.end) ?? null,
    found: found.some((answer) => answer.start <= start && start < answer.end),
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

/** The best answer to each question first; `others` are the rest. */
export function byQuestion(answers) {
  const questions = new Map();
  for (const answer of answers) {
    const known = questions.get(answer.question);
    if (known) known.others.push(answer);
    else questions.set(answer.question, { question: answer.question, best: answer, others: [] });
  }
  return [...questions.values()];
}
