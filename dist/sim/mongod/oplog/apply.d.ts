/**
 * Puts oplog entries into a store. Used where no command ran: when a member recovers from its journal, when a
 * secondary follows, when a transaction commits, and when a view of the past is made (views.ts).
 */
import type { Binary } from 'bson';
import { type Doc } from '../bson/values.ts';
import { Collection } from '../storage/collection.ts';
import type { IndexSpec } from '../storage/index.ts';
import type { Store } from '../storage/store.ts';
import type { Op } from './entry.ts';
export declare function applyOp(store: Store, op: Op): void;
export declare function newCollection(ns: string, uuid: Binary, options: Doc): Collection;
export declare function setOptions(coll: Collection, options: Doc): void;
export declare function addIndex(coll: Collection, spec: IndexSpec): void;
