/** All connections of one driver: one autocannon run for each pool of servers, its clients taken over as lines. */
import autocannon from 'autocannon';
import { clockUs } from './clock.ts';
import { type AutocannonClient, Line, type LineEvents } from './line.ts';

/** As long as autocannon's timers can count; the driver ends the run itself, and keeps its own time-outs. */
const FOREVER_S = 2_000_000;
/** How soon autocannon notices that it was stopped. */
const SAMPLE_MS = 50;
/** How long to wait for servers that neither accept nor refuse, before starting without them. */
const CONNECT_WITHIN_MS = 3000;

/** What autocannon gives back; its typings leave out that it is both. */
type Instance = autocannon.Instance & Promise<autocannon.Result>;

interface Pool {
  lines: Line[];
  /** Used from the front and returned to the back, so that all connections do their share. */
  free: Line[];
  run: Instance;
}

export class Fleet {
  readonly lines: Line[] = [];
  readonly #pools = new Map<string, Pool>();
  #events: LineEvents | null = null;
  #settled: () => void = () => {};

  constructor(pools: Readonly<Record<string, readonly string[]>>, connections: number) {
    for (const [name, urls] of Object.entries(pools)) this.#openPool(name, [...urls], connections);
  }

  /** Resolves when every line has connected or been refused, or after a while. */
  async connected(): Promise<void> {
    const settled = new Promise<void>((resolve) => {
      this.#settled = resolve;
    });
    const timer = setTimeout(this.#settled, CONNECT_WITHIN_MS);
    this.#check();
    await settled;
    clearTimeout(timer);
  }

  listen(events: LineEvents): void {
    this.#events = events;
  }

  /** A free line of the pool, or undefined if all are busy or away. It is no longer among the free. */
  takeFree(pool: string): Line | undefined {
    const { free } = this.#pools.get(pool)!;
    for (let line = free.shift(); line; line = free.shift()) {
      // It may have broken while it lay here; it will report itself when it is free again.
      if (line.state === 'free') return line;
    }
    return undefined;
  }

  release(line: Line): void {
    const { free } = this.#pools.get(line.pool)!;
    if (!free.includes(line)) free.push(line);
  }

  allAway(pool: string): boolean {
    return this.#pools.get(pool)!.lines.every((line) => line.state === 'away');
  }

  async close(): Promise<void> {
    for (const line of this.lines) line.close();
    const pools = [...this.#pools.values()];
    for (const { run } of pools) run.stop();
    await Promise.all(pools.map(({ run }) => run));
  }

  #openPool(name: string, urls: string[], connections: number): void {
    const pool: Pool = { lines: [], free: [], run: undefined as unknown as Instance };
    this.#pools.set(name, pool);
    const events: LineEvents = {
      onFree: (line) => {
        if (this.#events) this.#events.onFree(line);
        else this.release(line);
        this.#check();
      },
      onAnswer: (line, status, body) => this.#events?.onAnswer(line, status, body),
      onFailure: (line, failure) => this.#events?.onFailure(line, failure),
      onAway: (line) => {
        this.#events?.onAway(line);
        this.#check();
      },
    };
    const options = {
      url: urls,
      connections,
      duration: FOREVER_S,
      timeout: FOREVER_S,
      sampleInt: SAMPLE_MS,
      setupClient: (client: unknown) => {
        const own = client as AutocannonClient;
        const line = new Line(own, name, `${name}-${pool.lines.length + 1}`, events, clockUs);
        pool.lines.push(line);
        this.lines.push(line);
      },
    };
    pool.run = autocannon(options as unknown as autocannon.Options) as Instance;
  }

  #check(): void {
    if (this.lines.every((line) => line.state !== 'connecting')) this.#settled();
  }
}
