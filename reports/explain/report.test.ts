import { gunzipSync } from 'node:zlib';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import type { Explanation } from '../../harness/explanation/index.ts';
import { look, withPage } from '../browser.ts';
import { inBrowser } from '../in-browser.ts';
import { renderExplanation } from '../index.ts';
import { generatedExplanation } from './testing/generated.ts';
import { sampleExplanation } from './testing/sample.ts';

const sample = sampleExplanation();
const page = renderExplanation(sample);
/** Up to the diagram. */
const head = page.slice(page.indexOf('<header>'), page.indexOf('id="happened"'));

const inside = (html: string): Explanation =>
  JSON.parse(
    gunzipSync(Buffer.from(/id="explanation">([^<]*)</.exec(html)![1]!, 'base64')).toString(),
  ) as Explanation;

test('it opens with what broke, the invariant, and the story, each clause a link to what it tells of', () => {
  const plainText = page
    .replace(/<style>[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, '');
  expect(head).toContain('<h1>Order ORD-7 was charged twice</h1>');
  expect(plainText).toContain('one-charge at +0.643 s – An order is charged once at most.');
  expect(plainText).toContain(
    'payment-1 charged it; but its answer was lost, because orchestrator-1 was cut off',
  );
  expect(head).toContain('<a href="#f1">orchestrator-1 was cut off from payment-1</a>');
  expect(plainText).toContain('This breaks one-charge. It had');
  // What is nowhere told is no link.
  expect(head).not.toContain('nothing-of-that-name');
});

test('it says what it takes, what was taken away, where it would have passed, and how to see it again', () => {
  for (const text of [
    'the partition of orchestrator-1',
    'passes',
    '94 →',
    'nothing more can go',
    'until then 20% of other futures fail, from then on 95%',
    'with salt 3, passes',
    '200 charged arrives at +0.131 s',
    sample.commands.replay,
    sample.commands.inspect,
    '&quot;atMs&quot;: 129',
  ])
    expect(page.includes(text), text).toBe(true);
});

test('without a script there is the diagram of what matters, and tables of it', () => {
  const still = page.slice(page.indexOf('class="still"'), page.indexOf('id="again"'));
  for (const text of [
    'POST /charge ORD-7',
    '200 charged · lost by partition',
    'order ORD-7 was charged 2 times',
  ])
    expect(still.split(`>${text}</text>`).length, text).toBeGreaterThan(1);
  expect(still).not.toContain('heartbeat</text>');
  expect(still).toContain('shop_db.payment_events: 2 at the end, 2 changes');
  expect(still).toContain('status: &#39;pending&#39; → &#39;confirmed&#39;');
  expect(still).toContain('charge timed out, asking again');
});

test('whatever is linked to is there, once', () => {
  for (const html of [page, renderExplanation(generatedExplanation(4000, 5))]) {
    const targets = new Set(
      [...html.matchAll(/href="#([^"]*)"/g)].map((found) => decodeURIComponent(found[1]!)),
    );
    expect(targets.size).toBeGreaterThan(5);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((found) => found[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...targets].filter((target) => !ids.includes(target))).toEqual([]);
  }
});

test('no text of a run can become markup, and nothing is loaded from elsewhere', () => {
  for (const text of ['<img', 'alert(1)>']) expect(page.includes(text), text).toBe(false);
  expect(/(src|href)="?https?:/.test(page)).toBe(false);
  expect(page.includes("default-src 'none'")).toBe(true);
});

test('the script finds the whole explanation in it, with types that JSON does not have', () => {
  const found = inside(page);
  expect(found.messages).toEqual(sample.messages);
  expect(found.events.find(({ label }) => label.startsWith('payment_events'))!.change!.after).toMatchObject({
    _id: { $oid: '6592008367726f7501000001' },
  });
});

test('it stays under two megabytes, and says what it left out for that', () => {
  expect(page.length).toBeLessThan(200_000);
  const many = generatedExplanation(2500, 10);
  const random = seedrandom('noise');
  // What cannot be compressed.
  for (const message of many.messages)
    message.body = { tokens: Array.from({ length: 90 }, () => random().toString(36)) };
  const large = renderExplanation(many);
  expect(large.length).toBeLessThan(2_000_000);
  expect(large.includes('that do not concern the violation was left out')).toBe(true);
  expect(
    inside(large)
      .messages.filter(({ body }) => body !== null)
      .every(({ strong }) => strong),
  ).toBe(true);
});

test('a run of which nothing is known but that it failed has a page as well', () => {
  const bare = renderExplanation({
    ...sample,
    violation: null,
    reason: 'it did not come to rest',
    story: [],
    lanes: [],
    spans: [],
    faults: [],
    messages: [],
    events: [],
    logs: [],
    invariantStates: [],
    things: null,
    shrunk: null,
    likelihood: null,
    differences: null,
  });
  expect(bare.includes('it did not come to rest')).toBe(true);
  expect(bare.includes('id="story"')).toBe(false);
});

inBrowser(page, (file) => {
  test.each([
    ['light', 1240],
    ['dark', 1240],
    ['light', 390],
    ['dark', 390],
  ] as const)('in %s, %i wide, nothing complains, is loaded or sticks out', async (scheme, width) => {
    expect(await look(file, { scheme, width })).toMatchObject({
      complaints: [],
      requests: [],
      flat: 0,
      overflows: false,
    });
  });

  test('without JavaScript the diagram and the axis are there', async () => {
    await withPage(file, { scheme: 'light', script: false }, async (tab, complaints) => {
      expect(await tab.locator('.still .slab').first().isVisible()).toBe(true);
      expect(await tab.locator('.overview svg').isVisible()).toBe(true);
      await tab.locator('.story a').first().click();
      expect(await tab.locator('.happenings tr:target').isVisible()).toBe(true);
      expect(complaints).toEqual([]);
    });
  });

  test('on paper the diagram of what matters stands in place of the one to step through', async () => {
    await withPage(file, { scheme: 'dark' }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      expect(await tab.locator('.still .slab').first().isVisible()).toBe(false);
      await tab.emulateMedia({ media: 'print' });
      expect(await tab.locator('.still .slab').first().isVisible()).toBe(true);
      expect(await tab.locator('.viewer').isVisible()).toBe(false);
      expect(await tab.locator('#logs').isVisible()).toBe(true);
    });
  });

  test('a click shows all of a message, the keyboard goes on from it, and Escape lets go', async () => {
    await withPage(file, { scheme: 'light' }, async (tab, complaints) => {
      await tab.locator('.viewer').waitFor();
      const says = () => tab.locator('.tab').textContent();
      await tab.locator('.viewer text', { hasText: '202 pending' }).first().click();
      expect(await says()).toContain('HTTP, answered202 pendingfromorchestrator-1toclient-1');
      await tab.keyboard.press('j');
      expect(await says()).toContain('POST /charge ORD-7');
      expect(await says()).toContain('services/common/upstream.ts:45:17');
      expect(new URL(tab.url()).hash).toBe(`#${sample.story[0]!.clauses[1]!.ref}`);
      await tab.keyboard.press('k');
      expect(await says()).toContain('202 pending');
      await tab.keyboard.press('v');
      expect(await says()).toContain('An order is charged once at most.');
      await tab.keyboard.press('Escape');
      expect(await says()).toContain('next and previous');
      expect(new URL(tab.url()).hash).toBe('');
      expect(complaints).toEqual([]);
    });
  });

  test('a drag moves the diagram and chooses nothing; what is pointed at is told', async () => {
    await withPage(file, { scheme: 'light', width: 1240 }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      await tab.locator('.viewer').scrollIntoViewIfNeeded();
      const scrolled = () => tab.evaluate<number>(`document.querySelector('.scroller').scrollTop`);
      const label = tab.locator('.viewer text', { hasText: 'order ORD-7 was charged 2 times' }).first();
      await label.hover();
      expect(await tab.locator('.hint').textContent()).toContain('+0.643 s');
      const before = await scrolled();
      await tab.mouse.down();
      await tab.mouse.move(500, 300, { steps: 3 });
      await tab.mouse.up();
      expect(await scrolled()).not.toBe(before);
      expect(new URL(tab.url()).hash).toBe('');
      const zoomed = () => tab.evaluate<number>(`document.querySelector('.sheet').offsetHeight`);
      const height = await zoomed();
      await tab.keyboard.press('+');
      expect(await zoomed()).toBeGreaterThan(1.2 * height);
      await tab.keyboard.press('0');
      expect(await zoomed()).toBe(height);
    });
  });

  test('a link to something opens it, and the story leads into the diagram', async () => {
    const commit = sample.events.find(({ label }) => label === 'sagas ORD-7')!;
    await withPage(file, { scheme: 'dark', hash: commit.id }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      expect(await tab.locator('.tab').textContent()).toContain("status: 'pending'");
      await tab.locator('.story a', { hasText: 'its answer was lost' }).click();
      expect(await tab.locator('.tab').textContent()).toContain('lost by partition');
      expect(await tab.locator('.viewer .selected .arrow.lost').count()).toBe(1);
      await tab.goBack();
      expect(await tab.locator('.tab').textContent()).toContain("status: 'pending'");
    });
  });

  test('filters leave out hosts, kinds and all that is not about a subject', async () => {
    await withPage(file, { scheme: 'light' }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      const arrows = () => tab.locator('.viewer .arrow').count();
      const all = await arrows();
      expect(all).toBeGreaterThan(8);
      expect(await tab.locator('.viewer .faint').count()).toBeGreaterThan(0);
      await tab.selectOption('.rest', 'hidden');
      expect(await tab.locator('.viewer .faint').count()).toBe(0);
      await tab.locator('.menu.kinds summary').click();
      await tab.locator('.menu.kinds input[value=mongodb]').uncheck();
      expect(await arrows()).toBeLessThan(all);
      expect(await tab.locator('.viewer .arrow.mongodb').count()).toBe(0);
      await tab.locator('.menu.hosts summary').click();
      await tab.locator('.menu.hosts input[value=client-1]').uncheck();
      expect(await tab.locator('.viewer .heads text', { hasText: 'client-1' }).count()).toBe(0);
      await tab.locator('.find').fill('POST /charge');
      await expect.poll(() => tab.locator('.viewer .arrow').count()).toBe(2);
      await tab.keyboard.press('Escape');
      await tab.keyboard.press('3');
      expect(await tab.locator('.tab').textContent()).toContain('No line passes the filter');
    });
  });

  test('the slider shows what a collection, and the invariant, held at a moment', async () => {
    await withPage(file, { scheme: 'light' }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      await tab.keyboard.press('2');
      await tab.selectOption('.collection', 'shop_db.payment_events');
      const state = () => tab.locator('.tab').textContent();
      expect((await state())!.match(/ObjectId/g)!.length).toBeGreaterThan(2);
      await tab.locator('.overview input').fill('200');
      expect(await state()).toContain('at +0.200 s');
      expect(await tab.locator('.kept').count()).toBe(1);
      await tab.selectOption('.collection', 'invariant');
      expect(await state()).toContain("'ORD-7': 1");
      await tab.locator('.overview input').fill('1400');
      expect(await state()).toContain('its state 3 of 3');
      await tab.locator('.tab button', { hasText: '‹' }).click();
      expect(await state()).toContain('at +0.643 s');
      await tab.locator('.tab button', { hasText: '‹' }).click();
      expect(await state()).toContain('its state 2 of 3');
    });
  });

  test('the jump of the likelihood leads to its event', async () => {
    await withPage(file, { scheme: 'light' }, async (tab) => {
      await tab.locator('.viewer').waitFor();
      await tab.locator('.overview a.jump').click();
      expect(await tab.locator('.tab').textContent()).toContain('lost by partition');
    });
  });
});
