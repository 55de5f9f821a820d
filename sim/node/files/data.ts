/** What is read and written, and in which encoding. */
import type { FileTree, Inode } from './tree.ts';

export type Encoding = BufferEncoding | 'buffer' | null | undefined;
export type WithEncoding =
  | Encoding
  | { encoding?: Encoding; flag?: string | number; mode?: number; flush?: boolean };
export type Data = string | NodeJS.ArrayBufferView;

export const bytesOf = (data: Data, encoding?: Encoding): Buffer =>
  typeof data === 'string'
    ? Buffer.from(data, (encoding ?? 'utf8') as BufferEncoding)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

export const encodingOf = (options: WithEncoding): Encoding =>
  typeof options === 'object' && options !== null ? options.encoding : options;

/** Cuts a file, or makes it longer by zeros; with room to grow. */
export function resize(tree: FileTree, inode: Inode, length: number, room = length): void {
  inode.room = Buffer.alloc(room);
  inode.data.copy(inode.room, 0, 0, length);
  inode.data = inode.room.subarray(0, length);
  tree.touched(inode);
}

/** A time as `utimes` takes it, in milliseconds. */
export const instant = (time: number | string | Date): number =>
  time instanceof Date ? time.getTime() : Number(time) * 1000;
