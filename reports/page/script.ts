/** The script of a page: `script/main.js` with all it needs, as one text. */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let bundled: string | undefined;

export function script(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./script/main.js', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  }).outputFiles[0]!.text;
  return bundled;
}
