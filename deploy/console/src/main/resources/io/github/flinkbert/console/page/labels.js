// Each label has its hue, the same one everywhere; it is always written out beside it.

const KNOWN = new Map(Object.entries({
  per: 0, ps: 0, person: 0,
  loc: 1, lc: 1, location: 1, gpe: 1,
  org: 2, og: 2, corporation: 2, organization: 2,
  misc: 3, 'creative-work': 3, work_of_art: 3,
  dt: 4, date: 4, ti: 5, time: 5, qt: 6, product: 5, group: 6, event: 4,
}));
const HUES = 8;

const MEANINGS = new Map(Object.entries({
  per: 'person', ps: 'person', loc: 'location', lc: 'location', org: 'organization', og: 'organization',
  misc: 'miscellaneous name', dt: 'date', ti: 'time', qt: 'quantity',
  gpe: 'country, city or state', fac: 'building or site', norp: 'nationality, religion or politics',
}));

/** What a label stands for, spelt out; null where it is no known abbreviation. */
export const meaning = (label) => MEANINGS.get(label.toLowerCase()) ?? null;

/** A label, with what it stands for. */
export const spelt = (label) => (meaning(label) ? `${label}, ${meaning(label)}` : label);

export function hue(label) {
  const known = KNOWN.get(label.toLowerCase());
  if (known !== undefined) return known;
  let sum = 0;
  for (const character of label) sum = (sum * 31 + character.codePointAt(0)) % 65_521;
  return sum % HUES;
}

/** The language that a text says it is in, or was found to be in, if that can be one. */
export function language({ attributes, language: found }) {
  const said = attributes.lang ?? attributes.language ?? (found && found !== 'und' ? found : '');
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(said) ? said : null;
}
