import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { INTERRUPTED } from '../harness/interrupt.ts';

test('Ctrl-C says that what was found is not all, and exits as interrupted', async () => {
  const flags = ['--import', './harness/early-interrupt.mjs', '--import', 'tsx'];
  const doctor = spawn(process.execPath, [...flags, 'doctor/cli.ts']);
  let said = '';
  doctor.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(doctor, 'close');
  // Its first finding is there before the scenario is looked at.
  await once(doctor.stdout, 'data');
  doctor.kill('SIGINT');
  expect(await ended).toEqual([INTERRUPTED, null]);
  expect(said).toBe('doctor: interrupted; what is above is not all\n');
}, 20_000);
