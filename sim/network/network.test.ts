import '../node/install.ts';
import net from 'node:net';
import { expect, test } from 'vitest';
import { attachNetwork } from '../node/sockets.ts';
import { World } from '../world/world.ts';
import { Network } from './network.ts';
import type { Rule, Segment } from './rules.ts';

/** A server that echoes, a client that talks to it, and a record of what each saw when. */
function echo(
  during: (tools: { world: World; network: Network; socket: () => net.Socket }) => void = () => {},
  { say = [0], rule }: { say?: number[]; rule?: Rule } = {},
) {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  network.link = { latencyUs: 1000, jitterUs: 0 };
  attachNetwork(world, network);
  const seen: string[] = [];
  const note = (what: string) => seen.push(`${Math.round(world.nowMs)} ${what}`);
  let socket!: net.Socket;
  if (rule) network.impose(rule);
  world.host('server').start(() => {
    const server = net.createServer((peer) => {
      peer.on('data', (data) => {
        note(`server got ${data}`);
        peer.write(data);
      });
      peer.on('error', (e) => note(`server ${(e as NodeJS.ErrnoException).code}`));
      peer.on('close', () => note('server closed'));
    });
    server.listen(5000, () => note(`listening ${JSON.stringify(server.address())}`));
  });
  world.after(10, 'begin', () =>
    world.host('client').start(() => {
      socket = net.connect(5000, 'server');
      socket.on('connect', () => note('connected'));
      socket.on('data', (data) => note(`client got ${data}`));
      socket.on('error', (e) => note(`client ${(e as NodeJS.ErrnoException).code}`));
      socket.on('close', () => note('client closed'));
      for (const ms of say) setTimeout(() => socket.write(`hi${ms}`), ms);
    }),
  );
  during({ world, network, socket: () => socket });
  return { seen, network, done: world.run(() => false, Number.POSITIVE_INFINITY).then(() => seen) };
}

const data = (s: Segment) => s.kind === 'data';

test('bytes travel with the latency of the link, both ways', async () => {
  const { done } = echo();
  expect(await done).toEqual([
    '0 listening {"address":"server","family":"IPv4","port":5000}',
    '12 connected',
    '13 server got hi0',
    '14 client got hi0',
  ]);
});

test('a delayed segment holds up those behind it: TCP keeps order', async () => {
  let first = true;
  const rule: Rule = (s) => {
    if (!data(s) || s.fromServer || !first) return undefined;
    first = false;
    return { kind: 'delay', us: 50_000 };
  };
  const { done } = echo(undefined, { say: [0, 5], rule });
  expect((await done).filter((s) => s.includes('server got'))).toEqual([
    '63 server got hi0',
    '63 server got hi5',
  ]);
});

test('a sender that is hung up on sees a reset at once, and what it sent arrives late', async () => {
  const rule: Rule = (s) =>
    data(s) && !s.fromServer ? { kind: 'delay', us: 50_000, hangUp: true } : undefined;
  const { done } = echo(undefined, { rule });
  const seen = await done;
  expect(seen.slice(2, 5)).toEqual(['13 client ECONNRESET', '13 client closed', '63 server got hi0']);
  expect(seen.at(-1)).toMatch(/server closed/);
});

test('traffic is counted by who called, servers that call each other too', async () => {
  const { network, done } = echo(({ world }) => {
    world.after(5, 'call', () => {
      world.host('other').start(() => {
        net.createServer().listen(5000);
        net.connect(5000, 'server').write('abc');
      });
    });
  });
  await done;
  const { callers, arrivedByUs } = network.traffic.get(5000)!;
  const counts = [...callers].map(([host, count]) => [host.name, count]);
  expect(Object.fromEntries(counts)).toEqual({
    client: { requests: 1, bytes: 6 },
    other: { requests: 1, bytes: 6 },
  });
  expect(arrivedByUs).toBe(14_000);
});

test('the end of a stream is seen by the peer', async () => {
  const { done } = echo(({ world, socket }) => {
    world.at(30_000, world.host('client'), 'end', '', () => socket().end());
  });
  expect((await done).slice(-2).sort()).toEqual(['31 server closed', '32 client closed']);
});

test('a crash shows to the peer as a reset, or not at all until the machine is back', async () => {
  const crash = (peersSeeReset: boolean) =>
    echo(
      ({ world }) => {
        world.after(20, 'crash', () => world.host('server').crash(peersSeeReset));
        world.after(5000, 'restart', () => world.host('server').start(() => {}));
      },
      { say: [0, 100] },
    ).done;
  expect((await crash(true)).slice(-2)).toEqual(['21 client ECONNRESET', '21 client closed']);
  const silent = await crash(false);
  expect(silent.at(-1)).toMatch(/^5\d\d\d client closed$/);
  expect(silent.at(-2)).toMatch(/ECONNRESET/);
});

test('nobody listening refuses; nobody there is silence until the caller gives up', async () => {
  const refused = echo(({ world }) => world.after(5, 'crash', () => world.host('server').crash(true)));
  expect((await refused.done).slice(-2)).toEqual(['12 client ECONNREFUSED', '12 client closed']);
  const silent = echo(({ world }) => world.after(5, 'crash', () => world.host('server').crash(false)));
  expect((await silent.done).at(-2)).toMatch(/^6\d{4} client ETIMEDOUT$/);
});

test('what a partition holds arrives after it heals; one way, the other way is free', async () => {
  const cut = (rule: Rule) =>
    echo(
      ({ world, network }) => {
        let heal = () => {};
        world.after(15, 'cut', () => {
          heal = network.impose(rule);
        });
        world.after(1000, 'heal', () => heal());
      },
      { say: [20] },
    ).done;
  const request = (await cut((s) => (s.fromServer ? undefined : { kind: 'hold' }))).slice(-2);
  expect(request[0]).toMatch(/^1[012]\d\d server got/);
  const reply = (await cut((s) => (s.fromServer ? { kind: 'hold' } : undefined))).slice(-2);
  expect(reply[0]).toMatch(/^3\d server got/);
  expect(reply[1]).toMatch(/^1[012]\d\d client got/);
});

test('a reset between the arrival of a request and its reply loses the reply', async () => {
  const { done } = echo(undefined, {
    rule: (s) => (data(s) && s.fromServer ? { kind: 'reset' } : undefined),
  });
  const seen = await done;
  expect(seen).toContain('13 server got hi0');
  expect(seen.some((s) => s.includes('client got'))).toBe(false);
  expect(seen).toContain('13 client ECONNRESET');
  expect(seen).toContain('13 server ECONNRESET');
});

test('a paused process has its connections accepted and its data kept', async () => {
  const { done } = echo(({ world }) => {
    world.after(5, 'pause', () => world.host('server').pause());
    world.after(500, 'resume', () => world.host('server').resume());
  });
  expect((await done).slice(1)).toEqual(['12 connected', '500 server got hi0', '501 client got hi0']);
});

test('what comes for a socket that was closed meanwhile is dropped, and the peer learns of it', async () => {
  const { done } = echo(
    ({ world, socket }) => world.at(13_500, world.host('client'), 'destroy', '', () => socket().destroy()),
    { say: [0] },
  );
  const seen = await done;
  expect(seen.some((s) => s.includes('client got'))).toBe(false);
  expect(seen.at(-1)).toMatch(/server closed$/);
});

test('two listeners cannot share a port', async () => {
  const world = new World({ seed: 'a' });
  attachNetwork(world, new Network(world));
  let code = '';
  world.host('a').start(() => {
    net.createServer().listen(1, () => {
      const second = net.createServer();
      second.on('error', (e: NodeJS.ErrnoException) => {
        code = e.code!;
      });
      second.listen(1);
    });
  });
  await world.run(() => false, Number.POSITIVE_INFINITY);
  expect(code).toBe('EADDRINUSE');
});

test('a server takes as many connections as it says, and the next once one of them is over', async () => {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  network.link = { latencyUs: 1000, jitterUs: 0 };
  attachNetwork(world, network);
  const seen: string[] = [];
  world.host('server').start(() => {
    const server = net.createServer((socket) => socket.on('error', () => {}).write('hello'));
    server.maxConnections = 2;
    server.on('drop', (from) => seen.push(`dropped ${from?.remoteAddress}`));
    server.listen(5000);
  });
  world.after(10, 'begin', () =>
    world.host('client').start(() => {
      const call = (name: string) => {
        const socket = net.connect(5000, 'server');
        socket.on('data', (data) => seen.push(`${name} ${data}`));
        socket.on('close', () => seen.push(`${name} closed`));
        socket.on('error', () => {});
        return socket;
      };
      const first = call('first');
      call('second');
      setTimeout(() => call('third'), 10);
      setTimeout(() => first.end(), 20);
      setTimeout(() => call('fourth'), 30);
    }),
  );
  await world.run(() => false, 1_000_000);
  expect(seen).toEqual([
    'first hello',
    'second hello',
    'dropped client',
    'third closed',
    'first closed',
    'fourth hello',
  ]);
});
