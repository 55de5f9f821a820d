/** What can be told of `compose.yaml` and the images by reading them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { basesOf, ignoredBy, stagesOf } from './dockerfile.ts';
import { activeServices, graceMs, mounts, readComposeFile, root, type Service } from './file.ts';
import { Network } from './network.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const { services, volumes } = readComposeFile({});
const all = Object.entries(services);
const isOwn = ({ image }: Service) => image.startsWith('groundhog-shop:');
const own = all.filter(([, service]) => isOwn(service));
const PINNED = /^[\w./-]+:[\w.-]*\d+\.\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$/;

test('every image is pinned, or built here and pulled from nowhere', () => {
  const others = all.filter(([, service]) => !isOwn(service)).map(([, { image }]) => image);
  for (const image of [...others, ...basesOf('Dockerfile'), ...basesOf('config/k8s/Dockerfile')])
    expect(image).toMatch(PINNED);
  const builders = own.filter(([, { build }]) => build);
  expect(builders.map(([name]) => name)).toEqual(['seed']);
  for (const [name, { pull_policy, build }] of own)
    expect([name, pull_policy]).toEqual([name, build ? 'build' : 'never']);
});

test('an engine has an image and services of its own', () => {
  const stages = stagesOf('Dockerfile').map(({ name }) => name);
  for (const ENGINE of [undefined, 'temporal']) {
    const active = new Map(activeServices({ ENGINE }));
    const { image, environment } = active.get('orchestrator-1')!;
    const engine = ENGINE ?? 'saga';
    expect([image, environment!.ENGINE]).toEqual([`groundhog-shop:${engine}`, engine]);
    expect(stages).toContain(active.get('seed')!.build!.target);
    expect(active.has('worker-1')).toBe(ENGINE === 'temporal');
  }
});

test('who is waited for is there, and says when it is well or done', () => {
  for (const [name, { depends_on = {} }] of all)
    for (const [on, { condition }] of Object.entries(depends_on)) {
      const target = services[on]!;
      // Whoever is started again is never done.
      const says =
        condition === 'service_healthy' ? target?.healthcheck !== undefined : target?.restart === undefined;
      expect([name, on, says]).toEqual([name, on, true]);
    }
  for (const [name, { restart, healthcheck }] of all)
    expect([name, restart, healthcheck !== undefined]).toEqual(
      name === 'seed' ? [name, undefined, false] : [name, 'unless-stopped', true],
    );
});

test('every port is published on loopback, once, and those of the demo are there', () => {
  const published = all.flatMap(([name, { ports = [] }]) =>
    ports.map((port) => {
      const [, at] = /^127\.0\.0\.1:(\d+):\1$/.exec(port) ?? [];
      return [Number(at), name];
    }),
  );
  expect(Object.fromEntries(published)).toEqual({
    3000: 'grafana',
    8000: 'temporal',
    8080: 'front',
    9090: 'prometheus',
    27017: 'mongo',
  });
  expect(published).toHaveLength(5);
});

test('there is no secret in it', () => {
  for (const [name, { environment = {}, command = [] }] of all) {
    expect([name, Object.keys(environment).filter((one) => /pass|secret|token|_key/i.test(one))]).toEqual([
      name,
      [],
    ]);
    for (const value of [...Object.values(environment), ...command]) expect(value).not.toMatch(/:\/\/[^/]*@/);
  }
});

test('every file it names is there, nobody can write to one, and every volume is used', () => {
  const all = Object.values(services).flatMap(mounts);
  for (const { source, isNamed } of all)
    if (!isNamed) expect([source, existsSync(path.join(root, source))]).toEqual([source, true]);
  const files = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.filter((one) => one.startsWith('.')),
  );
  for (const file of files) expect(file).toMatch(/:ro$/);
  expect(all.flatMap(({ source, isNamed }) => (isNamed ? [source] : []))).toEqual(Object.keys(volumes));
});

/** Of the services' code, what is read of the environment. */
function namesRead(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:main|engines|healthy)\.ts$/.test(file))
    .flatMap((file) => [...read(path.join(folder, file)).matchAll(/\b[A-Z]{2,}(?:_[A-Z]+)*\b/g)])
    .map(([name]) => name);
}

test('services are told what they read, and nothing that would let them strike', () => {
  const known = new Set(namesRead('services'));
  // Read by what is not here yet.
  for (const [name, { environment = {} }] of own) {
    expect([name, Object.keys(environment).filter((one) => !known.has(one))]).toEqual([name, []]);
    expect(environment).not.toHaveProperty('CONTROL_URL');
    expect(environment).not.toHaveProperty('ALLOW_BEHAVIOUR');
  }
});

test('of every service there are two, each under its own name, and whoever asks knows both', () => {
  const names = readdirSync(path.join(root, 'services')).filter(
    (name) => name !== 'common' && existsSync(path.join(root, 'services', name, 'main.ts')),
  );
  expect(names).toHaveLength(6);
  const targets = parse(read('config/compose/targets.yml')) as {
    targets: string[];
    labels: { job: string };
  }[];
  expect(targets.map(({ labels }) => labels.job).sort()).toEqual(names.sort());
  for (const name of names) {
    const both = [`${name}-1`, `${name}-2`];
    for (const instance of both) {
      const { command, environment } = services[instance]!;
      expect(command).toEqual(['node', `services/${name}/main.ts`]);
      expect(environment).toMatchObject({ INSTANCE: instance, HOST: '0.0.0.0', PORT: '3000' });
      const urls = environment![`${name.toUpperCase()}_URLS`];
      if (name !== 'web') expect(urls).toBe(both.map((one) => `http://${one}:3000`).join());
    }
    const { targets: read } = targets.find(({ labels }) => labels.job === name)!;
    expect(read).toEqual(both.map((one) => `${one}:3000`));
  }
  const front = [...read('config/compose/Caddyfile').matchAll(/[\w-]+-\d:3000/g)].map(([name]) => name);
  expect(front).toEqual(['web-1:3000', 'web-2:3000', 'orchestrator-1:3000', 'orchestrator-2:3000']);
});

test('Temporal knows by what orders are found', () => {
  const known = read('services/orchestrator/temporal/search-attributes.ts');
  const wanted = [...known.matchAll(/defineSearchAttributeKey\('(\w+)', 'KEYWORD'\)/g)].map(
    ([, name]) => name,
  );
  expect(wanted.length).toBeGreaterThan(0);
  const flags = services.temporal!.command!.filter((flag) => flag.startsWith('--search-attribute='));
  expect(flags).toEqual(wanted.map((name) => `--search-attribute=${name}=Keyword`));
});

test('a service has longer to close than it takes', () => {
  const [, seconds] = /who is asked to end does so in ([\d.]+) s/.exec(read('docs/shop.md'))!;
  for (const [name, service] of own)
    if (name !== 'seed') expect(graceMs(service)).toBeGreaterThan(Number(seconds) * 1000);
});

test('a replica set is begun under the name by which services know it', () => {
  const script = read('config/compose/mongo.js');
  const [, set, host] = /_id: '(\w+)', members: \[\{ _id: 0, host: '([\w:]+)' \}\]/.exec(script)!;
  expect(services.mongo!.command).toEqual(['mongod', '--replSet', set, '--bind_ip_all']);
  const uri = `mongodb://${host}/?replicaSet=${set}`;
  for (const [, { environment, command }] of own)
    expect(environment ? environment.MONGO_URI : command!.at(-1)).toBe(uri);
});

test('what is left out of images is so by the rules of .dockerignore', () => {
  const isIgnored = ignoredBy('# a comment\n.git\n**/node_modules\n**/*.test.ts\nreports/out\n*.log\n');
  for (const file of [
    '.git/config',
    'node_modules/a',
    'a/b/node_modules/c',
    'x.test.ts',
    'a/x.test.ts',
    'reports/out/1',
    'a.log',
  ])
    expect([file, isIgnored(file)]).toEqual([file, true]);
  for (const file of ['.github/a', 'my_node_modules', 'a.test.tsx', 'src/reports/out', 'a/b.log', 'reports'])
    expect([file, isIgnored(file)]).toEqual([file, false]);
});

test('names of containers are told from words', () => {
  const network = new Network(['web-1', 'mongo'], new Map([['mongo:27017', '127.0.0.1:4321']]));
  const web = network.address('web-1', 3000);
  expect(network.inside('web-1', 'http://web-1:3000,http://localhost:3000/web-1')).toBe(
    `http://${web},http://${web}/web-1`,
  );
  expect(network.inside('web-1', 'mongodb://mongo:27017/?a=0.0.0.0')).toBe(
    `mongodb://127.0.0.1:4321/?a=${web.split(':')[0]}`,
  );
  expect(network.inside('web-1', 'my-web-1:3000 INSTANCE=web-1')).toBe('my-web-1:3000 INSTANCE=web-1');
});

const compose = ['docker', 'docker-compose'].find(
  (program) => spawnSync(program, [...(program === 'docker' ? ['compose'] : []), 'version']).status === 0,
);
if (!compose) console.log('skipped: no Docker Compose, so it is not asked about compose.yaml');

test.runIf(compose)('Docker Compose understands it as it is understood here', () => {
  for (const ENGINE of ['saga', 'temporal']) {
    const args = [...(compose === 'docker' ? ['compose'] : []), 'config', '--format', 'json'];
    const asked = spawnSync(compose!, args, { cwd: root, env: { ...process.env, ENGINE }, encoding: 'utf8' });
    expect(asked.stderr).toBe('');
    const understood = JSON.parse(asked.stdout) as { services: Record<string, Service> };
    const active = activeServices({ ENGINE });
    expect(Object.keys(understood.services).sort()).toEqual(active.map(([name]) => name).sort());
    for (const [name, { image, environment, command }] of active)
      expect(understood.services[name]).toMatchObject({
        image,
        ...(environment && { environment }),
        ...(command && { command }),
      });
  }
});

test('the images take no file that is not of the project', () => {
  for (const { instructions } of [...stagesOf('Dockerfile'), ...stagesOf('config/k8s/Dockerfile')])
    for (const { name, rest } of instructions) {
      if (name !== 'COPY' || rest.startsWith('--from=')) continue;
      for (const file of rest.split(' ').slice(0, -1)) {
        expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
      }
    }
});
