/** Where a run leaves its page and its figures, and what is said when it cannot. */
import { accessSync, constants, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderReport } from '../../reports/index.ts';
import type { LiveExcerpt } from '../excerpt/format.ts';
import { makeFolder } from '../folder.ts';
import type { LoadResult } from '../run/index.ts';

/** Throws with one line when nothing can be written there: better known before a run than after it. */
export function prepareDirectory(dir: string): void {
  try {
    makeFolder(dir);
    if (!statSync(dir).isDirectory()) throw new Error('it is no directory');
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new Error(`nothing can be written to ${dir}: ${(error as Error).message}`);
  }
}

/** The path of the page; the same name with `.json` holds what it shows. Throws with one line, and leaves no half. */
export function writeResult(result: LoadResult, dir: string): string {
  const name = path.join(dir, `load-${stampOf(result)}`);
  write(`${name}.json`, JSON.stringify(result));
  return write(`${name}.html`, renderReport(result));
}

/** The path of each. Throws with one line, and leaves no half. */
export const writeExcerpts = (excerpts: readonly LiveExcerpt[], dir: string): string[] =>
  excerpts.map((excerpt, i) =>
    write(
      path.join(dir, `live-${stampOf(excerpt)}${i === 0 ? '' : `-${i + 1}`}.json`),
      `${JSON.stringify(excerpt, null, 1)}\n`,
    ),
  );

const stampOf = ({ startedAt }: { startedAt: string }): string =>
  startedAt.replaceAll(':', '-').replace(/\..*/, '');

function write(file: string, text: string): string {
  try {
    writeFileSync(file, text);
    return file;
  } catch (error) {
    rmSync(file, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : message}`);
  }
}
