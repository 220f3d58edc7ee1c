// The live page: what the server tells goes to the views.
import { attentionTab } from './attention-tab.js';
import { byId, el } from './dom.js';
import { feed } from './feed.js';
import { figures } from './figures.js';
import { fold } from './fold.js';
import { deadLetters } from './dead-letters.js';
import { map } from './map.js';
import { models } from './models.js';
import { search } from './search.js';
import { spokenSummary, state } from './state.js';
import { stream } from './stream.js';
import { tabs } from './tabs.js';
import { tryIt } from './try.js';

const views = tabs(byId('tabs'));
const status = state();
const numbers = figures();
fold();
let deadLetterTopic = '';
const texts = stream({ pausing: status.paused });
const dead = deadLetters(() => deadLetterTopic);
search();
const attention = attentionTab();
const trying = tryIt({ lookAt: (text) => { views.show('attention'); attention.look(text); } });
const plane = map();
views.whenShown('map', plane.shown);

const spoken = el('p', { class: 'unseen', 'aria-live': 'polite' });
document.body.append(spoken);
const summary = spokenSummary(spoken);
let run = '';

feed({
  connected: status.connected,
  lost: status.lost,
  tick(news) {
    if (news.hello) greet(news.hello);
    if (news.models) models(news.models);
    texts.totals(news.texts, news.unreadable, news.textless);
    texts.add(news.rows);
    dead.add(news.deadLetterRows);
    dead.totals(news.deadLetters);
    if (news.known) numbers.known(news.known);
    if (news.moments.length > 0) numbers.add(news.moments);
    numbers.totals(news.texts, news.deadLetters);
    status.trouble(news.trouble);
    summary(news.texts, news.deadLetters);
  },
});

/** Another run than before, and nothing that was held belongs to it. */
function greet(hello) {
  if (run && run !== hello.run) {
    texts.reset();
    dead.reset();
    numbers.reset();
  }
  run = hello.run;
  deadLetterTopic = hello.deadLetterTopic;
  byId('topic').textContent = hello.topic;
  byId('servers').textContent = hello.servers;
  document.title = `${hello.topic} – flink-bert`;
  trying.model(hello.model);
  attention.model(hello.model);
}

views.start();
