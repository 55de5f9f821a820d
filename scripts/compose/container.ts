/** One service of the file as a process: the same command, environment, user and health check, and no more than that. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { timeSpan } from '../../harness/time-span.ts';
import { type Condition, graceMs, mounts, root, type Service } from './file.ts';
import type { Here } from './here.ts';
import type { Network } from './network.ts';

export interface Ended {
  exitCode: number | null;
  signal: string | null;
}

const LINES_KEPT = 30;
/** Of the images' users: files of this machine's root are not theirs. */
const USERS: Record<string, number> = { node: 1000 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export class Container {
  readonly name: string;
  readonly service: Service;
  /** What it wrote last. */
  readonly lines: string[] = [];
  readonly #here: Here;
  readonly #network: Network;
  #child: ChildProcess | undefined;
  #ended: Promise<Ended> | undefined;

  constructor(name: string, service: Service, here: Here, network: Network) {
    this.name = name;
    this.service = service;
    this.#here = here;
    this.#network = network;
  }

  start(): void {
    this.#mount();
    const { entrypoint, cmd, standIn } = this.#here;
    const command = standIn ?? [...entrypoint, ...(this.service.command ?? cmd)];
    this.#child = this.#spawn(command, this.lines);
    this.#ended = endOf(this.#child);
  }

  /** Rejects when it comes to another end. */
  async reaches(condition: Condition): Promise<void> {
    if (condition === 'service_healthy') return this.#becomesHealthy();
    const { exitCode } = await this.#ended!;
    if (exitCode !== 0) throw this.#failure(`ended with exit code ${exitCode}`);
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** As an engine does it: SIGTERM, and SIGKILL when its grace is over. */
  async stop(): Promise<Ended | undefined> {
    if (!this.#child) return undefined;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.kill(), graceMs(this.service));
    const ended = await this.#ended;
    clearTimeout(timer);
    return ended;
  }

  /** An engine gives up after a while; here, beside busy processes, whoever runs this does. */
  async #becomesHealthy(): Promise<void> {
    const { test, timeout, start_interval } = this.service.healthcheck!;
    const over = this.#ended!.then(({ exitCode, signal }) => {
      throw this.#failure(`ended (${signal ?? exitCode}) before it was well`);
    });
    for (;;) {
      const check = this.#spawn(this.#here.standInCheck ?? test.slice(1), []);
      const timer = setTimeout(() => check.kill('SIGKILL'), timeSpan(timeout));
      const { exitCode } = await Promise.race([endOf(check), over]).finally(() => clearTimeout(timer));
      if (exitCode === 0) return;
      await pause(timeSpan(start_interval));
    }
  }

  #failure(what: string): Error {
    return new Error(`${this.name} ${what}; it wrote last:\n${this.lines.join('\n')}`);
  }

  /** Nothing of this process' environment is passed on, but where programs are. */
  #spawn(command: string[], lines: string[]): ChildProcess {
    const { folder, workdir, programs, env } = this.#here;
    const [program, ...args] = command.map((word) => this.#placed(this.#network.inside(this.name, word)));
    const environment = Object.entries(this.service.environment ?? {}).map(([name, value]) => [
      name,
      this.#placed(this.#network.inside(this.name, value)),
    ]);
    const child = spawn(programs[program!] ?? program!, args, {
      cwd: path.join(folder, workdir),
      env: { HOME: folder, TMPDIR: this.#temporary(), ...env, ...Object.fromEntries(environment) },
      // A service notices by its channel when this process is gone.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...this.#identity(),
    });
    living.add(child);
    child.once('close', () => living.delete(child));
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
        lines.splice(0, lines.length - LINES_KEPT);
      });
    return child;
  }

  /** Where it may write what it makes of itself, as anybody may in a folder of memory. */
  #temporary(): string {
    const { folder } = this.#here;
    if (!this.service.tmpfs?.includes('/tmp')) return folder;
    const own = path.join(folder, `tmp-${this.name}`);
    mkdirSync(own, { recursive: true });
    chmodSync(own, 0o1777);
    return own;
  }

  /** Only root can be another. */
  #identity(): { uid?: number; gid?: number } {
    const user = this.service.user ?? this.#here.user;
    if (user === '' || process.getuid?.() !== 0) return {};
    const [uid, gid = uid] = user.split(':').map((one) => USERS[one] ?? Number(one));
    return { uid: uid!, gid: gid! };
  }

  /** Files and folders of volumes, with names of containers as they are here. */
  #mount(): void {
    const { folder } = this.#here;
    for (const { source, target, isNamed } of mounts(this.service)) {
      const to = path.join(folder, target);
      if (isNamed) {
        mkdirSync(to, { recursive: true });
        continue;
      }
      cpSync(path.join(root, source), to, { recursive: true });
      for (const file of statSync(to).isFile() ? [to] : filesIn(to))
        writeFileSync(file, this.#network.inside(this.name, readFileSync(file, 'utf8')));
    }
  }

  /** A path in the container, where it is one of a volume. */
  #placed(word: string): string {
    for (const { target } of mounts(this.service))
      if (word === target || word.startsWith(`${target}/`)) return path.join(this.#here.folder, word);
      else if (word.endsWith(`=${target}`) || word.includes(`=${target}/`))
        return word.replace('=', `=${this.#here.folder}`);
    return word;
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).isFile());

async function endOf(child: ChildProcess): Promise<Ended> {
  // 'close' comes after the last of its output.
  const [exitCode, signal] = await once(child, 'close');
  return { exitCode, signal };
}
