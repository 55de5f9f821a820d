/**
 * `npm run bench`: the measurements this project promises, printed and saved as JSON. Nothing is asserted here.
 *
 * Each section is a file that exports a `Section`; `sim.ts` runs the simulator as a user would, from outside.
 */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { makeFolder } from '../../harness/folder.ts';
import { interruption, stopOnSignals } from '../run-node.ts';
import { abuseSection } from './abuse.ts';
import { determinism } from './determinism.ts';
import { explainPage } from './explain-page.ts';
import { failures } from './failures.ts';
import { fingerprints } from './fingerprints.ts';
import { loadDriver } from './load-driver.ts';
import { loadStack } from './load-stack.ts';
import { members } from './members.ts';
import { memory } from './memory.ts';
import { mongod } from './mongod.ts';
import { sameCode } from './same-code.ts';
import type { Section } from './section.ts';
import { speed } from './speed.ts';
import { start } from './start.ts';
import { swarm } from './swarm.ts';
import { unbroken } from './unbroken.ts';
import { zoo } from './zoo.ts';

const sections: readonly Section[] = [
  speed,
  start,
  determinism,
  memory,
  zoo,
  swarm,
  failures,
  fingerprints,
  unbroken,
  mongod,
  members,
  loadDriver,
  loadStack,
  sameCode,
  abuseSection,
  explainPage,
];

function scale(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 100))
    throw new InvalidArgumentError('expected a number above 0, 1 being full size.');
  return value;
}

const command = new Command('bench')
  .description('Measures speed, determinism, memory and how fast bugs are found.')
  .argument('[sections...]', `which: ${sections.map((s) => s.name).join(', ')}`, [])
  .option('--scale <x>', 'share of the full number of seeds', scale, 1)
  .option('--base <ref>', 'a commit to compare the speed with, in alternation')
  .option('--out <file>', 'where the figures go', 'reports/out/bench.json')
  .addHelpText('after', `\n${sections.map((s) => `  ${s.name.padEnd(12)} ${s.says}`).join('\n')}`)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const names = command.args;
const unknown = names.find((name) => !sections.some((s) => s.name === name));
if (unknown !== undefined) command.error(`error: there is no section '${unknown}'`);
const { scale: size, out, base } = command.opts<{ scale: number; out: string; base?: string }>();

const figures: Record<string, unknown> = {
  at: new Date().toISOString(),
  node: process.version,
  cpu: `${os.cpus().length} × ${os.cpus()[0]?.model}`,
  scale: size,
};
stopOnSignals();
try {
  for (const section of sections) {
    if (names.length > 0 && !names.includes(section.name)) continue;
    console.log(`\n== ${section.name}: ${section.says}`);
    figures[section.name] = await section.measure(size, base);
    makeFolder(path.dirname(out));
    writeFileSync(out, `${JSON.stringify(figures, null, 1)}\n`);
  }
  console.log(`\nfigures are in ${out}`);
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = interruption.signal.aborted ? 130 : 4;
}
