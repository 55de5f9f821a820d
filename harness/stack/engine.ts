/** The scenario as the engine that a person chose runs it, and the flags to choose one by. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Command, Option } from 'commander';
import type { ScenarioFile } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Which one; without an address what it stands on is started. */
export interface Engine {
  name: string;
  address: string | null;
}

const enginesOf = ({ live }: Scenario) => Object.entries(live?.engines ?? {});

/** None for a scenario without engines. */
export function addEngineFlags(command: Command, scenario: Scenario): void {
  const engines = enginesOf(scenario);
  if (engines.length === 0) return;
  const says = engines.map(([name, engine]) => `${name}: ${engine.says}`).join('; ');
  command.addOption(
    new Option('--engine <name>', `what it is run by; ${says}`).choices(engines.map(([name]) => name)),
  );
  for (const [, { address }] of engines)
    if (address) command.option(`--${address.flag} <address>`, address.says);
}

/** Null: it is run as the scenario says. Throws with one line for an address of one that was not. */
export function engineIn(flags: Record<string, unknown>, scenario: Scenario): Engine | null {
  for (const [name, { address }] of enginesOf(scenario))
    if (address && flags[address.flag] !== undefined && flags.engine !== name)
      throw new Error(`--${address.flag} is of the engine ${name}: say --engine ${name} too`);
  const name = flags.engine as string | undefined;
  const chosen = name === undefined ? undefined : scenario.live!.engines![name]!;
  if (name === undefined || !chosen?.services) return null;
  const flag = chosen.address?.flag;
  return { name, address: (flag === undefined ? undefined : (flags[flag] as string | undefined)) ?? null };
}

/** `close` removes what the run left on the disk; so does the end of this process. */
export function withEngine(
  file: ScenarioFile,
  engine: Engine | null,
  watched: boolean,
): { file: ScenarioFile; close(): void } {
  if (engine === null) return { file, close: () => {} };
  const { scenario } = file;
  const folder = mkdtempSync(path.join(os.tmpdir(), `groundhog-${engine.name}-`));
  const close = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', close);
  const services = scenario.live!.engines![engine.name]!.services!({
    ...{ services: scenario.services, address: engine.address, folder, watched },
    run: randomBytes(4).toString('hex'),
  });
  return { file: { ...file, scenario: { ...scenario, services } }, close };
}
