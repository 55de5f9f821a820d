/** The command as a user meets it: a process, its flags, its output and its exit code. */
import { spawnSync } from 'node:child_process';

export function sim(...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'sim/cli.ts', ...flags],
    { encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}
