/**
 * `compose.yaml` where there is no container engine: images are built in a folder, and what the file says is run as
 * processes, with its commands, environment, users, ports, health checks and order, on the model of the database. What
 * cannot be had here (an image's own files, networks of containers, Grafana) is not tried.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { freePort } from '../../harness/stack/ports.ts';
import { fetchNode } from '../same/nodes.ts';
import { Container } from './container.ts';
import { build, nodeVersionOf } from './dockerfile.ts';
import { activeServices, root } from './file.ts';
import { hereOf } from './here.ts';
import { hasLoopbackNet, Network } from './network.ts';
import { Project } from './project.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'groundhog-compose-'));
// Services run as a user who is not this one.
chmodSync(dir, 0o755);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const node = await fetchNode(
  nodeVersionOf('Dockerfile'),
  path.join(dir, 'node'),
  new AbortController().signal,
);
const nodeFolder = 'binary' in node ? path.dirname(node.binary) : '';
const hasNet = await hasLoopbackNet();
if ('reason' in node) console.log(`skipped: ${node.reason}, so no image is built`);
if (!hasNet) console.log('skipped: loopback has one address here, so the stack is not run');

const isTemporalHere = spawnSync(process.env.TEMPORAL_CLI ?? 'temporal', ['--version']).status === 0;
if (!isTemporalHere)
  console.log('skipped: no Temporal CLI, so the stack is not run with the engine temporal');
const engines = isTemporalHere ? ['saga', 'temporal'] : ['saga'];

const PATIENCE_MS = 60_000;

/** As often as it takes, and no longer than a person would wait. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const untilMs = performance.now() + PATIENCE_MS; ; ) {
    const found = await look();
    if (found) return found;
    if (performance.now() > untilMs) throw new Error(`nothing came of it within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a person is told to type: the lines after `docker compose up`, in docs/shop.md. */
const docs = readFileSync(path.join(root, 'docs/shop.md'), 'utf8');
const [, told] = /^ {4}docker compose up --build\n([\s\S]*?)\n\n/m.exec(docs)!;
const [uriTold] = /mongodb:\S+/.exec(told!)!;
const curlTold = told!.replace(uriTold, '').trim();

describe.skipIf('reason' in node)('of an image every step is done in an empty folder:', () => {
  test('the simulator on Kubernetes', () => {
    const folder = mkdtempSync(path.join(dir, 'k8s-'));
    const { workdir, entrypoint, ...image } = build({
      ...{ dockerfile: 'config/k8s/Dockerfile', folder, nodeFolder, args: { COMMIT: 'abc' } },
    });
    const [program, ...args] = [...entrypoint, '--seed', '1', '--orders', '1', '--no-require-sometimes'];
    const ran = spawnSync(program!, args, {
      cwd: path.join(image.folder, workdir),
      env: { PATH: `${nodeFolder}:${process.env.PATH}`, ...image.env },
      encoding: 'utf8',
    });
    expect(ran.stdout).toContain('PASSED  seed 1');
    expect(image.env).toEqual({ GROUNDHOG_COMMIT: 'abc' });
  });
});

describe.skipIf('reason' in node || !hasNet).each(engines)('the stack with the engine %s', (ENGINE) => {
  const services = activeServices({ ENGINE });
  let project: Project;
  let network: Network;
  let startedMs: number;

  beforeAll(async () => {
    const [images, folder] = ['images', 'run'].map((name) => path.join(dir, ENGINE, name)) as [
      string,
      string,
    ];
    for (const made of [images, folder]) mkdirSync(made, { recursive: true });
    const { target } = services.find(([name]) => name === 'seed')![1].build!;
    const image = build({ dockerfile: 'Dockerfile', target, folder: images, nodeFolder });
    const taken = new Set<number>();
    const mongoPort = await freePort(taken);
    const temporalPorts = { front: await freePort(taken), ui: await freePort(taken) };
    const names = services.map(([name]) => name);
    network = new Network(
      names,
      new Map([
        ['mongo:27017', `127.0.0.1:${mongoPort}`],
        ['temporal:7233', `127.0.0.1:${temporalPorts.front}`],
        ['temporal:8000', `127.0.0.1:${temporalPorts.ui}`],
      ]),
    );
    const containers = services.flatMap(([name, service]) => {
      const here = hereOf(name, service, { folder, image, nodeFolder, mongoPort, temporalPorts });
      if (!('missing' in here)) return [new Container(name, service, here, network)];
      console.log(`skipped: ${here.missing}`);
      return [];
    });
    project = new Project(containers);
    startedMs = performance.now();
    await project.up();
  });
  afterAll(() => project?.down());

  /** As the ports of this machine would lead there; past the front where there is none. */
  function outside(text: string): string {
    return text.replaceAll(/\blocalhost:(\d+)/g, (_, published) => {
      for (const [name, { ports = [] }] of services)
        for (const port of ports)
          if (port.startsWith(`127.0.0.1:${published}:`) && project.containers.has(name))
            return network.address(name, port.split(':')[2]!);
      if (published === '8080') return network.address('orchestrator-1', 3000);
      throw new Error(`nothing is published at ${published}`);
    });
  }
  const get = async (url: string) => (await fetch(outside(url))).json() as Promise<Record<string, unknown>>;
  const ends = (order: string) =>
    until(async () => {
      const { status } = await get(`http://localhost:8080/orders/${order}`);
      return status !== 'pending' && status;
    });

  it('comes up in the order that the file asks for', () => {
    const { log } = project;
    const at = (what: string) => {
      expect(log).toContain(what);
      return log.indexOf(what);
    };
    expect(at('mongo healthy')).toBeLessThan(at('seed started'));
    for (const [name, { image }] of services)
      if (image.startsWith('groundhog-shop:') && name !== 'seed')
        expect(at('seed completed')).toBeLessThan(at(`${name} started`));
    if (project.containers.has('front'))
      expect(Math.max(at('web-2 healthy'), at('orchestrator-2 healthy'))).toBeLessThan(at('front started'));
  });

  it('takes the order that the docs place, and confirms it', async () => {
    expect(told).toContain('ORD-001');
    const answered = execFileSync('sh', ['-c', outside(`${curlTold} --silent --show-error`)], {
      encoding: 'utf8',
    });
    expect(JSON.parse(answered)).toEqual({ order_id: 'ORD-001', status: 'pending' });
    expect(await ends('ORD-001')).toBe('confirmed');
    const seconds = (performance.now() - startedMs) / 1000;
    console.log(`engine ${ENGINE}: from start to the first confirmed order ${seconds.toFixed(1)} s`);
  });

  it('has its database where the docs say', async () => {
    const mongo = await new MongoClient(outside(uriTold)).connect();
    try {
      const sagas = mongo.db('shop_db').collection<{ _id: string }>('sagas');
      expect(await sagas.findOne({ _id: 'ORD-001' })).toMatchObject({ status: 'confirmed' });
    } finally {
      await mongo.close();
    }
  });

  it('shows the page at the same address, by which nobody is struck', async ({ skip }) => {
    skip(!project.containers.has('front'));
    const page = await fetch(outside('http://localhost:8080/'));
    const html = await page.text();
    expect(html).toContain('data-dangerous="false"');
    const [script] = /\/assets\/\w+\.js/.exec(html)!;
    expect((await fetch(outside(`http://localhost:8080${script}`))).status).toBe(200);
    const { processes } = await get('http://localhost:8080/api/processes');
    const seen = (processes as { instance: string; status: string; mongo: boolean }[]).map(
      ({ instance, status, mongo }) => [instance, status, mongo],
    );
    const all = ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'];
    expect(seen).toEqual(all.flatMap((one) => [1, 2].map((n) => [`${one}-${n}`, 'ok', true])));
    const kill = await fetch(outside('http://localhost:8080/api/processes/payment-1/kill'), {
      method: 'POST',
    });
    expect(kill.status).toBe(404);
  });

  it('shows an order live through the front', async ({ skip }) => {
    skip(!project.containers.has('front'));
    const end = new AbortController();
    const { body } = await fetch(outside('http://localhost:8080/api/live'), { signal: end.signal });
    const order = { order_id: 'ORD-live', product_id: 'iphone-15', qty: 1, amount: 100 };
    await fetch(outside('http://localhost:8080/api/orders'), {
      ...{ method: 'POST', body: JSON.stringify(order) },
      headers: { 'content-type': 'application/json' },
    });
    let seen = '';
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      seen += part;
      if (seen.includes('ORD-live')) break;
    }
    end.abort();
    expect(seen).toContain('ORD-live');
  });

  it('is read by its Prometheus, every instance of it', async ({ skip }) => {
    skip(!project.containers.has('prometheus'));
    // The seeding step is over, and workers are there with one of the engines only, so nobody is to miss them.
    const isRead = ([name, { command }]: (typeof services)[number]) =>
      command?.[0] === 'node' && name !== 'seed' && !name.startsWith('worker-');
    const all = services.filter(isRead).length;
    await until(async () => {
      const { data } = await get('http://localhost:9090/api/v1/query?query=up');
      const { result } = data as { result: { value: [number, string] }[] };
      return result.length === all && result.every(({ value }) => value[1] === '1');
    });
    const { data } = await get('http://localhost:9090/api/v1/rules');
    expect((data as { groups: unknown[] }).groups).not.toEqual([]);
  });

  it('goes on with one of each', async () => {
    for (const [name, container] of project.containers)
      if (name.endsWith('-1') && (project.containers.has('front') || name !== 'orchestrator-1'))
        container.kill();
    const order = { order_id: 'ORD-002', product_id: 'macbook-air', qty: 1, amount: 100 };
    const place = async () => {
      const { status } = await fetch(outside('http://localhost:8080/orders'), {
        ...{ method: 'POST', body: JSON.stringify(order) },
        headers: { 'content-type': 'application/json' },
      });
      return status;
    };
    // One that is dying may still have been connected to: the front says 502 then, and a client asks again.
    await expect.poll(place, { timeout: 10_000 }).toBe(202);
    expect(await ends('ORD-002')).toBe('confirmed');
  });

  it('ends within its grace, and says that all went well', async () => {
    const ended = await project.down();
    for (const [name, { command }] of services)
      if (name.endsWith('-2') && command![0] === 'node')
        expect([name, ended.get(name)]).toEqual([name, { exitCode: 0, signal: null }]);
  });
});
