/** Recorded cases on the model: one member for all, but for the cases that need a disk that takes its time. */
import '../../node/install.ts';
import { startAlone } from '../alone.ts';
import { type Member, memoryDisk } from '../index.ts';
import { inWorld } from '../replset/in-world.ts';
import { type Case, replay } from './replay.ts';

/** The server that was asked was one of 4.4. */
const RECORDED = '4.4';

/** In these the server was asked for what it had written and not yet journaled, which it does each 100 ms. */
const AHEAD_OF_JOURNAL: readonly string[] = ['failCommand on getMore leaves the stream resumable'];

export class RecordingsOnModel {
  private readonly member: Member;

  private constructor(member: Member) {
    this.member = member;
  }

  static async start(): Promise<RecordingsOnModel> {
    return new RecordingsOnModel(await startAlone({ serverVersion: RECORDED }));
  }

  /** As `replay`: the differences. */
  replay(one: Case): Promise<string[]> {
    return AHEAD_OF_JOURNAL.includes(one.name) ? replayAheadOfJournal(one) : replay(this.member.port, one);
  }

  close(): Promise<void> {
    return this.member.close();
  }
}

/** In virtual time, so that no machine is too slow to ask before the journal is written. */
function replayAheadOfJournal(one: Case): Promise<string[]> {
  return inWorld(async () => {
    const member = await startAlone({ serverVersion: RECORDED, disk: memoryDisk(() => 100) });
    try {
      return await replay(member.port, one);
    } finally {
      await member.close();
    }
  })();
}
