import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import type { EngineGiven } from '../scenario/engine.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { addEngineFlags, engineIn, withEngine } from './engine.ts';

const api = { entry: 'api.ts', instances: 1, env: () => ({}) };
const given: EngineGiven[] = [];
const scenario = {
  name: 'test',
  services: { api },
  live: {
    engines: {
      own: { says: 'by itself' },
      queue: {
        says: 'by a queue',
        address: { flag: 'broker', says: 'where it is' },
        services: (of: EngineGiven) => {
          given.push(of);
          return { ...of.services, broker: api };
        },
      },
    },
  },
} as unknown as Scenario;

function chosenBy(...args: string[]) {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addEngineFlags(command, scenario);
  command.parse(args, { from: 'user' });
  return engineIn(command.opts(), scenario);
}

test('an engine is chosen by its name, and where it runs already by a flag of its own', () => {
  expect(chosenBy()).toBeNull();
  expect(chosenBy('--engine', 'own')).toBeNull();
  expect(chosenBy('--engine', 'queue')).toEqual({ name: 'queue', address: null });
  expect(chosenBy('--engine', 'queue', '--broker', 'b:1')).toEqual({ name: 'queue', address: 'b:1' });
  expect(() => chosenBy('--broker', 'b:1')).toThrow(
    '--broker is of the engine queue: say --engine queue too',
  );
  expect(() => chosenBy('--engine', 'other')).toThrow('Allowed choices are own, queue');
});

test('a scenario without engines has no such flag', () => {
  const command = new Command();
  addEngineFlags(command, { ...scenario, live: {} });
  expect(command.options).toEqual([]);
});

test('an engine says which services there are, and has a folder for as long as they run', () => {
  const file = { scenario, file: '/a/b.ts', root: '/a' } as ScenarioFile;
  expect(withEngine(file, null, true).file).toBe(file);
  const engined = withEngine(file, { name: 'queue', address: 'b:1' }, true);
  expect(Object.keys(engined.file.scenario.services)).toEqual(['api', 'broker']);
  const [{ folder, run, ...told }] = given as [EngineGiven];
  expect(told).toEqual({ services: { api }, address: 'b:1', watched: true });
  expect(run).toMatch(/^[a-z0-9]+$/);
  writeFileSync(path.join(folder, 'kept'), '');
  engined.close();
  expect(existsSync(folder)).toBe(false);
});
