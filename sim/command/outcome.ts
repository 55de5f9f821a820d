/** What the failures of a campaign come to: which are known, what CI is told, and the exit code. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  annotationsOf,
  junitOf,
  type Known,
  readKnown,
  type Sorted,
  sorted,
  withNew,
  writeKnown,
} from '../../harness/campaign/index.ts';
import { makeFolder } from '../../harness/folder.ts';
import { plural } from '../../harness/words.ts';
import type { Verdict } from '../result.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { Options } from './options.ts';
import type { Tally } from './tally.ts';

interface Outcome {
  /** Of what failed and is not known. */
  code: number;
  sorted: Sorted;
  /** For the terminal, and for who reads it. */
  lines: string[];
}

export function settle(
  options: Pick<Options, 'of' | 'known' | 'updateKnown' | 'junit'>,
  { seeds, triage }: Pick<Tally, 'seeds' | 'triage'>,
  wallMs: number,
): Outcome {
  const { scenario } = options.of;
  const groups = triage.groups();
  const before = knownTo(options);
  const known = options.updateKnown ? withNew(before, groups) : before;
  if (options.updateKnown) writeKnown(options.known!, scenario.name, known);
  const found = sorted(groups, known);
  if (options.junit !== undefined) {
    const { name, invariants } = scenario;
    makeFolder(path.dirname(options.junit));
    writeFileSync(options.junit, junitOf({ ...found, scenario: name, invariants, seeds, wallMs }));
  }
  const added = known.length - before.length;
  return {
    code: exitCodeOf(found.unknown.map(({ verdict }) => verdict as Verdict)),
    sorted: found,
    lines: [
      ...found.gone.map(
        ({ what, fingerprint, sentence }) =>
          `known, and did not occur in ${plural(seeds, 'seed')}: ${what} ${fingerprint}: ${sentence}`,
      ),
      ...(added > 0 ? [`${plural(added, 'failure')} more in ${options.known}`] : []),
      ...(process.env.GITHUB_ACTIONS === 'true' ? annotationsOf(found) : []),
    ],
  };
}

/** Throws `ResultsError` when the file cannot be had, unless it is to be made. */
export function knownTo({ of, known, updateKnown }: Pick<Options, 'of' | 'known' | 'updateKnown'>): Known[] {
  return known === undefined ? [] : readKnown(known, of.scenario.name, updateKnown);
}
