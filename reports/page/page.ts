/** A whole page in one file: style and script inside it, and a policy that lets it load nothing. */
import { Html, html } from './html.ts';
import { script } from './script.ts';
import { STYLE } from './style.ts';

export interface PageParts {
  /** What this kind of page adds to the style of all. */
  style?: string;
  /** The script that runs in the browser, if not the one of charts. */
  script?: URL;
}

export function page(title: string, body: Html, parts: PageParts = {}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE + (parts.style ?? ''))}</style>
</head>
<body>
${body}
<script>${new Html(script(parts.script))}</script>
</body>
</html>
`.text;
}
