/** What this thread is to take for the text of a file: the patched one, where a bug was planted. */
import { readFileSync } from 'node:fs';

const patched = new Map<string, string>();

/** From now on, `source` stands in the file, which is named by its absolute path. */
export const replaceSource = (file: string, source: string): void => void patched.set(file, source);

export const sourceText = (file: string): string => patched.get(file) ?? readFileSync(file, 'utf8');
