/** Where names lead on a host's disk: paths as they are given, links followed, and what is missing on the way. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileError } from './errors.ts';
import { kindOf } from './stats.ts';
import type { FileTree, Found, Inode } from './tree.ts';

export type PathLike = string | Buffer | URL;

export class Places {
  readonly #tree: FileTree;
  readonly #cwd: () => string;

  constructor(tree: FileTree, cwd: () => string) {
    this.#tree = tree;
    this.#cwd = cwd;
  }

  path(file: PathLike): string {
    if (typeof file !== 'string' && !Buffer.isBuffer(file) && !(file instanceof URL)) {
      throw Object.assign(
        new TypeError('The "path" argument must be of type string or an instance of Buffer or URL.'),
        { code: 'ERR_INVALID_ARG_TYPE' },
      );
    }
    return path.resolve(this.#cwd(), file instanceof URL ? fileURLToPath(file) : file.toString());
  }

  /** With links followed, those on the way too. */
  real(name: string, depth = 0): string {
    if (depth > 40) throw fileError('ELOOP', 'stat', name);
    let at = '/';
    for (const part of name.split('/').filter(Boolean)) {
      at = path.join(at, part);
      const found = this.#tree.find(at);
      if (found && 'own' in found && found.own.kind === 'link')
        at = this.real(path.resolve(path.dirname(at), found.own.target), depth + 1);
    }
    return at;
  }

  /** With links followed on the way to it, but not itself. */
  entryOf(name: string): string {
    return name === '/' ? name : path.join(this.real(path.dirname(name)), path.basename(name));
  }

  find(name: string): Found | undefined {
    return this.#tree.find(this.real(name));
  }

  need(name: string, syscall: string): Found {
    const found = this.find(name);
    if (!found) throw fileError('ENOENT', syscall, name);
    return found;
  }

  own(name: string, syscall: string): Inode {
    const found = this.need(name, syscall);
    if ('project' in found) throw fileError('EROFS', syscall, name);
    return found.own;
  }

  checkParent(name: string, syscall: string): void {
    const parent = this.#tree.find(path.dirname(name));
    if (!parent) throw fileError('ENOENT', syscall, name);
    if (kindOf(parent) !== 'folder') throw fileError('ENOTDIR', syscall, name);
  }

  create(name: string, kind: Inode['kind'], syscall: string, mode?: number): Inode {
    const at = this.entryOf(name);
    this.checkParent(at, syscall);
    const inode = this.#tree.make(kind, mode);
    this.#tree.put(at, inode);
    return inode;
  }
}
