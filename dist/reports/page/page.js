/** A whole page in one file: style and script inside it, and a policy that lets it load nothing. */
import { Html, html } from './html.js';
import { script } from './script.js';
import { STYLE } from './style.js';
export function page(title, body) {
    return html `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
${body}
<script>${new Html(script())}</script>
</body>
</html>
`.text;
}
