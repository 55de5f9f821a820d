/** Runs code as a host's, for tests. */
import './install.ts';
import { World } from '../world/world.ts';

export interface InHost<T> {
  value: T | undefined;
  error: unknown;
  hash: string;
  world: World;
}

/** To its end, beside two other hosts that tick each millisecond: what completes at a real time shows in the hash. */
export async function runInHost<T>(code: () => Promise<T>, seed = 'a'): Promise<InHost<T>> {
  const world = new World({ seed });
  const result: InHost<T> = { value: undefined, error: undefined, hash: '', world };
  let isOver = false;
  for (const name of ['b', 'c']) world.host(name).start(() => void setInterval(() => {}, 1));
  world.host('a').start(() => {
    const over = () => {
      isOver = true;
      world.note(world.host('a'), 'over', '');
    };
    code().then(
      (value) => {
        result.value = value;
        over();
      },
      (error) => {
        result.error = error;
        over();
      },
    );
  });
  await world.run(() => isOver, 60_000_000);
  result.hash = world.trace.digest();
  return result;
}

/** What it gave. */
export async function inHost<T>(code: () => Promise<T>, seed?: string): Promise<T> {
  const { value, error, world } = await runInHost(code, seed);
  if (error) throw error;
  if (world.failure) throw world.failure;
  return value as T;
}
