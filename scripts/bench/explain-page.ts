/** The page of an explanation in Chromium: how large it is, how soon it is drawn, and whether it is quiet. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from '../../harness/median.ts';
import { chromiumPath, closeBrowser, withPage } from '../../reports/browser.ts';
import { generatedExplanation } from '../../reports/explain/testing/generated.ts';
import { renderExplanation } from '../../reports/index.ts';
import { type Section, scaled } from './section.ts';

const EVENTS = 20_000;
/** One in so many is about what broke. */
const STRONG_EACH = 20;
const OPENINGS = 5;

/** Until the next picture is on the screen, after doing this to a control. */
const DRAWN_AFTER = (selector: string, change: string) => `new Promise((done) => {
  const control = document.querySelector('${selector}');
  const start = performance.now();
  ${change};
  control.dispatchEvent(new Event('change', { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})`;

interface Opened {
  /** From the navigation until all can be stepped through. */
  readyMs: number;
  /** All of it as strong as the rest, each with a row and a text of its own. */
  everythingMs: number;
  /** All of it on a straight axis, so that most is in sight at once. */
  toScaleMs: number;
  complaints: number;
  requests: number;
}

async function opened(file: string): Promise<Opened> {
  return await withPage(file, { scheme: 'light', width: 1400 }, async (tab, complaints, requests) => {
    await tab.locator('body[data-ready]').waitFor();
    const readyMs = Number(await tab.getAttribute('body', 'data-ready'));
    const everythingMs = await tab.evaluate<number>(DRAWN_AFTER('.rest', `control.value = 'strong'`));
    const toScaleMs = await tab.evaluate<number>(DRAWN_AFTER('.scale', 'control.checked = true'));
    return { readyMs, everythingMs, toScaleMs, complaints: complaints.length, requests: requests.length };
  });
}

export const explainPage: Section = {
  name: 'explain-page',
  says: `the page of a failed run with ${EVENTS.toLocaleString('en-US')} messages and events, in Chromium`,
  async measure(scale) {
    const events = scaled(EVENTS, scale);
    const explanation = generatedExplanation(events, STRONG_EACH);
    const start = performance.now();
    const html = renderExplanation(explanation);
    const renderMs = performance.now() - start;
    const bytes = Buffer.byteLength(html);
    console.log(`  ${events} events: ${(bytes / 1e6).toFixed(2)} MB, made in ${Math.round(renderMs)} ms`);
    if (!chromiumPath) {
      console.log('  no Chromium is installed: it was not looked at');
      return { events, bytes, renderMs };
    }
    const dir = mkdtempSync(path.join(tmpdir(), 'explain-page-'));
    const openings: Opened[] = [];
    try {
      const file = path.join(dir, 'page.html');
      writeFileSync(file, html);
      for (let n = 0; n < scaled(OPENINGS, scale); n++) openings.push(await opened(file));
    } finally {
      await closeBrowser();
      rmSync(dir, { recursive: true, force: true });
    }
    const middle = (of: keyof Opened) => median(openings.map((each) => each[of]));
    const most = (of: keyof Opened) => Math.max(...openings.map((each) => each[of]));
    const figures = {
      events,
      bytes,
      renderMs,
      readyMs: middle('readyMs'),
      everythingMs: middle('everythingMs'),
      toScaleMs: middle('toScaleMs'),
      complaints: most('complaints'),
      requests: most('requests'),
    };
    console.log(
      `  drawn ${Math.round(figures.readyMs)} ms after it was opened; all of it in rows after ${Math.round(figures.everythingMs)} ms, to scale after ${Math.round(figures.toScaleMs)} ms; ${figures.complaints} console errors, ${figures.requests} requests`,
    );
    return figures;
  },
};
