import { expect, test } from 'vitest';
import { startModel } from '../../../harness/stack/model.ts';
import { mongosh, pymongo, TRANSCRIPT } from './index.ts';

const tools = [mongosh(process.env.MONGOSH ?? 'mongosh'), pymongo('/usr/bin/python3')];

for (const tool of tools) {
  const why = await tool.missing();
  if (why) console.log(`skipped: ${why}`);
  test.skipIf(why)(`${tool.name} has its session with the model as a process`, async () => {
    const { child, uri } = startModel();
    try {
      expect(await tool.session(await uri)).toEqual(TRANSCRIPT);
    } finally {
      await child.stop();
    }
  });
}
