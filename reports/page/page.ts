/** A whole page in one file: style, uPlot and script inside it, and a policy that lets it load nothing. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Html, html } from './html.ts';
import { STYLE } from './style.ts';

const require = createRequire(import.meta.url);
const read = (file: string | URL): Html => new Html(readFileSync(file, 'utf8'));

export function page(title: string, body: Html): string {
  const uplot = require.resolve('uplot/dist/uPlot.iife.min.js');
  const uplotStyle = require.resolve('uplot/dist/uPlot.min.css');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}${read(uplotStyle)}</style>
</head>
<body>
${body}
<script>${read(uplot)}</script>
<script>${read(new URL('./zoom.js', import.meta.url))}</script>
</body>
</html>
`.text;
}
