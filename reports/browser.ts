/** Opens a page in a real browser and tells what it saw; for tests. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where a browser is installed; undefined if there is none. */
export const chromiumPath = CHROMIUM.find((path) => existsSync(path));

export interface Looks {
  /** Errors and warnings of the console, and uncaught exceptions. */
  complaints: string[];
  /** Everything it asked for, but the page itself. */
  requests: string[];
  /** Charts that can be zoomed, and drawn ones. */
  zoomable: number;
  drawn: number;
  /** Whether each canvas has something on it. */
  painted: boolean[];
  /** The page is wider than the window. */
  overflows: boolean;
}

export async function look(
  file: string,
  options: { scheme: 'light' | 'dark'; script?: boolean; screenshot?: string; width?: number },
): Promise<Looks> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath!,
    args: QUIET,
    headless: true,
  });
  try {
    const page = await browser.newPage({
      colorScheme: options.scheme,
      javaScriptEnabled: options.script ?? true,
      viewport: { width: options.width ?? 1240, height: 900 },
    });
    const url = pathToFileURL(file).href;
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) requests.push(request.url());
    });
    await page.goto(url, { waitUntil: 'load' });
    if (options.screenshot) await page.screenshot({ path: options.screenshot, fullPage: true });
    // Without a script of its own running, the page cannot be asked.
    const asked =
      (options.script ?? true)
        ? await page.evaluate(ASK)
        : { zoomable: 0, drawn: await page.locator('figure > svg').count(), painted: [], overflows: false };
    return { complaints, requests, ...(asked as Omit<Looks, 'complaints' | 'requests'>) };
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
const ASK = `(() => {
  const canvases = [...document.querySelectorAll('canvas')];
  return {
    zoomable: canvases.length,
    drawn: document.querySelectorAll('figure > svg').length,
    painted: canvases.map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0)),
    overflows: document.documentElement.scrollWidth > innerWidth,
  };
})()`;
