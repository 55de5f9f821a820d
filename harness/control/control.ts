/**
 * What a page may see and do of a stack on this machine: its processes, which it may kill, pause and bring back, and the
 * scenario's invariants. Plain HTTP on loopback, for whoever knows the key, which is new each time.
 *
 *     GET  /KEY/state                   all of it (`ControlState`)
 *     GET  /KEY/events                  the same as server-sent events, each time that it changes
 *     POST /KEY/processes/NAME/DEED     kill, pause, resume, restart
 *     GET  /metrics                     what is judged, for Prometheus, who strikes nothing and needs no key
 *
 * Each but a deed answers 200; a deed 204, 404 for a name that is none, 409 with a line where it makes no sense.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../stack/service.ts';
import type { InvariantState, Judging } from './judging.ts';
import { CONTENT_TYPE, metricsOf } from './metrics.ts';

export interface ControlState {
  processes: { name: string; service: string; url: string | null; state: Service['state'] }[];
  invariants: InvariantState[];
  /** Why nothing is judged any more; null: all is. */
  failure: string | null;
}

type Process = Pick<Service, 'name' | 'url' | 'state' | 'pause' | 'resume' | 'crash' | 'restart'>;

export interface Controlled {
  processes: readonly Process[];
  invariants: Judging;
}

const HOST = '127.0.0.1';
/** How often it is looked whether anything has changed. */
const LOOK_MS = 300;

type Deed = (process: Process) => Promise<void> | void;

/** With the states in which each makes sense. */
const DEEDS: Record<string, { when: readonly Service['state'][]; does: Deed }> = {
  kill: { when: ['up', 'paused'], does: (process) => process.crash() },
  pause: { when: ['up'], does: (process) => process.pause() },
  resume: { when: ['paused'], does: (process) => process.resume() },
  restart: {
    when: ['up', 'paused', 'down'],
    does: async (process) => {
      await process.crash();
      await process.restart();
    },
  },
};

export class Control {
  readonly #controlled: Controlled;
  readonly #key = randomBytes(16).toString('hex');
  readonly #server: http.Server;

  constructor(controlled: Controlled) {
    this.#controlled = controlled;
    this.#server = http.createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(409).end(error.message);
      });
    });
  }

  /** Where it is, with its key as the first part of the path. Port 0 takes a free one. */
  async listen(port = 0): Promise<string> {
    this.#server.listen(port, HOST);
    await once(this.#server, 'listening');
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}/${this.#key}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  state(): ControlState {
    const { processes, invariants } = this.#controlled;
    return {
      processes: processes.map(({ name, url, state }) => ({
        ...{ name, url, state },
        service: name.replace(/-\d+$/, ''),
      })),
      invariants: invariants.states(),
      failure: invariants.failure,
    };
  }

  async #answer({ method, url = '' }: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (method === 'GET' && url === '/metrics') {
      const text = await metricsOf(this.#controlled.invariants);
      return void response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(text);
    }
    const [, key, what, name, deed, ...rest] = url.split('/');
    if (key !== this.#key || rest.length > 0) return void response.writeHead(404).end();
    if (method === 'GET' && name === undefined) {
      if (what === 'state') return void sendJson(response, this.state());
      if (what === 'events') return this.#stream(response);
    }
    const process = this.#controlled.processes.find((one) => one.name === name);
    const known = DEEDS[deed ?? ''];
    if (method !== 'POST' || what !== 'processes' || !process || !known)
      return void response.writeHead(404).end();
    if (!known.when.includes(process.state)) throw new Error(`${name} is ${process.state}`);
    await known.does(process);
    response.writeHead(204).end();
  }

  #stream(response: http.ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let told = '';
    const look = () => {
      const state = JSON.stringify(this.state());
      if (state !== told) response.write(`data: ${state}\n\n`);
      told = state;
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    response.on('close', () => clearInterval(timer));
  }
}

function sendJson(response: http.ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
