// The language that a text was found to be written in.
import { el } from './dom.js';

const UNDETERMINED = 'und';

/** Its name in English, such as Korean; the code where the browser knows none. */
function name(code) {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const languages = {
  below: ({ language }) => (language
    ? [el('p', { class: 'quiet small language' }, language === UNDETERMINED ? 'Language unknown' : name(language))]
    : []),
};
