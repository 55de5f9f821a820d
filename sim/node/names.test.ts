import './install.ts';
import dns from 'node:dns';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Network } from '../network/network.ts';
import { World } from '../world/world.ts';
import { attachNetwork } from './sockets.ts';

async function ask<T>(code: () => Promise<T>): Promise<T> {
  const world = new World({ seed: 'a' });
  const network = new Network(world);
  attachNetwork(world, network);
  network.names.srv.set('_mongodb._tcp.db', [{ name: 'mongo-1', port: 27017, priority: 0, weight: 0 }]);
  network.names.txt.set('db', [['replicaSet=rs0']]);
  world.host('mongo-1');
  let answer: T | undefined;
  world.host('a').start(() => {
    code().then((value) => {
      answer = value;
    });
  });
  await world.run(() => false, Number.POSITIVE_INFINITY);
  expect(world.failure).toBeNull();
  return answer as T;
}

test('a host is found by its name, and its address leads back', async () => {
  const found = await ask(async () => {
    const { address, family } = await dns.promises.lookup('mongo-1');
    return [
      address,
      family,
      await promisify(dns.lookup)('mongo-1', { all: true }),
      await promisify(dns.resolve4)('mongo-1'),
      await dns.promises.reverse(address),
      (await dns.promises.lookup('localhost')).address,
      (await dns.promises.lookup('10.9.8.7')).address,
    ];
  });
  expect(found).toEqual([
    '10.0.0.1',
    4,
    [{ address: '10.0.0.1', family: 4 }],
    ['10.0.0.1'],
    ['mongo-1'],
    '127.0.0.1',
    '10.9.8.7',
  ]);
});

test('what an SRV name needs is there', async () => {
  const found = await ask(async () => [
    await dns.promises.resolveSrv('_mongodb._tcp.db'),
    await new dns.promises.Resolver().resolveTxt('db'),
  ]);
  expect(found).toEqual([[{ name: 'mongo-1', port: 27017, priority: 0, weight: 0 }], [['replicaSet=rs0']]]);
});

test('what is not there is said as Node says it', async () => {
  const errors = await ask(async () => {
    const said = ({ code, syscall, hostname }: { code: string; syscall: string; hostname: string }) =>
      `${syscall} ${code} ${hostname}`;
    return [
      await dns.promises.lookup('nobody').catch(said),
      await dns.promises.resolveSrv('nobody').catch(said),
      await dns.promises.resolveMx('mongo-1').catch(said),
    ];
  });
  expect(errors).toEqual([
    'getaddrinfo ENOTFOUND nobody',
    'querySrv ENOTFOUND nobody',
    'queryMx ENODATA mongo-1',
  ]);
});
