/** Small programs on hosts of a world, for tests: what they wrote, how they ended, and the hash of it all. */
import '../install.ts';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorld } from '../../open-world.ts';
import type { DrainMode } from '../../world/drain.ts';
import type { Exit } from '../../world/host.ts';
import type { World } from '../../world/world.ts';
import { tameLibraries } from '../libraries.ts';
import { bundle, type Program } from './program.ts';
import { startProcess } from './start.ts';

/** A project in a folder of its own. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'groundhog-')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  bundle(entry: string): Promise<Program> {
    return bundle(path.join(this.folder, entry));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface LabOptions {
  /** By host, the program it runs; several may run one. */
  programs: Readonly<Record<string, Program>>;
  env?: (host: string) => Record<string, string>;
  seed?: string;
  drain?: DrainMode;
  /** Of virtual time. */
  forMs?: number;
  /** Called before anything runs, to schedule what is to happen. `start` starts a host that is down again. */
  plan?: (world: World, start: (host: string) => void) => void;
  checkOwners?: boolean;
  sharing?: boolean;
}

export interface LabResult {
  hash: string;
  /** `host: line`, in order, of standard output and error. */
  lines: string[];
  exits: Record<string, Exit>;
  failure: World['failure'];
  world: World;
}

export async function runPrograms(options: LabOptions): Promise<LabResult> {
  tameLibraries();
  const { world, close } = openWorld({
    seed: options.seed ?? 'a',
    ...(options.drain && { drain: options.drain }),
    ...(options.checkOwners && { checkOwners: true }),
  });
  const lines: string[] = [];
  const exits: Record<string, Exit> = {};
  const names = Object.keys(options.programs);
  for (const name of names) world.host(name);
  const starts = new Map<string, () => void>();
  options.plan?.(world, (name) => starts.get(name)!());
  for (const name of names) {
    const host = world.host(name);
    const write = (line: string) => lines.push(`${name}: ${line}`);
    host.onExit.add((exit) => {
      exits[name] = exit;
    });
    starts.set(name, () =>
      host.start(() => {
        const env = options.env?.(name) ?? {};
        const { sharing = true } = options;
        void startProcess(host, options.programs[name]!, { env, sharing, stdout: write, stderr: write });
      }),
    );
    starts.get(name)!();
  }
  try {
    await world.run(() => false, (options.forMs ?? 10_000) * 1000);
    return { hash: world.trace.digest(), lines, exits, failure: world.failure, world };
  } finally {
    await close();
  }
}
