/** The script of a page: `script/main.js` with all it needs, as one text. */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
let bundled;
export function script() {
    bundled ??= buildSync({
        entryPoints: [fileURLToPath(new URL('./script/main.js', import.meta.url))],
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2022',
        charset: 'utf8',
        write: false,
    }).outputFiles[0].text;
    return bundled;
}
