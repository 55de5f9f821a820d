import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { within } from './within.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function untilOver(over: AbortSignal): Promise<void> {
  if (!over.aborted) await once(over, 'abort');
}

const NEVER_MS = 2 ** 31 - 1;

test('work is over after its time, also once garbage was collected', async () => {
  const over = await within(20, new AbortController().signal, async (over) => {
    collectGarbage();
    await untilOver(over);
    return over;
  });
  expect(over.aborted).toBe(true);
});

test('work is over when somebody wants it to end, or had wanted it before', async () => {
  const ended = new AbortController();
  const working = within(NEVER_MS, ended.signal, untilOver);
  ended.abort();
  await working;
  await within(NEVER_MS, ended.signal, untilOver);
});

test('what the work comes to is given, and nothing is left that would abort it', async () => {
  const over = await within(0, undefined, async (over) => over);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(over.aborted).toBe(false);
  await expect(within(NEVER_MS, undefined, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
