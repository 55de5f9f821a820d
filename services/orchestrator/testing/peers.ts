/** Inventory and payment as a test has them: each order is answered as was said, else all is done; and what was asked is kept. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Step } from '../saga.ts';

/** `lost`: no reply, whatever was done. `held`: none until `letGo`. Or a refusal. */
export type Answer = 'done' | 'lost' | 'held' | { refuses: string };

export class Peers {
  readonly #server = http.createServer((request, reply) => void this.#answer(request, reply));
  /** Answers to come, by order and step. */
  readonly #plans = new Map<string, Answer[]>();
  readonly #asked = new Map<string, Step[]>();
  readonly #held = new Set<http.ServerResponse>();

  /** Its URL. It is every instance of both. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The first tries of a step are answered so; those after them are done. */
  plan(orderId: string, step: Step, ...answers: Answer[]): void {
    this.#plans.set(`${orderId} ${step}`, answers);
  }

  /** The steps that were asked for an order, each try of them. */
  asked(orderId: string): Step[] {
    return this.#asked.get(orderId) ?? [];
  }

  letGo(): void {
    for (const reply of this.#held) reply.destroy();
    this.#held.clear();
  }

  async #answer(request: http.IncomingMessage, reply: http.ServerResponse): Promise<void> {
    if (request.method === 'GET') return void reply.end('{}');
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const orderId: string = JSON.parse(body).order_id;
    const step = request.url!.slice(1) as Step;
    this.#asked.set(orderId, [...this.asked(orderId), step]);
    const answer = this.#plans.get(`${orderId} ${step}`)?.shift() ?? 'done';
    if (answer === 'lost') reply.destroy();
    else if (answer === 'held') this.#held.add(reply);
    else if (answer === 'done') reply.end('{}');
    else reply.writeHead(409).end(JSON.stringify({ error: answer.refuses }));
  }
}
