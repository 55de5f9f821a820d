/** The page of a scenario, where it has one: a process beside the services, and what it sees them by. */
import path from 'node:path';
import { MongoClient } from 'mongodb';
import type { PageSpec } from '../scenario/live.ts';
import type { ScenarioFile } from '../scenario/load.ts';
import { type Ended, endedSentence } from '../stack/child.ts';
import { freePort } from '../stack/ports.ts';
import { Service } from '../stack/service.ts';
import type { Stack } from '../stack/stack.ts';
import { Control } from './control.ts';
import { LiveInvariants } from './invariants.ts';

export interface PageOptions {
  of: ScenarioFile;
  spec: PageSpec;
  stack: Stack;
  mongoUri: string;
  onLine(line: string): void;
  /** It ended though nobody ended it. */
  onDeath(how: string): void;
}

const HOST = '127.0.0.1';
const CLIENT = { serverSelectionTimeoutMS: 5000 };

export class Page {
  readonly url: string;
  /** Where Prometheus reads what is judged. */
  readonly metricsUrl: string;
  readonly #stops: (() => Promise<unknown>)[];

  private constructor(url: string, metricsUrl: string, stops: (() => Promise<unknown>)[]) {
    this.url = url;
    this.metricsUrl = metricsUrl;
    this.#stops = stops;
  }

  /** Resolves when it is up. Rejects with one line, and leaves nothing behind, when it does not come up. */
  static async start({ of, spec, stack, mongoUri, onLine, onDeath }: PageOptions): Promise<Page> {
    const stops: (() => Promise<unknown>)[] = [];
    try {
      const client = new MongoClient(mongoUri, CLIENT);
      stops.unshift(() => client.close());
      const invariants = new LiveInvariants(of.scenario);
      stops.unshift(() => invariants.stop());
      await invariants.start(client);
      const control = new Control({ processes: stack.services, invariants });
      stops.unshift(() => control.close());
      const [pagePort = 0, controlPort] = stack.nextPorts(2);
      const controlUrl = await control.listen(controlPort);
      const port = pagePort || (await freePort(new Set()));
      const urls = (service: string) => stack.urlsOf(service);
      const service = new Service({
        ...{ name: 'page', entry: path.resolve(of.root, spec.entry), cwd: of.root, port, onLine },
        env: spec.env({ host: HOST, port, mongoUri, urls, controlUrl }),
        onDeath: (how: Ended) => onDeath(endedSentence(how)),
      });
      stops.unshift(() => service.stop());
      await service.start();
      return new Page(service.url!, new URL('/metrics', controlUrl).href, stops);
    } catch (error) {
      await stopAll(stops);
      throw error;
    }
  }

  stop(): Promise<void> {
    return stopAll(this.#stops);
  }
}

async function stopAll(stops: (() => Promise<unknown>)[]): Promise<void> {
  for (const stop of stops) await stop();
}
