/** What processes of one thread share of the language, and that no run leaves anything there. */
import { afterAll, expect, test } from 'vitest';
import { keepIntrinsics } from './intrinsics.ts';
import { Project, runPrograms } from './lab.ts';

const project = new Project({
  'vandal.cjs': `undeclared = 7;
    String.prototype.loud = function () { return this.toUpperCase(); };
    BigInt.prototype.toJSON = function () { return String(this); };
    Array.prototype.at = () => 'vandal';
    Reflect.mine = 1; globalThis.mine = 1;`,
  'victim.cjs': `setTimeout(() => {
    console.log(typeof undeclared, typeof ''.loud, [1].at(0), typeof Reflect.mine, typeof globalThis.mine);
  }, 10);`,
  'metadata.cjs': `const { Reflect } = globalThis;
    Reflect.count ??= 0;
    console.log(++Reflect.count, Reflect.get({ a: 1 }, 'a'), Object.prototype.toString.call(Reflect));`,
});
afterAll(() => project.remove());

test('a process sees what another did to the language, and the next run does not', async () => {
  const at = Array.prototype.at;
  const [vandal, victim] = await Promise.all(
    ['vandal.cjs', 'victim.cjs'].map((name) => project.bundle(name)),
  );
  const restore = keepIntrinsics();
  const { lines } = await runPrograms({ programs: { a: vandal!, b: victim! } });
  const frames = Error.stackTraceLimit;
  restore();
  expect(Error.stackTraceLimit).toBe(frames);
  // Not as in life: this line says what is not modelled.
  expect(lines).toEqual(['b: number function vandal undefined undefined']);
  expect(Array.prototype.at).toBe(at);
  expect(['loud' in String.prototype, 'toJSON' in BigInt.prototype, 'undeclared' in globalThis]).toEqual([
    false,
    false,
    false,
  ]);
  const after = await runPrograms({ programs: { b: victim! } });
  expect(after.lines).toEqual(['b: undefined undefined 1 undefined undefined']);
});

test('Reflect is each process its own, as what keeps metadata in it needs', async () => {
  const program = await project.bundle('metadata.cjs');
  const { lines } = await runPrograms({ programs: { a: program, b: program } });
  expect(lines.sort()).toEqual(['a: 1 1 [object Reflect]', 'b: 1 1 [object Reflect]']);
  expect('count' in Reflect).toBe(false);
});
