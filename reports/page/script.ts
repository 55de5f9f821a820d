/** The script of a page, with all that it imports, as one text. */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const CHARTS = new URL('./script/main.js', import.meta.url);

const bundled = new Map<string, string>();

/** Crosshair and zoom of charts, if nothing else is asked for. */
export function script(entry: URL = CHARTS): string {
  let text = bundled.get(entry.href);
  if (text === undefined) {
    text = buildSync({
      entryPoints: [fileURLToPath(entry)],
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      write: false,
    }).outputFiles[0]!.text;
    bundled.set(entry.href, text);
  }
  return text;
}
