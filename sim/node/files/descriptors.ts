/** Files that are open: the calls of `fs` that open one, and those that take a descriptor. */
import fs from 'node:fs';
import { bytesOf, type Data, type Encoding, instant, resize } from './data.ts';
import { fileError } from './errors.ts';
import type { PathLike, Places } from './places.ts';
import { kindOf, statsOf } from './stats.ts';
import { type FileTree, type Inode, readReal } from './tree.ts';

interface Open {
  readonly name: string;
  readonly inode: Inode;
  readonly flags: number;
  at: number;
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY, O_DIRECTORY } = fs.constants;
const FLAGS: Record<string, number> = {
  r: O_RDONLY,
  rs: O_RDONLY,
  'r+': O_RDWR,
  'rs+': O_RDWR,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  a: O_APPEND | O_CREAT | O_WRONLY,
  ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  as: O_APPEND | O_CREAT | O_WRONLY,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
};

export class DescriptorCalls {
  readonly #tree: FileTree;
  readonly #places: Places;
  readonly #stdio: (fd: number, chunk: Buffer) => boolean;
  readonly #open = new Map<number, Open>();
  /** The first ones are the process's own from the start: sockets of its kernel, say. */
  #lastFd = 16;

  /** `stdio` writes to the standard output (1) or error (2). */
  constructor(tree: FileTree, places: Places, stdio: (fd: number, chunk: Buffer) => boolean) {
    this.#tree = tree;
    this.#places = places;
    this.#stdio = stdio;
  }

  fstatSync(fd: number, options?: { bigint?: boolean }): fs.Stats {
    return statsOf({ own: fd <= 2 ? this.#tree.make('file') : this.#fd(fd, 'fstat').inode }, options?.bigint);
  }

  openSync(file: PathLike, flags: string | number = 'r', mode?: number): number {
    const name = this.#places.path(file);
    const bits = typeof flags === 'number' ? flags : FLAGS[flags];
    if (bits === undefined) {
      throw Object.assign(new TypeError(`The argument 'flags' is invalid. Received '${flags}'`), {
        code: 'ERR_INVALID_ARG_VALUE',
      });
    }
    const found = this.#places.find(name);
    const writes = (bits & (O_WRONLY | O_RDWR)) !== 0;
    let inode: Inode;
    if (!found) {
      if (!(bits & O_CREAT)) throw fileError('ENOENT', 'open', name);
      inode = this.#places.create(name, 'file', 'open', mode);
    } else {
      if (bits & O_CREAT && bits & O_EXCL) throw fileError('EEXIST', 'open', name);
      const isFolder = kindOf(found) === 'folder';
      if (isFolder && writes) throw fileError('EISDIR', 'open', name);
      if (!isFolder && bits & O_DIRECTORY) throw fileError('ENOTDIR', 'open', name);
      if ('own' in found) inode = found.own;
      else if (writes) throw fileError('EROFS', 'open', name);
      else {
        inode = this.#tree.make(isFolder ? 'folder' : 'file');
        if (!isFolder) inode.data = readReal(found.project);
      }
    }
    if (bits & O_TRUNC && writes) resize(this.#tree, inode, 0);
    this.#lastFd++;
    this.#open.set(this.#lastFd, { name, inode, flags: bits, at: 0 });
    return this.#lastFd;
  }

  closeSync(fd: number): void {
    if (fd <= 2) return;
    this.#fd(fd, 'close');
    this.#open.delete(fd);
  }

  readSync(fd: number, buffer: NodeJS.ArrayBufferView, ...rest: unknown[]): number {
    const given =
      typeof rest[0] === 'object' && rest[0] !== null ? (rest[0] as Record<string, unknown>) : undefined;
    const offset = Number((given ? given.offset : rest[0]) ?? 0);
    const length = Number((given ? given.length : rest[1]) ?? buffer.byteLength - offset);
    const position = (given ? given.position : rest[2]) as number | bigint | null | undefined;
    const open = this.#fd(fd, 'read');
    if (open.inode.kind === 'folder') throw fileError('EISDIR', 'read');
    const isAt = typeof position === 'bigint' || (typeof position === 'number' && position >= 0);
    const from = isAt ? Number(position) : open.at;
    const count = open.inode.data.copy(
      bytesOf(buffer),
      offset,
      from,
      Math.min(from + length, open.inode.data.length),
    );
    if (!isAt) open.at += count;
    return count;
  }

  /** All from where it was last read to. */
  readRest(fd: number): Buffer {
    const open = this.#fd(fd, 'read');
    const data = open.inode.data.subarray(open.at);
    open.at = open.inode.data.length;
    return data;
  }

  writeSync(fd: number, data: Data, ...rest: unknown[]): number {
    let bytes: Buffer;
    let position: unknown;
    if (typeof data === 'string') {
      bytes = bytesOf(data, rest[1] as Encoding);
      position = rest[0];
    } else {
      const given =
        typeof rest[0] === 'object' && rest[0] !== null ? (rest[0] as Record<string, unknown>) : undefined;
      const offset = Number((given ? given.offset : rest[0]) ?? 0);
      const length = Number((given ? given.length : rest[1]) ?? data.byteLength - offset);
      position = given ? given.position : rest[2];
      bytes = bytesOf(data).subarray(offset, offset + length);
    }
    if (fd <= 2 && this.#stdio(fd, bytes)) return bytes.length;
    const open = this.#fd(fd, 'write');
    if (!(open.flags & (O_WRONLY | O_RDWR))) throw fileError('EBADF', 'write');
    const { inode } = open;
    const isAt = typeof position === 'number' && position >= 0;
    const from = open.flags & O_APPEND ? inode.data.length : isAt ? (position as number) : open.at;
    if (open.name !== '/dev/null') {
      const end = Math.max(inode.data.length, from + bytes.length);
      if (end > inode.room.length) resize(this.#tree, inode, inode.data.length, 2 * end);
      inode.room.fill(0, inode.data.length, Math.max(from, inode.data.length));
      bytes.copy(inode.room, from);
      inode.data = inode.room.subarray(0, end);
      this.#tree.touched(inode);
    }
    if (!isAt) open.at = from + bytes.length;
    return bytes.length;
  }

  readvSync(fd: number, buffers: NodeJS.ArrayBufferView[], position?: number): number {
    let total = 0;
    for (const buffer of buffers) {
      const count = this.readSync(
        fd,
        buffer,
        0,
        buffer.byteLength,
        position === undefined ? null : position + total,
      );
      total += count;
      if (count < buffer.byteLength) break;
    }
    return total;
  }

  writevSync(fd: number, buffers: NodeJS.ArrayBufferView[], position?: number): number {
    let total = 0;
    for (const buffer of buffers)
      total += this.writeSync(
        fd,
        buffer,
        0,
        buffer.byteLength,
        position === undefined ? null : position + total,
      );
    return total;
  }

  fsyncSync(fd: number): void {
    this.#tree.sync(this.#fd(fd, 'fsync').inode);
  }

  fdatasyncSync(fd: number): void {
    this.fsyncSync(fd);
  }

  ftruncateSync(fd: number, length = 0): void {
    resize(this.#tree, this.#fd(fd, 'ftruncate').inode, length);
  }

  fchmodSync(fd: number, mode: number): void {
    this.#fd(fd, 'fchmod').inode.mode = Number(mode) & 0o7777;
  }

  futimesSync(fd: number, _accessed: unknown, changed: number | string | Date): void {
    this.#fd(fd, 'futime').inode.changedMs = instant(changed);
  }

  #fd(fd: number, syscall: string): Open {
    const open = this.#open.get(fd);
    if (!open) throw fileError('EBADF', syscall);
    return open;
  }
}
