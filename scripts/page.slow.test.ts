/**
 * The page of the shop, as `npm run dev` starts it, in a real browser: a person places orders, opens one, strikes processes
 * and the bank, and sees what comes of it. Skipped, with a line, where no browser is installed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../reports/browser.ts';

const root = new URL('..', import.meta.url);
if (!chromiumPath) console.log('skipped: no Chromium, so the page of the shop is not looked at');

/** Stops with it. */
async function dev(...flags: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn('npm', ['run', '-s', 'dev', '--', '--port-base', '0', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ +open +(\S+)$/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return { url, child };
  }
  throw new Error('dev ended before its page was up');
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

describe.skipIf(!chromiumPath)('the page of the shop', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser?.close());

  async function open(url: string, look: { width?: number; dark?: boolean } = {}) {
    const page = await browser.newPage({
      viewport: { width: look.width ?? 1300, height: 900 },
      colorScheme: look.dark ? 'dark' : 'light',
    });
    page.setDefaultTimeout(120_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    await page.goto(url);
    await page.getByRole('status').getByText('live').waitFor();
    return { page, complaints, elsewhere };
  }

  /** Its row: the list may not have it yet, or have others above it. */
  const placed = async (page: Page) => {
    await page.getByRole('button', { name: 'Place order' }).click();
    const id = await page.locator('output', { hasText: '1 order accepted' }).getByRole('link').textContent();
    return page.locator('.orders li', { hasText: id! });
  };
  const strike = async (page: Page, deed: string, name: string, then: string) => {
    await page.getByRole('button', { name: `${deed} ${name}` }).click();
    await page.getByRole('row', { name }).getByText(then, { exact: true }).waitFor();
  };

  describe('with two of each service', () => {
    let url: string;
    let child: ChildProcess | undefined;
    beforeAll(async () => {
      ({ url, child } = await dev('--instances', '2'));
    });
    afterAll(() => stop(child));

    it('shows an order on its way to the end, and its story', async () => {
      const { page, complaints, elsewhere } = await open(url);
      await page.getByText(/^all \d+ hold$/).waitFor();
      const order = await placed(page);
      await order.getByText('confirmed').waitFor();
      await order.getByRole('link').click();
      const side = page.getByRole('complementary');
      for (const said of ['order accepted', 'reserved 1, version', 'charge succeeded', 'order confirmed'])
        await side.getByText(said).first().waitFor();
      await page.keyboard.press('Escape');
      await side.waitFor({ state: 'detached' });
      expect([...complaints, ...elsewhere]).toEqual([]);
      await page.close();
    });

    it('shows one orchestrator finish what another left when it was killed', async () => {
      const { page, complaints } = await open(url);
      // The order cannot end while nobody charges for it, however long the rest of this takes.
      for (const payment of ['payment-1', 'payment-2']) await strike(page, 'pause', payment, 'paused');
      await (await placed(page)).getByRole('link').click();
      const side = page.getByRole('complementary');
      const name = /orchestrator-\d/.exec((await side.getByText(/lease of/).textContent())!)![0];
      await strike(page, 'kill', name, 'down');
      for (const payment of ['payment-1', 'payment-2']) await strike(page, 'resume', payment, 'ok');
      await side.getByText(/taken over by orchestrator-\d/).waitFor();
      await side
        .getByText(/order (confirmed|rejected)/)
        .first()
        .waitFor();
      await strike(page, 'restart', name, 'ok');
      expect(complaints).toEqual([]);
      await page.close();
    });

    it('shows a declined payment turned back', async () => {
      const { page } = await open(url, { dark: true });
      await page.getByRole('button', { name: 'declines', exact: true }).click();
      await page.locator('[aria-pressed=true]', { hasText: 'declines' }).waitFor();
      const order = await placed(page);
      await order.getByText('payment_declined').waitFor();
      await order.getByRole('link').click();
      await page.getByRole('complementary').getByText('released 1, version').waitFor();
      await page.getByRole('button', { name: 'well', exact: true }).click();
      await page.close();
    });

    it('fits a phone', async () => {
      const { page } = await open(url, { width: 390 });
      await page.getByRole('button', { name: 'Place 100' }).waitFor();
      expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBe(390);
      await page.close();
    });

    it('is for loopback, and for its own pages', async () => {
      const kill = `${url}/api/processes/payment-1/kill`;
      const post = (headers: Record<string, string>) =>
        fetch(kill, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json', ...headers },
        });
      expect((await post({ origin: 'http://elsewhere.example' })).status).toBe(403);
      expect((await fetch(`${url}/`)).headers.get('content-security-policy')).toContain("default-src 'none'");
    });
  });

  it('turns red when an invariant is broken, and says by what', async () => {
    const { url, child } = await dev('--instances', '2', '--bug', 'lost-update');
    try {
      const { page } = await open(url);
      // Many at once of one product: two inventories write to its stream.
      await page.locator('select[name=product]').selectOption({ index: 1 });
      const red = page.locator('.invariants .broken a').first();
      while (!(await red.isVisible())) {
        await page.getByRole('button', { name: 'Place 100' }).click();
        await page.getByText(/^\d+ orders? accepted/).waitFor();
      }
      await red.click();
      await page.locator('.violation h3').first().waitFor();
      await page.close();
    } finally {
      await stop(child);
    }
  });
});
