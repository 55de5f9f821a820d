/** What it costs to start a process, warm: the entry of the outbox's API, which loads Express, Mongoose and jose. */
import { median } from '../../harness/median.ts';
import { runScript } from './script.ts';
import { type Section, scaled } from './section.ts';

const ENTRY = 'scenarios/outbox/api/main.ts';
const STARTS = 200;
/** Until V8 has made of the code what it will. */
const WARM_UP = 40;

const SCRIPT = `
  await import('./sim/engine.ts');
  const { World } = await import('./sim/world/world.ts');
  const { Network } = await import('./sim/network/network.ts');
  const { attachNetwork } = await import('./sim/node/sockets.ts');
  const { bundle, startProcess } = await import('./sim/node/process/index.ts');
  const { hideStacks } = await import('./sim/node/paths.ts');
  const { guard } = await import('./sim/world/guard.ts');
  const { resetLibraries } = await import('./sim/node/libraries.ts');
  hideStacks();
  const [entry, warmUp, starts, sharing] = process.argv.slice(-4);
  const realCpu = process.cpuUsage.bind(process);
  const program = await bundle(entry);
  const env = { MONGO_URL: 'mongodb://nobody:27017/', PORT: '3000', JWT_SECRET: 'secret', SCRYPT_COST: '2' };
  for (let n = 0; n < Number(warmUp) + Number(starts); n++) {
    resetLibraries();
    const world = new World({ seed: String(n) });
    attachNetwork(world, new Network(world));
    const host = world.host('api-1');
    const release = guard(world);
    const before = realCpu();
    host.start(() => void startProcess(host, program, { env, sharing: sharing === 'shared' }));
    await world.run(() => false, 1);
    host.crash(true);
    const { user, system } = realCpu(before);
    release();
    if (world.failure) throw world.failure;
    if (n >= Number(warmUp)) console.log((user + system) / 1000);
  }
`;

async function measured(starts: number, sharing: 'shared' | 'alone') {
  const out = await runScript(SCRIPT, [ENTRY, WARM_UP, starts, sharing], ['--max-semi-space-size=64']);
  const cpuMs = out.split('\n').map(Number);
  const figures = {
    starts: cpuMs.length,
    leastMs: Math.min(...cpuMs),
    medianMs: median(cpuMs),
    meanMs: cpuMs.reduce((sum, ms) => sum + ms, 0) / cpuMs.length,
  };
  const { leastMs, medianMs, meanMs } = figures;
  console.log(
    `  ${sharing.padEnd(6)} ${leastMs.toFixed(1)} ms at least, ${medianMs.toFixed(1)} in the middle, ${meanMs.toFixed(1)} on average of ${figures.starts} starts`,
  );
  return figures;
}

export const start: Section = {
  name: 'start',
  says: 'CPU of a process start, warm: Express, Mongoose and jose, up to the first thing it waits for',
  async measure(scale) {
    const starts = scaled(STARTS, scale);
    // What keeps no state from one copy for all processes, as always, and from a copy each.
    return { shared: await measured(starts, 'shared'), alone: await measured(starts, 'alone') };
  },
};
