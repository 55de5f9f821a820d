import { expect, test } from 'vitest';
import { startModel } from '../../../harness/stack/model.ts';
import { driverSession } from './driver.ts';
import { TRANSCRIPT } from './index.ts';

test('the official driver has its session with the model as a process', async () => {
  const { child, uri } = startModel();
  try {
    expect(await driverSession(await uri)).toEqual(TRANSCRIPT);
  } finally {
    await child.stop();
  }
});
