/** A project in a folder of its own, for tests: its files, and packages as they are installed here. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = path.resolve(import.meta.dirname, '../..');

export class MadeProject {
  readonly folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'groundhog-project-')));

  /** With `groundhog` among the packages, a scenario finds what it imports. */
  constructor(files: Readonly<Record<string, string>>, packages: readonly string[] = []) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    for (const name of packages) {
      if (name === 'groundhog') this.#itself();
      else this.#link(name);
    }
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #link(name: string): void {
    const link = path.join(this.folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(here, 'node_modules', name), link);
  }

  /** As if it were installed, from its source. */
  #itself(): void {
    this.write('node_modules/groundhog/package.json', '{ "type": "module", "exports": "./index.js" }');
    this.write(
      'node_modules/groundhog/index.js',
      `export * from ${JSON.stringify(path.join(here, 'groundhog/index.ts'))};`,
    );
  }
}
