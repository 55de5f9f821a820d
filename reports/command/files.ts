/** The files that a command is given, and the page that it writes. */
import { closeSync, openSync, readSync, type Stats, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FORMAT } from '../../harness/campaign/index.ts';
import { makeFolder } from '../../harness/folder.ts';

/** Its message is one line for a person. */
export class CannotWrite extends Error {}

export function write(file: string, html: string): void {
  try {
    makeFolder(path.dirname(file));
    writeFileSync(file, html);
  } catch (error) {
    throw new CannotWrite(`${file} cannot be written: ${(error as Error).message}`);
  }
}

/** Files among these, since a shell's `results/*` names folders as well. Throws, with one line for a person, if there is none. */
export function filesIn(names: readonly string[]): string[] {
  const files = names.filter((file) => !statOf(file).isDirectory());
  if (files.length === 0) throw new Error(`there is no file of results among ${names.join(', ')}`);
  return files;
}

function statOf(file: string): Stats {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new Error(`there is no file ${file}`);
  return stat;
}

/** By the beginning: the file itself may be large. */
export function isCampaign(file: string): boolean {
  if (statSync(file).size === 0) throw new Error(`${file} is empty`);
  const fd = openSync(file, 'r');
  const start = Buffer.alloc(100);
  readSync(fd, start, 0, start.length, 0);
  closeSync(fd);
  return start.includes(`"${FORMAT}"`);
}
