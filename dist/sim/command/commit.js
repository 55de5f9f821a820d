/** Which code this is: what a result or a saved plan was made by. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
let known;
/** The commit, marked and told apart where something was changed since. Null outside of a repository. */
export function commitHere() {
    known ??= commitNow();
    return known;
}
function commitNow() {
    const git = (...args) => execFileSync('git', args, {
        cwd: new URL('.', import.meta.url),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: Number.POSITIVE_INFINITY,
    });
    try {
        const head = git('rev-parse', 'HEAD').trim();
        const changes = git('diff', 'HEAD', '--no-ext-diff', '--no-textconv', '--no-color', '--binary');
        if (changes === '')
            return head;
        return `${head}+changes-${createHash('sha256').update(changes).digest('hex').slice(0, 8)}`;
    }
    catch {
        return process.env.GROUNDHOG_COMMIT ?? null;
    }
}
/** Short, and in words, for a person. */
export function inWords(commit) {
    const [head, changes] = commit.split('+');
    return `${head.slice(0, 10)}${changes === undefined ? '' : ` with ${changes.replace('-', ' ')}`}`;
}
