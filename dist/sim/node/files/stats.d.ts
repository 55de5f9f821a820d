/** What `stat` and `readdir` say of files: the same on every machine, so that an ETag made of it is too. */
import fs from 'node:fs';
import type { Found } from './tree.ts';
export declare const kindOf: (found: Found) => 'file' | 'folder' | 'link';
export declare function statsOf(found: Found, bigint?: boolean): fs.Stats;
/** An entry of `readdir` with `withFileTypes`. */
export declare function direntOf(name: string, folder: string, found: Found | undefined): fs.Dirent;
