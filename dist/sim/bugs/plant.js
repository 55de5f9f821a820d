/** Plants a bug: from now on, this thread loads the patched source of its files. Services carry no switches. */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { replaceSource } from './planted.js';
/** The patched source of each file, by its path from `root`. Throws when what an edit looks for does not stand there exactly once. */
export function patchedSources(bug, root) {
    const sources = new Map();
    for (const { file, find, replace } of bug.edits) {
        const source = sources.get(file) ?? readFileSync(path.join(root, file), 'utf8');
        const found = source.split(find).length - 1;
        if (found !== 1) {
            throw new Error(`bug ${bug.name}: an edit applies ${found} times to ${file}, expected once: ${find}`);
        }
        sources.set(file, source.replace(find, () => replace));
    }
    return sources;
}
/** Must come before anything imports the files. `root` is the scenario's. */
export function plant(bug, root) {
    const modules = {};
    for (const [file, source] of patchedSources(bug, root)) {
        replaceSource(path.join(root, file), source);
        const { code } = transformSync(source, {
            loader: 'ts',
            format: 'esm',
            target: 'node20',
            sourcefile: file,
            sourcemap: 'inline',
        });
        modules[pathToFileURL(path.join(root, file)).href] = code;
    }
    register('./load-hook.js', import.meta.url, { data: modules });
}
