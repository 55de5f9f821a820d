/** One service under 10,000 bad callers for 30 s: what it costs it, and what a good customer notices. */
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { median } from '../../harness/median.ts';
import { Child, endedSentence } from '../../harness/stack/child.ts';
import { startModel } from '../../harness/stack/model.ts';
import { freePort } from '../../harness/stack/ports.ts';
import { Service } from '../../harness/stack/service.ts';
import { ALL_COLLECTIONS, ensureCollections, seedProducts } from '../../services/common/collections.ts';
import { interruption } from '../run-node.ts';
import type { Abuse } from './abuser.ts';
import { type Section, scaled } from './section.ts';

const CALLERS = 10_000;
const ABUSE_MS = 30_000;
const PROCESSES = 4;
const BEFORE_MS = 5000;
/** Longer than anything that the abuse left may last. */
const AFTER_MS = 15_000;
const ABUSER_GRACE_MS = 30_000;
const ASK_EVERY_MS = 100;
const ASK_TIMEOUT_MS = 5000;
/** So many answers in a row are normal service. */
const NORMAL_IN_A_ROW = 10;

/** Null when there is none. */
function spread(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    p50Ms: sorted.length ? median(sorted) : null,
    p99Ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? null,
  };
}

interface Asked {
  atMs: number;
  tookMs: number;
  /** The status, or what went wrong. */
  answer: number | string;
}

/** A customer who asks again and again: over one connection, or over a new one each time. */
class Customer {
  readonly asked: Asked[] = [];
  readonly #url: string;
  readonly #agent: http.Agent;
  readonly #timer: NodeJS.Timeout;

  constructor(url: string, isKnown: boolean) {
    this.#url = `${url}/products/iphone-15`;
    this.#agent = new http.Agent({ keepAlive: isKnown });
    this.#timer = setInterval(() => this.#ask(), ASK_EVERY_MS);
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#agent.destroy();
  }

  between(fromMs: number, toMs: number) {
    const asked = this.asked.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const answered = asked.filter(({ answer }) => answer === 200);
    return {
      asked: asked.length,
      answered: answered.length,
      ...spread(answered.map(({ tookMs }) => tookMs)),
      otherwise: sum(
        asked.filter(({ answer }) => answer !== 200).map(({ answer }) => ({ [String(answer)]: 1 })),
      ),
    };
  }

  /** How long after this moment it was until all was well again. Null when it was not. */
  wellAfterMs(ms: number): number | null {
    const asked = this.asked.filter(({ atMs }) => atMs >= ms).sort((a, b) => a.atMs - b.atMs);
    const first = asked.findIndex((_, i) => {
      const row = asked.slice(i, i + NORMAL_IN_A_ROW);
      return row.length === NORMAL_IN_A_ROW && row.every(({ answer }) => answer === 200);
    });
    return first < 0 ? null : asked[first]!.atMs - ms;
  }

  #ask(): void {
    const atMs = performance.now();
    const end = (answer: number | string) =>
      this.asked.push({ atMs, tookMs: performance.now() - atMs, answer });
    const request = http.get(this.#url, { agent: this.#agent, timeout: ASK_TIMEOUT_MS }, (reply) => {
      reply.resume().once('end', () => end(reply.statusCode!));
    });
    request.once('timeout', () => request.destroy(Object.assign(new Error(), { code: 'no answer' })));
    request.once('error', ({ code }: NodeJS.ErrnoException) => end(String(code)));
  }
}

const pause = (ms: number) =>
  new Promise<void>((resolve, reject) => {
    const { signal } = interruption;
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/** Lets the bad callers loose and waits until they are gone. */
async function abuse(url: string, callers: number, durationMs: number): Promise<Abuse[]> {
  const { port } = new URL(url);
  const processes = Array.from(
    { length: PROCESSES },
    (_, i) =>
      new Child({
        name: `abuser-${i + 1}`,
        script: new URL('./abuser.ts', import.meta.url),
        args: [port, String(Math.ceil(callers / PROCESSES)), String(durationMs)],
      }),
  );
  const stop = () => {
    for (const child of processes) child.kill();
  };
  interruption.signal.addEventListener('abort', stop);
  const told = await Promise.all(
    processes.map((child) =>
      child.sends((message) => (message as { abuse?: Abuse }).abuse, durationMs + ABUSER_GRACE_MS),
    ),
  );
  await Promise.all(processes.map((child) => child.ended));
  interruption.signal.removeEventListener('abort', stop);
  return told;
}

function sum(counts: Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of counts) for (const [what, n] of Object.entries(one)) total[what] = (total[what] ?? 0) + n;
  return total;
}

async function measure(url: string, scale: number, rss: number[], log: { lines: number; bytes: number }) {
  const [known, newcomer] = [new Customer(url, true), new Customer(url, false)];
  try {
    await pause(BEFORE_MS);
    const callers = scaled(CALLERS, scale);
    const beginMs = performance.now();
    const before = { rss: Math.max(...rss), log: { ...log } };
    const told = await abuse(url, callers, scaled(ABUSE_MS, Math.min(1, scale)));
    const endMs = performance.now();
    await pause(AFTER_MS);
    const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
    return {
      callers,
      seconds: (endMs - beginMs) / 1000,
      rssMb: { before: mb(before.rss), peak: mb(Math.max(...rss)), after: mb(rss.at(-1)!) },
      log: { lines: log.lines - before.log.lines, bytes: log.bytes - before.log.bytes },
      opened: told.reduce((n, { opened }) => n + opened, 0),
      turnedAway: told.reduce((n, { turnedAway }) => n + turnedAway, 0),
      answers: sum(told.map(({ answers }) => answers)),
      errors: sum(told.map(({ errors }) => errors)),
      bodies: spread(told.flatMap(({ bodiesMs }) => bodiesMs)),
      known: {
        before: known.between(0, beginMs),
        during: known.between(beginMs, endMs),
        wellAfterMs: known.wellAfterMs(endMs),
      },
      newcomer: {
        before: newcomer.between(0, beginMs),
        during: newcomer.between(beginMs, endMs),
        wellAfterMs: newcomer.wellAfterMs(endMs),
      },
    };
  } finally {
    known.leave();
    newcomer.leave();
  }
}

const seconds = (ms: number | null) => (ms === null ? '–' : (ms / 1000).toFixed(1));
const counts = (of: Record<string, number>) =>
  Object.entries(of)
    .map(([what, n]) => `${n} × ${what}`)
    .join(', ') || 'none';

function tell(figures: Awaited<ReturnType<typeof measure>>): void {
  const { rssMb, log, bodies, known, newcomer } = figures;
  console.log(`  ${figures.callers} callers for ${figures.seconds.toFixed(0)} s opened ${figures.opened}`);
  console.log(`  turned away at once ${figures.turnedAway}, answers ${counts(figures.answers)}`);
  console.log(`  errors of connections ${counts(figures.errors)}`);
  console.log(
    `  bodies a byte at a time were listened to for ${seconds(bodies.p50Ms)} s, p99 ${seconds(bodies.p99Ms)}`,
  );
  console.log(`  resident ${rssMb.before} MB before, ${rssMb.peak} at most, ${rssMb.after} after`);
  console.log(`  log ${log.lines} lines, ${log.bytes} bytes`);
  for (const [who, { before, during, wellAfterMs }] of Object.entries({ known, newcomer })) {
    const latency = ({ p50Ms, p99Ms }: typeof during) => `p50 ${seconds(p50Ms)} s, p99 ${seconds(p99Ms)}`;
    console.log(
      `  ${who.padEnd(9)} answered ${during.answered} of ${during.asked}, ${latency(during)} (before ${latency(before)}), otherwise ${counts(during.otherwise)}; well again after ${seconds(wellAfterMs)} s`,
    );
  }
}

export const abuseSection: Section = {
  name: 'abuse',
  says: 'one service under 10,000 bad connections for 30 s: its size, its log, its good customers, and when all is well',
  async measure(scale) {
    const { child: model, uri } = startModel();
    const rss: number[] = [];
    const log = { lines: 0, bytes: 0 };
    let service: Service | undefined;
    try {
      const mongoUri = await uri;
      const mongo = await MongoClient.connect(mongoUri);
      await ensureCollections(mongo, ALL_COLLECTIONS);
      await seedProducts(mongo);
      await mongo.close();
      const port = await freePort(new Set());
      service = new Service({
        name: 'inventory-1',
        entry: fileURLToPath(new URL('../../services/inventory/main.ts', import.meta.url)),
        env: { MONGO_URI: mongoUri, PORT: String(port) },
        port,
        onLine: (line) => {
          log.lines++;
          log.bytes += Buffer.byteLength(line) + 1;
        },
        onObservation: ({ rssBytes }) => rss.push(rssBytes),
        onDeath: (how) => interruption.abort(new Error(endedSentence(how))),
      });
      await service.start();
      const figures = await measure(service.url!, scale, rss, log);
      tell(figures);
      return figures;
    } finally {
      await service?.stop();
      await model.stop();
    }
  },
};
