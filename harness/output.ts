/** Where a run leaves its page and its figures, and what is said when it cannot. */
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderReport } from '../reports/index.ts';
import type { LoadResult } from './run/index.ts';

/** Throws with one line when nothing can be written there: better known before a run than after it. */
export function prepareDirectory(dir: string): void {
  try {
    make(path.resolve(dir));
    if (!statSync(dir).isDirectory()) throw new Error('it is no directory');
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new Error(`nothing can be written to ${dir}: ${(error as Error).message}`);
  }
}

/** Node's own `recursive` never ends where a directory exists but takes no others, such as /proc. */
function make(dir: string): void {
  if (existsSync(dir)) return;
  make(path.dirname(dir));
  mkdirSync(dir);
}

/** The path of the page; the same name with `.json` holds what it shows. Throws with one line, and leaves no half. */
export function writeResult(result: LoadResult, dir: string): string {
  const name = path.join(dir, `load-${result.startedAt.replaceAll(':', '-').replace(/\..*/, '')}`);
  const write = (file: string, text: string): string => {
    try {
      writeFileSync(file, text);
      return file;
    } catch (error) {
      rmSync(file, { force: true });
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`${file} cannot be written: ${code === 'ENOSPC' ? 'the disk is full' : message}`);
    }
  };
  write(`${name}.json`, JSON.stringify(result));
  return write(`${name}.html`, renderReport(result));
}
