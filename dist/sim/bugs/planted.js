/** What this thread is to take for the text of a file: the patched one, where a bug was planted. */
import { readFileSync } from 'node:fs';
const patched = new Map();
/** From now on, `source` stands in the file, which is named by its absolute path. */
export const replaceSource = (file, source) => void patched.set(file, source);
export const sourceText = (file) => patched.get(file) ?? readFileSync(file, 'utf8');
