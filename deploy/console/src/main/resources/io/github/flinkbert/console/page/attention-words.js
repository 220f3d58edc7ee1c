// A word in a drawing: it can be pointed at, clicked and reached by the keyboard. Of a column of words one
// is in the tab order, and arrows move among them.
import { svg } from './dom.js';

export function word({ text, x, y, width, height, anchor, special, label, side, index, choose }) {
  const place = anchor === 'end' ? x + width - 8 : anchor === 'start' ? x + 8 : x + width / 2;
  return svg('g', {
    class: `word${special ? ' special' : ''}`,
    role: 'button',
    tabindex: index === 0 && side === 'from' ? '0' : '-1',
    'aria-label': label,
    'data-side': side,
    'data-index': String(index),
    pointerenter: (event) => { if (event.pointerType === 'mouse') choose(side, index, false); },
    click: () => choose(side, index, true),
    focus: () => choose(side, index, false),
    keydown: (event) => move(event, side, index, choose),
  },
  svg('rect', { x: String(x), y: String(y), width: String(width), height: String(height), rx: '4' }),
  svg('text', { x: String(place), y: String(y + height / 2), 'text-anchor': anchor, 'dominant-baseline': 'central' }, shortened(text)));
}

const shortened = (text) => ([...text].length > 18 ? `${[...text].slice(0, 17).join('')}…` : text);

function move(event, side, index, choose) {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    choose(side, index, true);
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const across = { ArrowRight: 'to', ArrowLeft: 'from' }[event.key];
  const next = event.currentTarget.ownerSVGElement.querySelector(
    `.word[data-side="${across ?? side}"][data-index="${index + (step ?? 0)}"]`);
  if ((step || across) && next) {
    event.preventDefault();
    next.focus();
  }
}

/** Marks the chosen word, which is then the one that Tab comes to. */
export function markChosen(drawing, chosen) {
  for (const each of drawing.querySelectorAll('.word')) {
    const is = chosen !== null && each.dataset.side === chosen.side && Number(each.dataset.index) === chosen.index;
    each.classList.toggle('chosen', is);
    if (is) {
      for (const other of drawing.querySelectorAll('.word[tabindex="0"]')) other.setAttribute('tabindex', '-1');
      each.setAttribute('tabindex', '0');
    }
  }
}
