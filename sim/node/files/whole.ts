/** Files as a whole: read, written, copied and cut. */
import fs from 'node:fs';
import { bytesOf, type Data, encodingOf, resize, type WithEncoding } from './data.ts';
import type { DescriptorCalls } from './descriptors.ts';
import { fileError } from './errors.ts';
import type { PathLike, Places } from './places.ts';
import { kindOf } from './stats.ts';
import { type FileTree, readReal } from './tree.ts';

export class WholeFileCalls {
  readonly #tree: FileTree;
  readonly #places: Places;
  readonly #open: DescriptorCalls;

  constructor(tree: FileTree, places: Places, open: DescriptorCalls) {
    this.#tree = tree;
    this.#places = places;
    this.#open = open;
  }

  readFileSync(file: PathLike | number, options?: WithEncoding): string | Buffer {
    const encoding = encodingOf(options);
    let data: Buffer;
    if (typeof file === 'number') {
      data = this.#open.readRest(file);
    } else {
      const name = this.#places.path(file);
      const found = this.#places.need(name, 'open');
      if (kindOf(found) === 'folder') throw fileError('EISDIR', 'read');
      data = 'own' in found ? found.own.data : readReal(found.project);
    }
    return encoding && encoding !== 'buffer' ? data.toString(encoding) : Buffer.from(data);
  }

  writeFileSync(file: PathLike | number, data: Data, options?: WithEncoding): void {
    const given = typeof options === 'object' && options !== null ? options : {};
    const bytes = bytesOf(typeof data === 'object' ? data : String(data), encodingOf(options));
    if (typeof file === 'number') {
      this.#open.writeSync(file, bytes);
      return;
    }
    const fd = this.#open.openSync(file, given.flag ?? 'w', given.mode);
    this.#open.writeSync(fd, bytes);
    if (given.flush) this.#open.fsyncSync(fd);
    this.#open.closeSync(fd);
  }

  appendFileSync(file: PathLike | number, data: Data, options?: WithEncoding): void {
    const given = typeof options === 'object' && options !== null ? options : { encoding: options };
    this.writeFileSync(file, data, { flag: 'a', ...given });
  }

  copyFileSync(from: PathLike, to: PathLike, mode = 0): void {
    const exclusive = (mode & fs.constants.COPYFILE_EXCL) !== 0;
    this.writeFileSync(to, this.readFileSync(from) as Buffer, { flag: exclusive ? 'wx' : 'w' });
  }

  truncateSync(file: PathLike, length = 0): void {
    resize(this.#tree, this.#places.own(this.#places.path(file), 'truncate'), length);
  }
}
