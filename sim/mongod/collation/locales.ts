/** The locales that a server has collations of, and what Intl calls them and their variants. */

const LOCALES = new Set(
  `af am ar as az be bg bn bo bs bs_Cyrl ca chr cs cy da de de_AT dsb dz ee el en en_US en_US_POSIX eo es et fa fa_AF fi
  fil fo fr fr_CA ga gl gu ha haw he hi hr hsb hu hy id ig is it ja ka kk kl km kn ko kok ky lb lkt ln lo lt lv mk ml mn
  mr ms mt my nb ne nl nn om or pa pl ps pt ro ru se si sk sl smn sq sr sr_Latn sv sw ta te th to tr ug uk ur vi wae yi yo
  zh zh_Hant zu`.split(/\s+/),
);

/** Variants by their names in ICU; a search has no name of its own but is a usage. */
const VARIANTS: Record<string, string> = {
  phonebook: 'phonebk',
  traditional: 'trad',
  dictionary: 'dict',
  compat: 'compat',
  eor: 'eor',
  phonetic: 'phonetic',
  pinyin: 'pinyin',
  searchjl: 'searchjl',
  stroke: 'stroke',
  unihan: 'unihan',
  zhuyin: 'zhuyin',
};

export interface IntlLocale {
  tag: string;
  usage: 'sort' | 'search';
}

/** Undefined for what no server knows, and for what this Node has no data of. `suggested`: what was meant, maybe. */
export function intlLocale(id: string): IntlLocale | { suggested: string | undefined } {
  const [name, variant, ...rest] = id.split('@collation=');
  if (!LOCALES.has(name!) || rest.length > 0) return { suggested: suggestion(name!) };
  const tag = name === 'en_US_POSIX' ? 'en-US-u-va-posix' : name!.replace('_', '-');
  if (variant === undefined || variant === 'standard') return known(tag, 'sort');
  if (variant === 'search') return known(tag, 'search');
  const co = Object.hasOwn(VARIANTS, variant) ? VARIANTS[variant]! : undefined;
  const full = `${tag}-u-co-${co}`;
  if (co === undefined || new Intl.Collator(full).resolvedOptions().collation !== co)
    return { suggested: name };
  return { tag: full, usage: 'sort' };
}

function known(tag: string, usage: IntlLocale['usage']): IntlLocale | { suggested: undefined } {
  return Intl.Collator.supportedLocalesOf(tag).length > 0 ? { tag, usage } : { suggested: undefined };
}

function suggestion(name: string): string | undefined {
  for (const part of [name.split(/[@.]/)[0]!.replace('-', '_'), name.split(/[-_@.]/)[0]!])
    if (LOCALES.has(part)) return part;
  return undefined;
}
