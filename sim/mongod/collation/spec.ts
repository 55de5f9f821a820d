/** A collation as a client specifies it: checked as the server does, and filled up with what its locale has by default. */
import { asInteger } from '../bson/number.ts';
import { show } from '../bson/show.ts';
import { type Doc, isNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type IntlLocale, intlLocale } from './locales.ts';

/** As listIndexes and listCollections show it. */
export interface CollationSpec extends Doc {
  locale: string;
  caseLevel: boolean;
  caseFirst: 'upper' | 'lower' | 'off';
  strength: number;
  numericOrdering: boolean;
  alternate: 'non-ignorable' | 'shifted';
  maxVariable: 'punct' | 'space';
  normalization: boolean;
  backwards: boolean;
  version: string;
}

/** Of the ICU that all servers have. It names the format of their keys; the order here is by the ICU that Node has. */
const VERSION = '57.1';

const CHOICES: Record<string, readonly string[]> = {
  caseFirst: ['upper', 'lower', 'off'],
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
};
const FLAGS = ['caseLevel', 'numericOrdering', 'normalization', 'backwards'];
const FIELDS = ['locale', 'strength', 'version', ...Object.keys(CHOICES), ...FLAGS];

/** Languages whose strings are normalised by default, as theirs may hold accents in any order. */
const NORMALISED = new Set([
  'as',
  'bn',
  'fa_AF',
  'gu',
  'he',
  'hi',
  'kn',
  'kok',
  'ml',
  'mr',
  'or',
  'pa',
  'ta',
  'te',
  'th',
  'vi',
  'yi',
  'yo',
]);

/** Undefined for the simple one. `generated`: refused by the generated parser of servers from 5.0 on. Throws BadValue and its like. */
export function parseCollation(given: Doc, generated: boolean): CollationSpec | undefined {
  checkFields(given, generated);
  const { locale } = given as { locale: string };
  if (locale.includes('\0'))
    fail(2, `Field 'locale' cannot contain null byte. Collation spec: ${show(given)}`);
  if (locale === 'simple') {
    if (!generated && Object.keys(given).length > 1)
      fail(9, `If locale=simple, no other fields should be present in: ${show(given)}`);
    return undefined;
  }
  const intl = known(locale, given);
  const own = new Intl.Collator(intl.tag, { usage: intl.usage }).resolvedOptions();
  const spec: CollationSpec = {
    locale,
    caseLevel: (given.caseLevel as boolean | undefined) ?? false,
    caseFirst: (given.caseFirst ??
      (own.caseFirst === 'false' ? 'off' : own.caseFirst)) as CollationSpec['caseFirst'],
    strength: given.strength === undefined ? 3 : Number(asInteger(given.strength)),
    numericOrdering: (given.numericOrdering as boolean | undefined) ?? false,
    alternate: (given.alternate ??
      (own.ignorePunctuation ? 'shifted' : 'non-ignorable')) as CollationSpec['alternate'],
    maxVariable: (given.maxVariable ?? 'punct') as CollationSpec['maxVariable'],
    normalization: (given.normalization as boolean | undefined) ?? NORMALISED.has(locale),
    backwards: (given.backwards as boolean | undefined) ?? locale === 'fr_CA',
    version: VERSION,
  };
  checkTogether(spec, given);
  return spec;
}

function checkFields(given: Doc, generated: boolean): void {
  const missing = generated ? 40414 : 4;
  if (!Object.hasOwn(given, 'locale'))
    fail(
      missing,
      generated
        ? "BSON field 'collation.locale' is missing but a required field"
        : 'Missing expected field "locale"',
    );
  for (const [name, value] of Object.entries(given)) {
    const wrong = (type: string): never =>
      fail(
        14,
        generated
          ? `BSON field 'collation.${name}' is the wrong type '${typeName(value)}', expected type '${type}'`
          : `"${name}" had the wrong type. Expected ${type}, found ${typeName(value)}`,
      );
    if (!FIELDS.includes(name))
      fail(
        generated ? 40415 : 9,
        generated
          ? `BSON field 'collation.${name}' is an unknown field.`
          : `Collation spec contains unknown field. Collation spec: ${show(given)}`,
      );
    if (FLAGS.includes(name)) {
      if (typeof value !== 'boolean') wrong('bool');
    } else if (name === 'strength') {
      if (!isNumber(value)) wrong('long');
      checkStrength(value, generated);
    } else if (typeof value !== 'string') wrong('string');
    else if (Object.hasOwn(CHOICES, name)) checkChoice(name, value, generated);
    else if (name === 'version' && value !== VERSION)
      fail(
        161,
        `Requested collation version ${value} but the only available collator version was ${VERSION}. Requested collation spec: ${show(given)}`,
      );
  }
}

function checkStrength(value: Value, generated: boolean): void {
  const n = asInteger(value);
  if (n !== undefined && n >= 1n && n <= 5n) return;
  if (generated)
    fail(2, `Enumeration value '${show(value)}' for field 'collation.strength' is not a valid value.`);
  fail(9, `Field 'strength' must be an integer 1 through 5. Got: ${show(value)}`);
}

function checkChoice(name: string, value: string, generated: boolean): void {
  const choices = CHOICES[name]!;
  if (choices.includes(value)) return;
  if (generated) fail(2, `Enumeration value '${value}' for field 'collation.${name}' is not a valid value.`);
  const last = choices.at(-1);
  const others = choices.slice(0, -1).map((c) => `'${c}'`);
  fail(
    9,
    `Field '${name}' must be ${others.join(', ')}${others.length > 1 ? ',' : ''} or '${last}'. Got: ${value}`,
  );
}

function known(locale: string, given: Doc): IntlLocale {
  if (locale === '') fail(2, `Field 'locale' cannot be the empty string in: ${show(given)}`);
  const found = intlLocale(locale);
  if ('tag' in found) return found;
  const hint = found.suggested === undefined ? '' : `. Did you mean '${found.suggested}'?`;
  return fail(2, `Field 'locale' is invalid in: ${show(given)}${hint}`);
}

/** What makes no sense together, and what Intl cannot do. */
function checkTogether(
  { backwards, strength, caseFirst, caseLevel, alternate, maxVariable, locale }: CollationSpec,
  given: Doc,
): void {
  if (backwards && strength === 1) fail(2, `'backwards' is invalid with 'strength' of 1 in: ${show(given)}`);
  if (caseFirst !== 'off' && !caseLevel && strength < 3)
    fail(
      2,
      `'caseFirst' is invalid unless 'caseLevel' is on or 'strength' is greater than 2 in: ${show(given)}`,
    );
  const missing = (what: string): never =>
    fail(2, `collation with ${what} is not supported by this server: ${show(given)}`);
  if (alternate === 'shifted' && maxVariable === 'space')
    missing("'alternate' shifted and 'maxVariable' space");
  if (alternate === 'shifted' && strength > 3) missing("'alternate' shifted and 'strength' above 3");
  if (backwards !== (locale === 'fr_CA') && !FRENCH.test(locale)) missing("'backwards' for this locale");
}

/** Locales that have the order of French but for its accents: whether they are looked at from the end is a choice. */
const FRENCH = /^(en|en_US|fr|fr_CA)$/;
