/** Virtual seconds per wall second while nobody orders: of the shop at rest, and of a world in which nothing is due. */
import { runScript, SIMULATE } from './script.ts';

const SCRIPT = `
  ${SIMULATE}
  const { World } = await import('./sim/world/world.ts');
  const real = performance.now.bind(performance);
  const calm = { ...plan(1), requests: [], faults: [] };
  const timed = async (chaosMs) => {
    const startMs = real();
    const { verdict } = await simulate({ ...calm, chaosMs });
    if (verdict !== 'passed') throw new Error(verdict);
    return real() - startMs;
  };
  await timed(60_000);
  const shop = 600_000 / ((await timed(660_000)) - (await timed(60_000)));
  const world = new World({ seed: 'idle' });
  let hours = 0;
  const hour = () => {
    if (++hours < 1000) world.after(3_600_000, 'hour', hour);
  };
  hour();
  const startMs = real();
  await world.run(() => false, Number.POSITIVE_INFINITY);
  const empty = world.nowMs / (real() - startMs);
  console.log(JSON.stringify({ shop, empty }));
`;

export interface Idle {
  /** Services, drivers and members keep in touch with each other all the time. */
  shop: number;
  /** One event an hour. */
  empty: number;
}

export const idle = async (): Promise<Idle> => JSON.parse(await runScript(SCRIPT));
