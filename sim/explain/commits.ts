/** Which message made the database write what it committed. */
import { Binary, EJSON, Timestamp } from 'bson';
import type { Doc } from '../mongod/bson/values.ts';
import type { WriteId } from '../mongod/index.ts';
import { fromTimestamp } from '../mongod/oplog/entry.ts';
import type { Told } from './messages.ts';
import type { Recording } from './recording.ts';
import { nameOf } from './words.ts';

type Change = Recording['changes'][number]['change'];

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify', 'commitTransaction']);

interface Written {
  told: Told;
  name: string;
  doc: Doc;
  reply: Doc | undefined;
}

export class Writers {
  readonly #bySession = new Map<string, Written[]>();
  readonly #others: Written[] = [];

  constructor(told: readonly Told[]) {
    const replies = new Map<string, Doc>();
    for (const { message, said } of told)
      if (message.answers && said.content.protocol === 'mongodb')
        replies.set(message.answers, said.content.message.doc);
    for (const one of told) {
      const { content, isReply } = one.said;
      if (isReply || content.protocol !== 'mongodb' || one.message.arrivedMs === null) continue;
      const { doc } = content.message;
      const name = nameOf(doc);
      if (!WRITES.has(name) && doc.txnNumber === undefined) continue;
      const written = { told: one, name, doc, reply: replies.get(one.message.id) };
      const key = doc.txnNumber === undefined ? undefined : keyOf(doc.lsid, doc.txnNumber);
      if (key === undefined) this.#others.push(written);
      else this.#bySession.set(key, [...(this.#bySession.get(key) ?? []), written]);
    }
  }

  /** Undefined: no message that was recorded, as what the scenario's faults write themselves. */
  of(change: Change, write: WriteId | undefined): Told | undefined {
    return (write ? this.#inSession(change, write) : this.#inTime(change))?.told;
  }

  /** A retry is answered from what the first did: the first to arrive wrote it, and in a transaction what names the document. */
  #inSession(change: Change, { lsid, txnNumber }: WriteId): Written | undefined {
    const all = (this.#bySession.get(keyOf(lsid, txnNumber)) ?? []).filter(
      ({ told }) => told.message.arrivedMs! <= change.atMs,
    );
    const writing = all.filter(({ doc, name }) => doc[name] === change.coll && WRITES.has(name));
    return writing.find(({ doc }) => names(doc, change.id)) ?? writing[0] ?? all[0];
  }

  /** The first write to the collection whose reply knows of that time. */
  #inTime(change: Change): Written | undefined {
    let best: { written: Written; time: bigint } | undefined;
    for (const written of this.#others) {
      const { doc, name, reply, told } = written;
      const time = reply?.operationTime instanceof Timestamp ? fromTimestamp(reply.operationTime) : undefined;
      if (doc[name] !== change.coll || time === undefined || time < change.clusterTime) continue;
      if (told.message.arrivedMs! > change.atMs) continue;
      if (!best || time < best.time) best = { written, time };
    }
    return best?.written;
  }
}

const names = (doc: Doc, id: unknown): boolean => EJSON.stringify(doc).includes(EJSON.stringify(id));

function keyOf(lsid: unknown, txnNumber: unknown): string {
  const { id } = lsid as { id?: unknown };
  return `${id instanceof Binary ? id.toString('hex') : String(id)} ${String(txnNumber)}`;
}
