/** What is named by the package's manifest is built, and what its files name is there: the build fails otherwise. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

test('the package builds', () => {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: root, encoding: 'utf8' });
  const { bin, exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const files = Object.values<string | Record<string, string>>(exports).flatMap((to) =>
    typeof to === 'string' ? [to] : Object.values(to),
  );
  for (const file of [...files, bin.groundhog]) expect(existsSync(path.join(root, file)), file).toBe(true);
  accessSync(path.join(root, bin.groundhog), constants.X_OK);
});
