import { afterEach, beforeEach, expect, test } from 'vitest';
import { Control } from './control.ts';
import type { InvariantState } from './judging.ts';

const broken: InvariantState = { name: 'one', says: 'One of each.', broken: [] };
let failure: string | null;
const invariants = {
  states: () => [broken],
  judged: () => ({ changes: 7, work: { of: 'orders', ends: new Map([['confirmed', 3]]) } }),
  get failure() {
    return failure;
  },
};
let did: string[];
let control: Control;
let url: string;
beforeEach(async () => {
  did = [];
  failure = null;
  broken.broken = [];
  const process = {
    name: 'api-1',
    url: 'http://127.0.0.1:1',
    state: 'up' as 'up' | 'paused' | 'down',
    pause() {
      did.push('pause');
      process.state = 'paused';
    },
    resume() {
      did.push('resume');
      process.state = 'up';
    },
    async crash() {
      did.push('crash');
      process.state = 'down';
    },
    async restart() {
      did.push('restart');
      process.state = 'up';
    },
  };
  control = new Control({ processes: [process], invariants });
  url = await control.listen();
});
afterEach(() => control.close());

const post = async (path: string) => (await fetch(`${url}${path}`, { method: 'POST' })).status;
const stateOf = async () => {
  const { processes } = (await (await fetch(`${url}/state`)).json()) as ReturnType<Control['state']>;
  return processes[0]!.state;
};

test('who knows the key sees processes and invariants, and does to them what makes sense', async () => {
  expect(await (await fetch(`${url}/state`)).json()).toEqual({
    processes: [{ name: 'api-1', service: 'api', url: 'http://127.0.0.1:1', state: 'up' }],
    invariants: [broken],
    failure: null,
  });
  expect(await post('/processes/api-1/pause')).toBe(204);
  expect(await stateOf()).toBe('paused');
  expect(await post('/processes/api-1/pause')).toBe(409);
  expect(await post('/processes/api-1/resume')).toBe(204);
  expect(await post('/processes/api-1/kill')).toBe(204);
  expect(await stateOf()).toBe('down');
  expect(await post('/processes/api-1/restart')).toBe(204);
  expect(await stateOf()).toBe('up');
  expect(did).toEqual(['pause', 'resume', 'crash', 'crash', 'restart']);
});

test('who does not, or asks for what there is not, gets nothing', async () => {
  const { origin } = new URL(url);
  for (const path of ['/state', '/0123/state', '/processes/api-1/kill'])
    expect((await fetch(`${origin}${path}`)).status).toBe(404);
  for (const path of ['/processes/api-2/kill', '/processes/api-1/sell', '/state'])
    expect(await post(path)).toBe(404);
  expect((await fetch(`${url}/processes/api-1/kill`)).status).toBe(404);
  expect(did).toEqual([]);
});

test('what changes is told as it does', async () => {
  const { body } = await fetch(`${url}/events`);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse((await reader.read()).value!.slice('data: '.length));
  expect(await next()).toMatchObject({ processes: [{ state: 'up' }] });
  await post('/processes/api-1/pause');
  expect(await next()).toMatchObject({ processes: [{ state: 'paused' }] });
  await reader.cancel();
});

test('Prometheus needs no key to read what is judged', async () => {
  const read = async () => (await fetch(new URL('/metrics', url))).text();
  expect((await read()).split('\n').filter((line) => !/^#|^$/.test(line))).toEqual([
    'groundhog_invariant_broken{invariant="one"} 0',
    'groundhog_judging 1',
    'groundhog_changes_judged_total 7',
    'groundhog_work_judged{of="orders",end="confirmed"} 3',
  ]);
  broken.broken.push({ subject: 'order 1', message: 'two', at: '', story: [] });
  failure = 'the database is away';
  expect(await read()).toMatch(/^groundhog_invariant_broken\{invariant="one"\} 1$/m);
  expect(await read()).toMatch(/^groundhog_judging 0$/m);
});
