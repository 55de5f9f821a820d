/** `dns` in a host knows the hosts of its world, and the records that the world has. */
import dns from 'node:dns';
import { isIP } from 'node:net';
import { addressOf } from '../network/names.ts';
import type { Host } from '../world/host.ts';
import { runtime } from '../world/runtime.ts';
import { later, SHORT_US } from './offthread/later.ts';
import { networkOf } from './sockets.ts';

type AnyFunction = (...args: unknown[]) => unknown;
type Callback = (error: Error | null, ...results: unknown[]) => void;
interface LookupOptions {
  all?: boolean;
  family?: number | string;
}

const notFound = (code: string, syscall: string, hostname: string): Error =>
  Object.assign(new Error(`${syscall} ${code} ${hostname}`), {
    ...(syscall === 'getaddrinfo' && { errno: -3008 }),
    code,
    syscall,
    hostname,
  });

const hostNamed = (name: string, asker: Host): Host | undefined => networkOf(asker).names.host(name, asker);

/** What `lookup` gives: an address and its family, or all of them. */
function lookup(asker: Host, name: string, given?: LookupOptions | number): unknown[] {
  const options = typeof given === 'object' && given !== null ? given : { family: given ?? 0 };
  const address = isIP(name) ? name : addressFor(name, asker);
  const wanted = Number(String(options.family ?? 0).replace('IPv', ''));
  const family = address ? isIP(address) : 0;
  if (!address || (wanted && wanted !== family)) throw notFound('ENOTFOUND', 'getaddrinfo', name);
  return options.all ? [[{ address, family }]] : [address, family];
}

function addressFor(name: string, asker: Host): string | undefined {
  if (name === 'localhost') return '127.0.0.1';
  const host = hostNamed(name, asker);
  return host && addressOf(host);
}

/** What each kind of record is, for those that a world has; of any other there is none. */
function records(asker: Host, kind: string, name: string): unknown {
  const { names } = networkOf(asker);
  const found = {
    A: () => addressRecord(asker, name),
    SRV: () => names.srv.get(name),
    TXT: () => names.txt.get(name),
  };
  const answer = found[kind as keyof typeof found]?.();
  if (answer) return answer;
  const code = hostNamed(name, asker) ? 'ENODATA' : 'ENOTFOUND';
  throw notFound(code, `query${kind[0]}${kind.slice(1).toLowerCase()}`, name);
}

function addressRecord(asker: Host, name: string): string[] | undefined {
  const address = addressFor(name, asker);
  return address === undefined ? undefined : [address];
}

function reverse(asker: Host, address: string): string[] {
  const host = hostNamed(address, asker);
  if (!host) throw notFound('ENOTFOUND', 'getHostByAddr', address);
  return [host.name];
}

const KINDS = ['Any', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Soa', 'Srv', 'Tlsa', 'Txt'];

/** Each question, as results for a callback. */
const questions: Record<string, (asker: Host, ...args: never[]) => unknown[]> = {
  lookup,
  resolve: (asker: Host, name: string, kind = 'A') => [
    records(asker, typeof kind === 'string' ? kind : 'A', name),
  ],
  resolve4: (asker: Host, name: string) => [records(asker, 'A', name)],
  resolve6: (asker: Host, name: string) => [records(asker, 'AAAA', name)],
  reverse: (asker: Host, address: string) => [reverse(asker, address)],
  lookupService: (asker: Host, address: string, port: number) => [reverse(asker, address)[0], String(port)],
};
for (const kind of KINDS) {
  questions[`resolve${kind}`] = (asker: Host, name: string) => [records(asker, kind.toUpperCase(), name)];
}

export function installNames(): void {
  for (const [name, ask] of Object.entries(questions)) {
    const answer = ask as (asker: Host, ...args: unknown[]) => unknown[];
    for (const owner of [dns, dns.Resolver.prototype]) inHosts(owner, name, byCallback(name, answer));
    for (const owner of [dns.promises, dns.promises.Resolver.prototype])
      inHosts(owner, name, byPromise(name, answer));
  }
}

function inHosts(owner: object, name: string, virtual: AnyFunction): void {
  const target = owner as Record<string, AnyFunction>;
  const real = target[name];
  if (typeof real !== 'function') return;
  const either = function (this: unknown, ...args: unknown[]) {
    return runtime.host ? virtual(...args) : real.apply(this, args);
  };
  const { prototype: _none, ...attributes } = Object.getOwnPropertyDescriptors(real);
  target[name] = Object.defineProperties(either, attributes);
}

type Answer = (asker: Host, ...args: unknown[]) => unknown[];

/** The question is answered as things stand when it is asked. */
function byCallback(name: string, answer: Answer): AnyFunction {
  return (...args) => {
    const callback = args.pop() as Callback;
    let end: () => void;
    try {
      const results = answer(runtime.host!, ...args);
      end = () => callback(null, ...results);
    } catch (error) {
      end = () => callback(error as Error);
    }
    later('dns', `${name} ${args[0]}`, SHORT_US, end);
    return {};
  };
}

/** What a promise gives of two results. */
const TWO: Record<string, [string, string]> = {
  lookup: ['address', 'family'],
  lookupService: ['hostname', 'service'],
};

function byPromise(name: string, answer: Answer): AnyFunction {
  const ask = byCallback(name, answer);
  return (...args) =>
    new Promise((resolve, reject) => {
      ask(...args, (error: Error | null, ...results: unknown[]) => {
        const two = TWO[name];
        if (error) reject(error);
        else
          resolve(two && results.length === 2 ? { [two[0]]: results[0], [two[1]]: results[1] } : results[0]);
      });
    });
}
