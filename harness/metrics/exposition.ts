/** Prometheus' text format, read: https://prometheus.io/docs/instrumenting/exposition_formats/ */

export interface Family {
  name: string;
  /** `counter`, `gauge`, `histogram`, `summary` or `untyped`. */
  type: string;
  /** What it is, in the words of who tells it. */
  says: string;
  samples: Sample[];
}

export interface Sample {
  /** With what a histogram adds: `_bucket`, `_sum`, `_count`. */
  name: string;
  labels: Record<string, string>;
  value: number;
}

const COMMENT = /^# (HELP|TYPE) ([\w:]+) ?(.*)$/;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const PARTS = /_(?:bucket|sum|count)$/;
const ESCAPED: Record<string, string> = { n: '\n' };
const INFINITE: Record<string, number> = {
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
};

/** In the order in which they are told; null: it is something else. */
export function familiesIn(text: string): Family[] | null {
  const families = new Map<string, Family>();
  const named = (name: string): Family => {
    const family = families.get(name) ?? { name, type: 'untyped', says: '', samples: [] };
    families.set(name, family);
    return family;
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('#')) {
      const [, what, name, rest] = COMMENT.exec(line) ?? [];
      if (what === 'TYPE') named(name!).type = rest!;
      if (what === 'HELP') named(name!).says = unescaped(rest!);
      continue;
    }
    const [, name, labels = '', written] = SAMPLE.exec(line) ?? [];
    if (name === undefined) return null;
    const value = INFINITE[written!] ?? Number(written);
    if (Number.isNaN(value) && written !== 'NaN') return null;
    const whole = name.replace(PARTS, '');
    (families.has(whole) ? named(whole) : named(name)).samples.push({
      name,
      labels: labelsIn(labels),
      value,
    });
  }
  return [...families.values()];
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(LABEL)].map(([, name, value]) => [name!, unescaped(value!)]));
}

const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, (_, char) => ESCAPED[char] ?? char);
