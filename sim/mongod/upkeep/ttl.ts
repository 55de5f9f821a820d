/**
 * Deletes what is expired by an index with `expireAfterSeconds`: on the primary, each minute, oldest first, each deletion
 * in the oplog as any other. Expired is a document with a date under the index, one of an array too, that is so old by
 * this server's clock; without one it never is.
 */
import { isNumber, toNumber, type Value } from '../bson/values.ts';
import { found } from '../commands/statements.ts';
import { Writer } from '../engine.ts';
import type { Member } from '../member.ts';
import { compileFilter } from '../query/match.ts';
import { Blocked } from '../session/locks.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index.ts';
import { Rounds } from './rounds.ts';

const DAWN = new Date(-8.64e15);

export class TtlMonitor {
  readonly rounds: Rounds;
  deleted = 0;
  private readonly member: Member;

  constructor(member: Member) {
    this.member = member;
    const { parameters } = member;
    this.rounds = new Rounds(
      () => parameters.number('ttlMonitorSleepSecs') * 1000,
      () => parameters.isOn('ttlMonitorEnabled') && member.role === 'primary' && this.indexes().length > 0,
      () => this.pass(),
    );
  }

  private indexes(): { coll: Collection; index: Index }[] {
    const { collections } = this.member.engine.store;
    return [...collections.values()].flatMap((coll) =>
      coll.indexes.flatMap((index) => (secondsOf(index) === undefined ? [] : [{ coll, index }])),
    );
  }

  private async pass(): Promise<void> {
    const { engine } = this.member;
    const { term } = engine;
    const mayGoOn = (): boolean => this.member.role === 'primary' && engine.term === term;
    for (const { coll, index } of this.indexes()) {
      if (mayGoOn()) await this.expire(coll, index, mayGoOn);
      engine.commit.flush(true);
    }
  }

  private async expire(coll: Collection, index: Index, mayGoOn: () => boolean): Promise<void> {
    const { engine } = this.member;
    const until = new Date(Math.max(DAWN.getTime(), Date.now() - secondsOf(index)! * 1000));
    const filter = { [index.fields[0]!]: { $gte: DAWN, $lte: until } };
    const matches = compileFilter(filter);
    const writer = new Writer(engine, undefined, undefined, () => {});
    for (const { rid } of found(coll, { filter, matches, index, collation: undefined })) {
      for (;;) {
        const rec = coll.records.get(rid);
        if (!mayGoOn() || engine.store.get(coll.ns) !== coll || !rec || !matches(rec.doc)) break;
        try {
          writer.remove(coll, rec);
          this.deleted++;
          break;
        } catch (error) {
          if (!(error instanceof Blocked)) throw error;
          engine.commit.flush(true);
          await error.by.ended;
        }
      }
    }
  }
}

/** After how long its documents expire; undefined where they do not. */
function secondsOf({ spec: { expireAfterSeconds } }: Index): number | undefined {
  if (!isNumber(expireAfterSeconds as Value)) return undefined;
  const seconds = toNumber(expireAfterSeconds as Value);
  return Number.isNaN(seconds) ? undefined : Math.trunc(seconds);
}
