// One question at a time. While it is on its way the last answer stays, dimmed; it can be cancelled; and
// a newer question takes its place, whichever answer comes first.
import { el, post } from './dom.js';
import { count } from './format.js';

/** `go` is the form's button, `said` its line of words, `results` where answers are shown. */
export function asking(go, said, results) {
  const clock = el('span', { class: 'number', 'aria-hidden': 'true' });
  const cancel = el('button', { type: 'button', click: () => { stop(); say('Cancelled.'); go.focus(); } }, 'Cancel');
  const waiting = el('p', { class: 'waiting', hidden: true },
    el('progress', { 'aria-label': 'Waiting for the answer' }), clock, cancel);
  said.after(waiting);
  let current = null;
  let answered = false;

  function say(words, alarm = false) {
    said.classList.toggle('alarm', alarm);
    said.textContent = words;
  }

  function begin(length) {
    const start = Date.now();
    const tell = () => { clock.textContent = `${Math.floor((Date.now() - start) / 1000)} s`; };
    current = { ticket: ticket(), aborting: new AbortController(), timer: setInterval(tell, 1000) };
    tell();
    say([`Asking about ${count(length)} characters`,
      !answered && '; the first time the model may have to be loaded',
      results.childElementCount > 0 && '; below is the last answer'].filter(Boolean).join('') + ' …');
    wait(true);
    return current;
  }

  function wait(is) {
    waiting.hidden = !is;
    results.classList.toggle('dimmed', is);
    results.inert = is;
    results.setAttribute('aria-busy', String(is));
  }

  function end() {
    clearInterval(current?.timer);
    current = null;
    wait(false);
  }

  /** Of an answer that is no longer wanted the server computes no more. */
  function stop() {
    if (!current) return;
    const { ticket: gone, aborting } = current;
    end();
    aborting.abort();
    post('api/cancel', { ticket: gone }).catch(() => {});
  }

  return {
    /** `show` shows the answer, and returns the words to say. */
    async ask(path, question, show) {
      stop();
      const mine = begin(question.text.length);
      let answer;
      try {
        answer = await post(path, { ...question, ticket: mine.ticket }, mine.aborting.signal);
      } catch (failure) {
        if (current !== mine) return;
        end();
        results.replaceChildren();
        say(failure.message, true);
        return;
      }
      if (current !== mine) return;
      end();
      answered = true;
      say(show(answer));
    },
  };
}

const ticket = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join('-');
