// The tasks that the page knows, a module each, in the order that they are shown in. A task exports an
// object; whatever part it has nothing to say to, it leaves out. `record` is a text of the stream or one
// that was tried: both have the task's field.
//
// marks(record)       stretches of the text to mark: { start, end, label, score }
// underlines(record)  stretches to underline: { start, end }
// below(record)       elements under the text, such as chips of labels
// words(record)       what the search looks through beside the text
// filter              a choice over the stream: { name, any, values(record), spelt(value) }
// labels(record)      abbreviations that the legend spells out
// watch()             a part of the stream's view: { element, add(records), reset() }
// examples            of texts to try: { name, text, … fields of its inputs }
// inputs()            its part of the form: { elements, values(), fill(example), offer(tried) }
// sections(tried)     what the model made of a text that was tried, before its tokens: [name, … elements]
// details(tried)      likewise behind them: elements
import { answers } from './task-answers.js';
import { chunks } from './task-chunks.js';
import { duplicates } from './task-duplicates.js';
import { embedding } from './task-embedding.js';
import { entities } from './task-entities.js';
import { labels } from './task-labels.js';
import { languages } from './task-language.js';
import { masks } from './task-masks.js';
import { pairs } from './task-pairs.js';

export const tasks = [labels, pairs, answers, entities, masks, chunks, embedding, duplicates, languages];

/** What the tasks have to say in a part of theirs, one after another. */
export const said = (part, record) => tasks.flatMap((task) => task[part]?.(record) ?? []);
