/** What a night has finished so far, a JSON line each, so that one that was stopped can go on from there. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../harness/folder.ts';
import type { Counters } from './counters.ts';
import type { Slice } from './slice.ts';

/** What was asked for, and of which code: pairs of anything else cannot be told together. */
export interface Asked {
  base: string;
  head: string;
  flags: Record<string, string | number>;
}

interface Begun {
  startedAt: string;
  asked: Asked;
}

export type PassName = 'first' | 'second';
export type Sides<T> = Record<'base' | 'head', T>;

interface Line {
  begun?: Begun;
  counters?: Sides<Counters>;
  pair?: { pass: PassName; number: number; sides: Sides<Slice> };
}

export class NotThatNight extends Error {}

export class Kept {
  readonly startedAt: string;
  readonly #file: string;
  readonly #lines: Line[];

  private constructor(file: string, begun: Begun, lines: Line[]) {
    this.#file = file;
    this.startedAt = begun.startedAt;
    this.#lines = lines;
  }

  /** With `resume`, what is there is gone on from, if anything is; without, it begins anew. */
  static open(file: string, asked: Asked, resume: boolean, now = new Date()): Kept {
    const lines = resume ? linesIn(file) : [];
    const begun = lines[0]?.begun;
    if (begun) {
      if (JSON.stringify(begun.asked) !== JSON.stringify(asked))
        throw new NotThatNight(
          `${file} is of another night, of ${JSON.stringify(begun.asked)}: without --resume it is begun anew`,
        );
      return new Kept(file, begun, lines);
    }
    makeFolder(path.dirname(file));
    writeFileSync(file, '');
    const kept = new Kept(file, { startedAt: now.toISOString(), asked }, []);
    kept.#add({ begun: { startedAt: kept.startedAt, asked } });
    return kept;
  }

  get pairs(): number {
    return this.#lines.filter(({ pair }) => pair).length;
  }

  /** What is kept of it, or what `make` makes of it, which is kept then. */
  async counters(make: () => Promise<Sides<Counters>>): Promise<Sides<Counters>> {
    const known = this.#lines.find(({ counters }) => counters)?.counters;
    if (known) return known;
    const counters = await make();
    this.#add({ counters });
    return counters;
  }

  async pair(pass: PassName, number: number, make: () => Promise<Sides<Slice>>): Promise<Sides<Slice>> {
    const known = this.#lines.find(({ pair }) => pair?.pass === pass && pair.number === number)?.pair;
    if (known) return known.sides;
    const sides = await make();
    this.#add({ pair: { pass, number, sides } });
    return sides;
  }

  /** The night is over. */
  remove(): void {
    rmSync(this.#file);
  }

  #add(line: Line): void {
    this.#lines.push(line);
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

/** Up to the first that is not whole: what was being written when it was stopped. */
function linesIn(file: string): Line[] {
  if (!existsSync(file)) return [];
  const lines: Line[] = [];
  const text = readFileSync(file, 'utf8');
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line === '') continue;
    try {
      lines.push(JSON.parse(line));
    } catch {
      break;
    }
  }
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return lines;
}
