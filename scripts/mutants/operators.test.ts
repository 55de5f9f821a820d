import { expect, test } from 'vitest';
import { bugOf, mutated } from './draw.ts';
import { mutantsOf } from './operators.ts';

const all = (text: string): string[] =>
  mutantsOf('a.ts', text).map((mutant) => `${mutant.what}: ${mutated(text, mutant)}`);

test('each operator makes its change, and no other', () => {
  expect(all('f(a <= b && !c);')).toEqual([
    'left out: ;',
    '<= for <: f(a < b && !c);',
    '&& for ||: f(a <= b || !c);',
    'not negated: f(a <= b && c);',
  ]);
  expect(all('if (a === 2) throw e;')).toEqual([
    'always: if (true) throw e;',
    'never: if (false) throw e;',
    '=== for !==: if (a !== 2) throw e;',
    'nothing: if (a === 0) throw e;',
    'one more: if (a === 3) throw e;',
    'left out: if (a === 2) ;',
  ]);
  expect(all('const x = await g({ a: true, b });')).toEqual([
    'not waited for: const x = g({ a: true, b });',
    'without this field: const x = await g({  b });',
    'not true: const x = await g({ a: false, b });',
  ]);
});

test('types are left alone, and what is said to people', () => {
  expect(all("type A = 1 | true; let a: 'x' | 2; log.info({ n: 1 }, 'x'); metrics.inc(1);")).toEqual([]);
  expect(all('const a = (b as 3) + 1;').length).toBeGreaterThan(0);
});

test('as a bug it stands where it was drawn, also where the same is said twice', () => {
  const text = 'f(1);\nif (a) f(1);\n';
  const mutants = mutantsOf('a.ts', text);
  for (const mutant of mutants) {
    const [edit] = bugOf(mutant, text, ['x']).edits;
    expect(text.split(edit!.find)).toHaveLength(2);
    expect(text.replace(edit!.find, () => edit!.replace)).toBe(mutated(text, mutant));
  }
});
