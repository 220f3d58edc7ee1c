// Whether all is well, in a word; and now and then, for who listens rather than looks, how many.
import { byId } from './dom.js';
import { count } from './format.js';

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  paused: 'paused',
  away: 'waiting for the broker',
  lost: 'flink-bert has gone; trying again',
};

export function state() {
  const place = byId('state');
  const words = byId('state-words');
  const trouble = byId('trouble');
  let paused = false;
  let link = 'connecting';
  let sentence = '';

  function draw() {
    const now = link === 'live' && sentence ? 'away' : link === 'live' && paused ? 'paused' : link;
    place.dataset.state = now === 'lost' ? 'away' : now;
    const said = now === 'away' && !sentence.startsWith('The broker') ? 'waiting' : WORDS[now];
    if (words.textContent !== said) words.textContent = said;
    if (trouble.textContent !== sentence) trouble.textContent = sentence;
    trouble.hidden = !sentence || link !== 'live';
  }

  return {
    connected() { link = 'live'; draw(); },
    lost() { link = 'lost'; draw(); },
    paused(is) { paused = is; draw(); },
    trouble(said) { sentence = said; draw(); },
  };
}

/** A summary that a screen reader says, at most every half minute, and only if something came. */
export function spokenSummary(place) {
  let said = -1;
  let last = 0;
  return (texts, deadLetters) => {
    if (texts + deadLetters === said || Date.now() - last < 30_000) return;
    said = texts + deadLetters;
    last = Date.now();
    place.textContent = `${count(texts)} texts so far, ${count(deadLetters)} dead letters.`;
  };
}
