import { expect, test } from 'vitest';
import type { Instance } from '../../../groundhog/index.ts';
import shop from '../index.ts';
import { shopEngines } from './engines.ts';

const { services: own } = shop;
const given = { services: own, address: null, folder: '/f', run: 'abc', watched: false };
const instance = {
  ...{ name: 'x-1', host: 'h', port: 1, mongoUri: 'm', data: {}, settings: {} },
  urls: (service: string) => [`http://127.0.0.1:4000/${service}`.replace(/\/temporal$/, '')],
} as unknown as Instance;

test('by Temporal there are workers and a cluster besides, and orchestrators leave orders to them', () => {
  const services = shopEngines.temporal!.services!(given);
  expect(Object.keys(services)).toEqual([...Object.keys(own), 'worker', 'temporal']);
  const told = { TEMPORAL_ADDRESS: '127.0.0.1:4000', TASK_QUEUE: 'orders-abc' };
  const before = own.orchestrator!.env(instance);
  expect(services.orchestrator!.env(instance)).toEqual({ ...before, ...told, ENGINE: 'temporal' });
  expect(services.worker!.env(instance)).toEqual({ ...before, ...told });
  expect(services.temporal!.env(instance)).toEqual({ PORT: '1', DB_FILE: '/f/temporal.db', UI: 'false' });
});

test('who looks on has its web UI', () => {
  const services = shopEngines.temporal!.services!({ ...given, watched: true });
  expect(services.temporal!.env(instance).UI).toBe('true');
  expect(services.orchestrator!.env(instance).TEMPORAL_UI).toBe('http://127.0.0.1:5000');
});

test('a cluster that runs elsewhere is not started', () => {
  const services = shopEngines.temporal!.services!({ ...given, address: 'there:7233', watched: true });
  expect(services).not.toHaveProperty('temporal');
  const env = services.orchestrator!.env(instance);
  expect(env.TEMPORAL_ADDRESS).toBe('there:7233');
  expect(env).not.toHaveProperty('TEMPORAL_UI');
});
