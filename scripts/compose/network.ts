/**
 * Names of containers as they are on this machine: each has an address of loopback to itself, so that all listen on the
 * ports that the file says. Loopback has 16 million addresses on Linux, and one on others.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** What a container calls itself. */
const OWN = ['0.0.0.0', '127.0.0.1', 'localhost'];

export class Network {
  readonly #hosts: ReadonlyMap<string, string>;
  readonly #elsewhere: ReadonlyMap<string, string>;
  readonly #names: RegExp;

  /** `elsewhere`: `name:port` of what runs at another address, and that. */
  constructor(names: readonly string[], elsewhere: ReadonlyMap<string, string>) {
    const part = () => randomInt(1, 255);
    const net = `127.${part()}.${part()}`;
    const elsewhereOf = (name: string) => {
      const [, there] = [...elsewhere].find(([inside]) => inside.startsWith(`${name}:`)) ?? [];
      return there?.split(':')[0];
    };
    this.#hosts = new Map(names.map((name, i) => [name, elsewhereOf(name) ?? `${net}.${i + 1}`]));
    this.#elsewhere = elsewhere;
    const all = [...OWN, ...names].map((name) => name.replaceAll('.', '\\.')).join('|');
    this.#names = new RegExp(`(?<![\\w.-])(${all})(?::(\\d+))?(?![\\w.-])`, 'g');
  }

  address(name: string, port: string | number): string {
    const inside = `${name}:${port}`;
    return this.#elsewhere.get(inside) ?? `${this.#hosts.get(name)}:${port}`;
  }

  /** A text that a container is given: a name counts with a port only, since else it may be a mere word. */
  inside(self: string, text: string): string {
    return text.replaceAll(this.#names, (all, name: string, port?: string) => {
      const isOwn = OWN.includes(name);
      if (port !== undefined) return this.address(isOwn ? self : name, port);
      return isOwn ? this.#hosts.get(self)! : all;
    });
  }
}

/** Whether addresses of loopback other than the first are to be had. */
export async function hasLoopbackNet(): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(0, '127.77.77.77');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
