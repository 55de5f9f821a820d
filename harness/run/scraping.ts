/** What the processes count of themselves while it is measured: asked at its begin, and when all has come to rest. */
import {
  changeOf,
  type Family,
  isAnew,
  measuresOf,
  type Scraped,
  scrape,
  together,
} from '../metrics/index.ts';
import type { Service } from '../stack/service.ts';
import type { ScrapedProcess, ServiceMetrics } from './result.ts';

type Asked = Pick<Service, 'name' | 'url'>;
type Looks = ReadonlyMap<string, Scraped>;

interface Look {
  process: ScrapedProcess;
  /** Absent: nobody knows. */
  change?: Family[];
}

export class Scraping {
  readonly #processes: () => readonly Asked[];
  /** By instance. */
  #before: Promise<Looks> | undefined;

  constructor(processes: () => readonly Asked[]) {
    this.#processes = processes;
  }

  /** What comes from now on counts. May be called again. */
  async begin(): Promise<void> {
    this.#before = this.#ask();
    await this.#before;
  }

  /** Services that have no metrics are not in it. */
  async end(): Promise<ServiceMetrics[]> {
    if (!this.#before) return [];
    const before = await this.#before;
    const after = await this.#ask();
    const services = [...new Set([...before.keys()].map(serviceOf))];
    return services.flatMap((service) => {
      const instances = [...before.keys()].filter((instance) => serviceOf(instance) === service);
      const hasMetrics = instances.some((name) => [before, after].some((of) => of.get(name)?.is === 'told'));
      if (!hasMetrics) return [];
      const looks = instances.map((name) => lookAt(name, before.get(name)!, after.get(name)!));
      const changes = looks.flatMap(({ change }) => (change ? [change] : []));
      return [
        { service, processes: looks.map(({ process }) => process), measures: measuresOf(together(changes)) },
      ];
    });
  }

  async #ask(): Promise<Looks> {
    const asked = this.#processes().map(async ({ name, url }) =>
      url === null ? [] : [[name, await scrape(url)] as const],
    );
    return new Map((await Promise.all(asked)).flat());
  }
}

const serviceOf = (instance: string): string => instance.replace(/-\d+$/, '');

function lookAt(instance: string, before: Scraped, after: Scraped): Look {
  const nobodyKnows = (why: string): Look => ({
    process: { instance, flaw: `not in these figures: ${why}`, bytes: null, tookMs: null },
  });
  if (after.is !== 'told') return nobodyKnows(after.is === 'silent' ? after.why : 'it has no metrics');
  if (before.is !== 'told')
    return nobodyKnows(`at the begin ${before.is === 'silent' ? before.why : 'it had no metrics'}`);
  const { bytes, tookMs, families } = after;
  const flaw = isAnew(before.families, families)
    ? 'began anew: what it did before is not in these figures'
    : null;
  return { process: { instance, flaw, bytes, tookMs }, change: changeOf(before.families, families) };
}
