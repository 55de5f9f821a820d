import { afterAll, expect, test } from 'vitest';
import { Project, runPrograms } from '../node/process/lab.ts';

const projects: Project[] = [];
afterAll(() => {
  for (const made of projects) made.remove();
});

async function run(source: string, hosts = ['a']) {
  const made = new Project({ 'main.mjs': source });
  projects.push(made);
  const program = await made.bundle('main.mjs');
  return runPrograms({
    programs: Object.fromEntries(hosts.map((host) => [host, program])),
    checkOwners: true,
  });
}

const HEAD = `import { AsyncLocalStorage } from 'node:async_hooks';
  const storage = new AsyncLocalStorage();
  const seen = () => storage.getStore() ?? 'none';`;

test('code runs in the context of whoever scheduled it', async () => {
  const { lines, failure } = await run(`${HEAD}
    import { readFile } from 'node:fs';
    import dns from 'node:dns';
    import { gzip, gunzip, gzipSync } from 'node:zlib';
    import { setTimeout as pause } from 'node:timers/promises';
    const ways = {
      timeout: (then) => setTimeout(then, 5),
      immediate: (then) => setImmediate(then),
      tick: (then) => process.nextTick(then),
      zlib: (then) => gunzip(gzipSync('a'), then),
      file: (then) => readFile(process.argv[1], then),
      dns: (then) => dns.lookup('localhost', then),
      promise: (then) => pause(3).then(then),
      interval: (then) => { const timer = setInterval(() => { clearInterval(timer); then(); }, 2); },
    };
    setInterval(() => { if (seen() !== 'none') console.log('strange: ' + seen()); }, 1);
    for (const [name, way] of Object.entries(ways))
      storage.run(name, () => way(() => { if (seen() !== name) console.log(name + ' saw ' + seen()); else console.log('ok'); }));`);
  expect(failure).toBeNull();
  expect(lines).toEqual(Array(8).fill('a: ok'));
});

test('a timer keeps the context it was made in, whoever refreshes it', async () => {
  const { lines } = await run(`${HEAD}
    const timer = storage.run('maker', () => setTimeout(() => console.log(seen()), 10));
    storage.run('other', () => setTimeout(() => timer.refresh(), 5));`);
  expect(lines).toEqual(['a: maker']);
});

test('a timer that was made before anyone used a storage has nothing of who refreshes it', async () => {
  const { lines } = await run(`${HEAD}
    const timer = setTimeout(() => console.log(seen()), 10);
    storage.run('other', () => setTimeout(() => timer.refresh(), 5));`);
  expect(lines).toEqual(['a: none']);
});

test('what is entered at the top of an event ends with what it sets off, and is no other host’s', async () => {
  const { lines } = await run(
    `${HEAD}
    setTimeout(() => { storage.enterWith(process.pid); setTimeout(() => console.log(seen() === process.pid), 3); }, 1);
    setTimeout(() => console.log(seen()), 2);`,
    ['a', 'b'],
  );
  expect([...lines].sort()).toEqual(['a: none', 'a: true', 'b: none', 'b: true']);
});

test('a socket is heard in the context of whoever called; one that was accepted, of whoever listened', async () => {
  const { lines } = await run(`${HEAD}
    import net from 'node:net';
    const server = net.createServer((socket) => {
      console.log('accepted by ' + seen());
      socket.on('data', (data) => storage.run('answer', () => socket.end(data + ' heard by ' + seen())));
    });
    storage.run('listener', () => server.listen(3000));
    server.on('listening', () => {
      const socket = storage.run('caller', () => net.connect(3000));
      socket.on('connect', () => { console.log('connected as ' + seen()); storage.run('writer', () => socket.write('hello')); });
      socket.on('data', (data) => console.log(String(data), seen()));
      socket.on('close', () => console.log('closed for ' + seen()));
    });`);
  expect(lines).toEqual([
    'a: accepted by listener',
    'a: connected as caller',
    'a: hello heard by answer caller',
    'a: closed for caller',
  ]);
});
