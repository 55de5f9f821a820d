/** The command as a user meets it, where there is nothing to draw. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { NODE_FLAGS } from '../harness/called.ts';
import { EXIT } from './exit-codes.ts';

test('a file that is not there is one clear line', () => {
  const args = [...NODE_FLAGS, 'reports/cli.ts', 'nowhere.json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: EXIT.usage,
    stdout: '',
    stderr: 'report: there is no file nowhere.json\n',
  });
});
