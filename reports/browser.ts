/** Opens a page in a real browser and tells what it saw; for tests. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

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
  /** Charts with crosshair and zoom, and drawn ones. */
  zoomable: number;
  drawn: number;
  /** Drawn ones without a height or width. */
  flat: number;
  /** The page is wider than the window. */
  overflows: boolean;
}

/** What is seen while a reader points at the middle of the first chart over time, and after. */
export interface Pointed {
  complaints: string[];
  /** Where the crosshair stands in each chart over time, as a share of its width; null where there is none. */
  crosses: (number | null)[];
  /** What the first chart says of the moment, and values that legends show. */
  says: string;
  values: number;
  valuesBefore: number;
  valuesAfter: number;
  /** First and last tick of each chart over time, after a drag over the middle half of the first; then after a double click. */
  zoomed: string[];
  whole: string[];
}

export async function look(
  file: string,
  options: { scheme: 'light' | 'dark'; script?: boolean; screenshot?: string; width?: number },
): Promise<Looks> {
  return await withPage(file, options, async (page, complaints, requests) => {
    if (options.screenshot) await page.screenshot({ path: options.screenshot, fullPage: true });
    // Without a script of its own running, the page cannot be asked.
    const asked =
      (options.script ?? true)
        ? await page.evaluate(ASK)
        : { zoomable: 0, drawn: await page.locator('figure .plot > svg').count(), flat: 0, overflows: false };
    return { complaints, requests, ...(asked as Omit<Looks, 'complaints' | 'requests'>) };
  });
}

/** What the first chart says after a finger touched its middle, and after it touched the heading. */
export async function tap(file: string): Promise<[on: string, off: string]> {
  return await withPage(file, { scheme: 'light', width: 390, touch: true }, async (page) => {
    const says = async () => (await page.locator('figure.live .x-label').first().textContent()) ?? '';
    await page.locator('figure.live .plot').first().tap();
    const on = await says();
    await page.locator('figure.live h3').first().tap();
    return [on, await says()];
  });
}

export async function point(
  file: string,
  options: { scheme: 'light' | 'dark'; width?: number },
): Promise<Pointed> {
  return await withPage(file, options, async (page, complaints) => {
    const plot = page.locator('figure.live .plot').first();
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
    const values = async () => (await page.evaluate(VALUES)) as number;
    const ticks = async () => (await page.evaluate(TICKS)) as string[];
    const valuesBefore = await values();
    await page.mouse.move(...at(0.5));
    const seen = {
      crosses: (await page.evaluate(CROSSES)) as Pointed['crosses'],
      says: (await page.locator('figure.live .x-label').first().textContent()) ?? '',
      values: await values(),
      valuesBefore,
    };
    await page.mouse.move(...at(0.25));
    await page.mouse.down();
    await page.mouse.move(...at(0.75));
    await page.mouse.up();
    const zoomed = await ticks();
    await page.mouse.dblclick(...at(0.5));
    const whole = await ticks();
    await page.mouse.move(1, box.y + box.height / 2);
    return { complaints, ...seen, zoomed, whole, valuesAfter: await values() };
  });
}

/** One browser for all looks of a test file: to start it takes seconds. */
let launched: Promise<Browser> | undefined;

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

/** `hash` is a link to something in the page. */
export async function withPage<T>(
  file: string,
  options: { scheme: 'light' | 'dark'; script?: boolean; width?: number; touch?: boolean; hash?: string },
  use: (page: Page, complaints: string[], requests: string[]) => Promise<T>,
): Promise<T> {
  launched ??= chromium.launch({ executablePath: chromiumPath!, args: QUIET, headless: true });
  const context = await (await launched).newContext({
    colorScheme: options.scheme,
    javaScriptEnabled: options.script ?? true,
    hasTouch: options.touch ?? false,
    viewport: { width: options.width ?? 1240, height: 900 },
  });
  try {
    const page = await context.newPage();
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
    await page.goto(options.hash ? `${url}#${options.hash}` : url, { waitUntil: 'load' });
    return await use(page, complaints, requests);
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
const ASK = `(() => {
  const drawn = [...document.querySelectorAll('figure .plot > svg')];
  return {
    zoomable: document.querySelectorAll('figure.live').length,
    drawn: drawn.length,
    flat: drawn.map((svg) => svg.getBoundingClientRect()).filter(({ width, height }) => width < 100 || height < 50).length,
    overflows: document.scrollingElement.scrollWidth > innerWidth,
  };
})()`;

/** Charts over time, by what they say of themselves. */
const TIMED = `[...document.querySelectorAll('figure.live')].filter((figure) => JSON.parse(figure.querySelector('script').textContent).sync === 'time')`;
const CROSSES = `${TIMED}.map((figure) => {
  const cross = figure.querySelector('.cross');
  return cross.hidden ? null : parseFloat(cross.style.left) / 100;
})`;
const VALUES = `[...document.querySelectorAll('.value')].filter((value) => value.textContent !== '').length`;
const TICKS = `${TIMED}.map((figure) => {
  const ticks = [...figure.querySelectorAll('.plot .x')].map((tick) => tick.textContent);
  return ticks[0] + ' to ' + ticks.at(-1);
})`;
