/** What is in folders: whether it is there, what it is, and how it is made, moved, listed and removed. */
import fs from 'node:fs';
import path from 'node:path';
import { runtime } from '../../world/runtime.ts';
import { instant } from './data.ts';
import { fileError } from './errors.ts';
import type { PathLike, Places } from './places.ts';
import { direntOf, kindOf, statsOf } from './stats.ts';
import type { FileTree, Inode } from './tree.ts';

export class EntryCalls {
  readonly #tree: FileTree;
  readonly #places: Places;

  constructor(tree: FileTree, places: Places) {
    this.#tree = tree;
    this.#places = places;
  }

  existsSync(file: PathLike): boolean {
    try {
      return this.#places.find(this.#places.path(file)) !== undefined;
    } catch {
      return false;
    }
  }

  accessSync(file: PathLike, mode = fs.constants.F_OK): void {
    const name = this.#places.path(file);
    const found = this.#places.need(name, 'access');
    if (mode & fs.constants.W_OK && 'project' in found) throw fileError('EROFS', 'access', name);
  }

  statSync(file: PathLike, options?: { bigint?: boolean; throwIfNoEntry?: boolean }): fs.Stats | undefined {
    const name = this.#places.path(file);
    if (options?.throwIfNoEntry === false && !this.#places.find(name)) return undefined;
    return statsOf(this.#places.need(name, 'stat'), options?.bigint);
  }

  lstatSync(file: PathLike, options?: { bigint?: boolean; throwIfNoEntry?: boolean }): fs.Stats | undefined {
    const name = this.#places.path(file);
    const found = this.#tree.find(this.#places.entryOf(name));
    if (!found && options?.throwIfNoEntry === false) return undefined;
    if (!found) throw fileError('ENOENT', 'lstat', name);
    return statsOf(found, options?.bigint);
  }

  mkdirSync(file: PathLike, options?: number | { recursive?: boolean; mode?: number }): string | undefined {
    const name = this.#places.path(file);
    const recursive = typeof options === 'object' && options !== null && options.recursive;
    if (!recursive) {
      if (this.#places.find(name)) throw fileError('EEXIST', 'mkdir', name);
      this.#places.create(name, 'folder', 'mkdir');
      return undefined;
    }
    let first: string | undefined;
    const parts = name.split('/').filter(Boolean);
    for (let i = 1; i <= parts.length; i++) {
      const folder = `/${parts.slice(0, i).join('/')}`;
      const found = this.#places.find(folder);
      if (found && kindOf(found) !== 'folder')
        throw fileError(i === parts.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', name);
      if (found) continue;
      this.#places.create(folder, 'folder', 'mkdir');
      first ??= folder;
    }
    return first;
  }

  mkdtempSync(prefix: PathLike): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    let name = '';
    while (name.length < 6) name += letters[Math.floor(runtime.host!.entropy() * letters.length)];
    const folder = `${this.#places.path(prefix)}${String(prefix).endsWith('/') ? '/' : ''}${name}`;
    this.mkdirSync(folder);
    return folder;
  }

  readdirSync(
    file: PathLike,
    options?: { withFileTypes?: boolean; recursive?: boolean } | string | null,
  ): (string | fs.Dirent)[] {
    const name = this.#places.path(file);
    const found = this.#places.need(name, 'scandir');
    if (kindOf(found) !== 'folder') throw fileError('ENOTDIR', 'scandir', name);
    const given = typeof options === 'object' && options !== null ? options : {};
    const entries: (string | fs.Dirent)[] = [];
    const walk = (folder: string, prefix: string) => {
      for (const entry of this.#tree.list(folder)) {
        const at = path.join(folder, entry);
        const what = this.#tree.find(at);
        entries.push(given.withFileTypes ? direntOf(entry, folder, what) : path.join(prefix, entry));
        if (given.recursive && what && kindOf(what) === 'folder') walk(at, path.join(prefix, entry));
      }
    };
    walk(this.#places.real(name), '');
    return entries;
  }

  rmdirSync(file: PathLike): void {
    const name = this.#places.path(file);
    const found = this.#places.need(name, 'rmdir');
    if (kindOf(found) !== 'folder') throw fileError('ENOTDIR', 'rmdir', name);
    if ('project' in found) throw fileError('EROFS', 'rmdir', name);
    if (this.#tree.list(name).length > 0) throw fileError('ENOTEMPTY', 'rmdir', name);
    this.#tree.remove(name);
  }

  rmSync(file: PathLike, options: { recursive?: boolean; force?: boolean } = {}): void {
    const name = this.#places.entryOf(this.#places.path(file));
    const found = this.#tree.find(name);
    if (!found) {
      if (options.force) return;
      throw fileError('ENOENT', 'rm', name);
    }
    if ('project' in found) throw fileError('EROFS', 'rm', name);
    if (found.own.kind === 'folder' && !options.recursive) {
      throw Object.assign(new Error(`Path is a directory: rm returned EISDIR (is a directory) ${name}`), {
        code: 'ERR_FS_EISDIR',
      });
    }
    for (const each of this.#tree.below(name)) this.#tree.remove(each);
  }

  unlinkSync(file: PathLike): void {
    const name = this.#places.entryOf(this.#places.path(file));
    const found = this.#tree.find(name);
    if (!found) throw fileError('ENOENT', 'unlink', name);
    if ('project' in found) throw fileError('EROFS', 'unlink', name);
    if (found.own.kind === 'folder') throw fileError('EISDIR', 'unlink', name);
    this.#tree.remove(name);
  }

  renameSync(from: PathLike, to: PathLike): void {
    const [name, dest] = [
      this.#places.entryOf(this.#places.path(from)),
      this.#places.entryOf(this.#places.path(to)),
    ];
    const found = this.#tree.find(name);
    if (!found) throw fileError('ENOENT', 'rename', name, dest);
    if ('project' in found) throw fileError('EROFS', 'rename', name, dest);
    const there = this.#tree.find(dest);
    if (there && 'project' in there) throw fileError('EROFS', 'rename', name, dest);
    if (there?.own.kind === 'folder' && found.own.kind !== 'folder')
      throw fileError('EISDIR', 'rename', name, dest);
    this.#places.checkParent(dest, 'rename');
    for (const each of this.#tree.below(name)) {
      const moved = this.#tree.find(each) as { own: Inode };
      this.#tree.remove(each);
      this.#tree.put(dest + each.slice(name.length), moved.own);
    }
  }

  symlinkSync(target: PathLike, file: PathLike): void {
    const name = this.#places.path(file);
    if (this.#tree.find(name)) throw fileError('EEXIST', 'symlink', String(target), name);
    this.#places.create(name, 'link', 'symlink').target = String(target);
  }

  readlinkSync(file: PathLike): string {
    const name = this.#places.path(file);
    const found = this.#tree.find(this.#places.entryOf(name));
    if (!found) throw fileError('ENOENT', 'readlink', name);
    if (!('own' in found) || found.own.kind !== 'link') throw fileError('EINVAL', 'readlink', name);
    return found.own.target;
  }

  realpathSync(file: PathLike): string {
    const name = this.#places.path(file);
    this.#places.need(name, 'lstat');
    return this.#places.real(name);
  }

  chmodSync(file: PathLike, mode: number): void {
    this.#places.own(this.#places.path(file), 'chmod').mode = Number(mode) & 0o7777;
  }

  /** There is one user. */
  chownSync(file: PathLike): void {
    this.#places.own(this.#places.path(file), 'chown');
  }

  utimesSync(file: PathLike, _accessed: unknown, changed: number | string | Date): void {
    this.#places.own(this.#places.path(file), 'utime').changedMs = instant(changed);
  }
}
