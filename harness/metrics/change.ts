/** What came between two looks at a process, and what several processes come to together. */
import type { Family, Sample } from './exposition.ts';

const BEGAN = 'process_start_time_seconds';

/** By its own word, another process answered the second time: counts began anew. Without a word nobody knows. */
export function isAnew(before: readonly Family[], after: readonly Family[]): boolean {
  const [then, now] = [before, after].map(
    (families) => families.find(({ name }) => name === BEGAN)?.samples[0]?.value,
  );
  return then !== undefined && now !== undefined && then !== now;
}

/** Counts by how much they grew; all else as it stood in the end. */
export function changeOf(before: readonly Family[], after: readonly Family[]): Family[] {
  const earlier = new Map<string, number>();
  if (!isAnew(before, after))
    for (const { samples } of before) for (const sample of samples) earlier.set(keyOf(sample), sample.value);
  return after.map((family) => ({
    ...family,
    samples: family.samples.map((sample) => {
      if (!isCount(family, sample)) return sample;
      const was = earlier.get(keyOf(sample)) ?? 0;
      // What is less than it was began anew.
      return { ...sample, value: sample.value < was ? sample.value : sample.value - was };
    }),
  }));
}

/** Counts are added up; of all else the highest stands for all. */
export function together(processes: readonly (readonly Family[])[]): Family[] {
  const families = new Map<string, Family & { byKey: Map<string, Sample> }>();
  for (const family of processes.flat()) {
    const sum = families.get(family.name) ?? { ...family, byKey: new Map() };
    families.set(family.name, sum);
    for (const sample of family.samples) {
      const key = keyOf(sample);
      const known = sum.byKey.get(key);
      if (!known) sum.byKey.set(key, { ...sample });
      else if (isCount(family, sample)) known.value += sample.value;
      else known.value = Math.max(known.value, sample.value);
    }
  }
  return [...families.values()].map(({ byKey, ...family }) => ({ ...family, samples: [...byKey.values()] }));
}

/** What only grows: by its type, or by its name, as far as names go by the custom. */
export function isCount({ type, name }: Family, sample: Sample): boolean {
  if (type === 'summary') return sample.name !== name;
  return type === 'counter' || type === 'histogram' || name.endsWith('_total');
}

const keyOf = ({ name, labels }: Sample): string => {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, sorted]);
};
