/** How a collation compares two strings: by `Intl.Collator`, always with a locale that is named. */
import { compareStrings, type TextOrder } from '../bson/compare.ts';
import { intlLocale } from './locales.ts';
import type { CollationSpec } from './spec.ts';

const made = new Map<string, TextOrder>();

/** The order of a specification, made once. */
export function textOrder(spec: CollationSpec): TextOrder {
  const id = JSON.stringify(spec);
  let order = made.get(id);
  if (!order) {
    order = make(spec);
    made.set(id, order);
  }
  return order;
}

function make(spec: CollationSpec): TextOrder {
  const { strength, caseLevel } = spec;
  if (strength === 1) return by(spec, caseLevel ? 'case' : 'base');
  const levels = [by(spec, 'accent')];
  // The level of case comes between those of accents and of other variants.
  if (caseLevel) levels.push(by(spec, 'case'));
  if (strength >= 3) levels.push(by(spec, 'variant'));
  if (strength === 5) levels.push((a, b) => compareStrings(a.normalize('NFD'), b.normalize('NFD')));
  // What compares variants compares all before them too.
  const all = strength === 2 || caseLevel ? levels : levels.slice(1);
  if (all.length === 1) return all[0]!;
  return (a, b) => {
    for (const level of all) {
      const order = level(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function by(spec: CollationSpec, sensitivity: 'base' | 'accent' | 'case' | 'variant'): TextOrder {
  const intl = intlLocale(localeOf(spec));
  if (!('tag' in intl)) throw new Error(`there is no collation of ${spec.locale}`);
  return new Intl.Collator(intl.tag, {
    usage: intl.usage,
    sensitivity,
    ignorePunctuation: spec.alternate === 'shifted',
    numeric: spec.numericOrdering,
    caseFirst: spec.caseFirst === 'off' ? 'false' : spec.caseFirst,
  }).compare;
}

/** Intl looks at accents from the end for French of Canada, and for it alone. */
function localeOf({ backwards, locale }: CollationSpec): string {
  if (backwards) return 'fr_CA';
  return locale === 'fr_CA' ? 'fr' : locale;
}
