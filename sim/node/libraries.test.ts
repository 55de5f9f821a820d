/** What hosts that share one copy of a library have of their own all the same. */
import './install.ts';
import { createRequire } from 'node:module';
import { ObjectId } from 'bson';
import { expect, test } from 'vitest';
import { World } from '../world/world.ts';
import { resetLibraries, tameLibraries } from './libraries.ts';

tameLibraries();
const asDriverHasIt = createRequire(import.meta.url)('bson') as typeof import('bson');

/** The ids that two hosts make in turn, one of them in two lives. */
async function idsOfHosts(seed: string): Promise<{ host: string; id: string }[]> {
  resetLibraries();
  const world = new World({ seed });
  const made: { host: string; id: string }[] = [];
  const make = (name: string, Id = ObjectId) =>
    world.at(world.nowUs, world.host(name), 'make', '', () =>
      made.push({ host: name, id: new Id().toHexString() }),
    );
  const run = () => world.run(() => false, Number.POSITIVE_INFINITY);
  for (const name of ['a', 'b']) world.host(name).start(() => {});
  await run();
  for (let turn = 0; turn < 8; turn++) for (const name of ['a', 'b']) make(name);
  make('a', asDriverHasIt.ObjectId);
  await run();
  world.host('a').crash(true);
  world.host('a').start(() => make('a'));
  await run();
  return made;
}

/** What tells the process that made it, and the count of the process. */
const processOf = (id: string): string => id.slice(8, 18);
const countOf = (id: string): number => Number.parseInt(id.slice(18), 16);

test('each process makes ids of its own, by a count of its own, in each of its lives', async () => {
  const made = await idsOfHosts('ids');
  const of = (name: string) => made.filter(({ host }) => host === name).map(({ id }) => id);
  const [a, b] = [of('a'), of('b')];
  expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
  expect(new Set(a.slice(0, 8).map(processOf)).size).toBe(1);
  // Two hosts, the driver's copy, and the second life.
  expect(new Set(made.map(({ id }) => processOf(id))).size).toBe(4);
  for (const ids of [a.slice(0, 8), b])
    expect(ids.map(countOf)).toEqual(ids.map((_, i) => (countOf(ids[0]!) + i) % 0x1000000));
  // So who reads by id above the last one seen reads past some.
  const inOrder = [...made.slice(0, 16)].sort((x, y) => (x.id < y.id ? -1 : 1));
  expect(inOrder).not.toEqual(made.slice(0, 16));
});

test('the same seed gives the same ids, another seed others', async () => {
  const ids = await idsOfHosts('ids');
  expect(await idsOfHosts('ids')).toEqual(ids);
  expect(await idsOfHosts('others')).not.toEqual(ids);
});
