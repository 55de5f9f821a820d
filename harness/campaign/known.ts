/** Failures that a team knows and has not mended yet: a campaign of which no other failed passes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { makeFolder } from '../folder.ts';
import { object, text } from '../json-schema.ts';
import { ResultsError } from './read.ts';
import { messageOf } from './told.ts';
import { type Group, isOfKind, mayHide } from './triage.ts';

const KNOWN_FORMAT = 'groundhog-known';
const KNOWN_VERSION = 1;

export interface Known {
  fingerprint: string;
  what: string;
  about: string;
  /** What broke when it was first seen, and since when and at which commit it is known. */
  sentence: string;
  since: string;
  commit: string | null;
}

interface KnownFile {
  format: typeof KNOWN_FORMAT;
  version: typeof KNOWN_VERSION;
  scenario: string;
  known: Known[];
}

const isKnownFile = new Ajv({ allowUnionTypes: true }).compile<KnownFile>(
  object({
    format: { const: KNOWN_FORMAT },
    version: { const: KNOWN_VERSION },
    scenario: text,
    known: {
      type: 'array',
      items: object({
        ...{ fingerprint: text, what: text, about: text, sentence: text, since: text },
        commit: { type: ['string', 'null'] },
      }),
    },
  }),
);

/**
 * Throws `ResultsError`, with one line for a person, when it is no such file or one of another scenario; and when there is
 * none, unless it is about to be made.
 */
export function readKnown(file: string, scenario: string, isMade = false): Known[] {
  if (!existsSync(file)) {
    if (isMade) return [];
    throw new ResultsError(`there is no file ${file}: sim --update-known makes it`);
  }
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ResultsError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (!isKnownFile(read)) {
    const [flaw] = isKnownFile.errors!;
    throw new ResultsError(
      `${file} is no list of known failures: ${flaw!.instancePath || 'it'} ${flaw!.message}`,
    );
  }
  if (read.scenario !== scenario)
    throw new ResultsError(`${file} is of the scenario '${read.scenario}', and this is '${scenario}'`);
  return read.known;
}

export function writeKnown(file: string, scenario: string, known: readonly Known[]): void {
  makeFolder(path.dirname(file));
  const whole = { format: KNOWN_FORMAT, version: KNOWN_VERSION, scenario, known };
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
}

/** Those that are known, and what occurred and can be told again, which is known from now on. */
export function withNew(known: readonly Known[], groups: readonly Group[]): Known[] {
  const { unknown } = sorted(groups, known);
  return [...known, ...unknown.flatMap((group) => asKnown(group) ?? [])];
}

function asKnown(group: Group): Known | undefined {
  const { fingerprint, what, about, least } = group;
  if (fingerprint === null || least === null) return undefined;
  const { startedAt, commit } = least.head;
  return { fingerprint, what, about, sentence: messageOf(group), since: startedAt, commit };
}

export interface Sorted {
  known: Group[];
  unknown: Group[];
  /** Known ones that did not occur, nor may be among those of their kind that were not shrunk. */
  gone: Known[];
}

/**
 * One that was not shrunk, where several were of its kind, may be any of them: it is known when all of these are.
 */
export function sorted(groups: readonly Group[], known: readonly Known[]): Sorted {
  const names = new Set(known.map(({ fingerprint }) => fingerprint));
  const isKnown = (group: Group): boolean => {
    if (group.fingerprint !== null) return names.has(group.fingerprint);
    const alike = groups.filter((other) => other !== group && isOfKind(other, group));
    return group.least === null && alike.length > 0 && alike.every(isKnown);
  };
  const seen = new Set(groups.map(({ fingerprint }) => fingerprint));
  return {
    known: groups.filter(isKnown),
    unknown: groups.filter((group) => !isKnown(group)),
    gone: known.filter((one) => !seen.has(one.fingerprint) && !mayHide(groups, one)),
  };
}
