/**
 * Saves plans under names that say what they hold: another plan of the same seed, drawn with other flags or run with
 * another bug, gets a file of its own, and a command printed once replays the same for ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../harness/folder.js';
import { canonicalJson } from './canonical.js';
const HASH_DIGITS = 8;
/** Returns the path of a file in `folder` (made if need be) that holds the plan. What is there is never overwritten. */
export function savePlan(saved, folder) {
    makeFolder(folder);
    const content = canonicalJson(saved);
    const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_DIGITS);
    const name = `${saved.bug === undefined ? '' : `${saved.bug}-`}seed-${saved.seed}-${hash}`;
    for (let n = 1;; n++) {
        const file = path.join(folder, `${name}${n === 1 ? '' : `-${n}`}.json`);
        if (!existsSync(file))
            return writeWhole(file, `${JSON.stringify(saved, null, 1)}\n`);
        if (holds(file, content))
            return file;
        // Somebody has changed it by hand.
    }
}
function holds(file, content) {
    try {
        return canonicalJson(JSON.parse(readFileSync(file, 'utf8'))) === content;
    }
    catch {
        return false;
    }
}
/** All of it or nothing, whoever reads it meanwhile and whatever ends this process. */
function writeWhole(file, text) {
    const part = `${file}.${process.pid}.part`;
    try {
        writeFileSync(part, text);
        renameSync(part, file);
    }
    catch (error) {
        rmSync(part, { force: true });
        throw error;
    }
    return file;
}
