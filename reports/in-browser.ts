/** Tests of a page in a real browser; skipped, and said to be, where none is installed. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumPath, closeBrowser } from './browser.ts';

/** `file` holds the page, in a folder of its own that is gone afterwards. */
export function inBrowser(page: string, tests: (file: string) => void): void {
  describe.skipIf(!chromiumPath)(
    chromiumPath ? 'in a browser' : 'in a browser (skipped: no chromium is installed)',
    () => {
      const dir = path.join(tmpdir(), `page-${randomUUID()}`);
      const file = path.join(dir, 'page.html');
      beforeAll(() => {
        mkdirSync(dir);
        writeFileSync(file, page);
      });
      afterAll(async () => {
        rmSync(dir, { recursive: true, force: true });
        await closeBrowser();
      });
      tests(file);
    },
  );
}
