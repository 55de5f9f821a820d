/** The page's script and style, put together once. Their names change with what they hold, so a browser may keep them. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ENTRIES = ['./page/main.tsx', './page/style.css'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

export interface Asset {
  path: string;
  type: string;
  text: string;
}

export interface Assets {
  script: Asset;
  style: Asset;
}

const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

export async function buildAssets(): Promise<Assets> {
  const { outputFiles } = await build({
    ...{ entryPoints: ENTRIES, bundle: true, minify: true, format: 'esm', target: 'es2022' },
    ...{ jsx: 'automatic', jsxImportSource: 'preact', charset: 'utf8', write: false, outdir: '/' },
  });
  const asset = (kind: keyof typeof TYPES): Asset => {
    const { text } = outputFiles.find((file) => file.path.endsWith(`.${kind}`))!;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    return { path: `/assets/${hash}.${kind}`, type: TYPES[kind], text };
  };
  return { script: asset('js'), style: asset('css') };
}

/** `dangerous`: the page may strike processes and the bank. */
export const documentOf = ({ script, style }: Assets, dangerous: boolean): string => `<!doctype html>
<html lang="en" data-dangerous="${dangerous}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The shop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style.path}">
<body><div id="page"><p class="soft">This page is live: it needs JavaScript.</p></div>
<script type="module" src="${script.path}"></script>
`;
