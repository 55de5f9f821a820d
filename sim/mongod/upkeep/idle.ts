/**
 * Cursors and sessions that nobody has used for long are gone. Whether they are shows only to who asks for them, so
 * nothing waits for the time: before a command looks for any, what rounds since the last command would have taken is taken.
 *
 * Each 4 s a server ends cursors that were idle for 10 min; from 5.0 on not those of a session, which live and end
 * with it. Each 5 min it notes which sessions were used since; one that was not noted for 30 min is forgotten, and in the
 * round after that its cursors end and its retried writes are new again. So that takes from 30 to 40 min.
 */
import type { Cursor } from '../cursors.ts';
import type { Member } from '../member.ts';
import type { Session } from '../session/sessions.ts';
import { isAtLeast } from '../version.ts';

export class Idle {
  /** How many cursors ended because nobody used them. */
  timedOut = 0;
  private readonly member: Member;
  private readonly startMs = performance.now();
  private nextCursorsMs = this.startMs;
  private nextSessionsMs = this.startMs;

  constructor(member: Member) {
    this.member = member;
  }

  settle(): void {
    const nowMs = performance.now();
    if (nowMs >= this.nextCursorsMs) this.settleCursors(nowMs);
    if (nowMs >= this.nextSessionsMs) this.settleSessions(nowMs);
  }

  private settleCursors(nowMs: number): void {
    const { cursors, parameters } = this.member;
    const everyMs = parameters.number('clientCursorMonitorFrequencySecs') * 1000;
    const roundMs = this.roundBefore(nowMs, everyMs);
    this.nextCursorsMs = roundMs + everyMs;
    const sinceMs = roundMs - parameters.number('cursorTimeoutMillis');
    this.timedOut += cursors.killWhere((c) => this.mayTimeOut(c) && c.usedMs <= sinceMs);
  }

  private mayTimeOut({ noTimeout, inUse, session }: Cursor): boolean {
    if (noTimeout || inUse) return false;
    const { parameters, version } = this.member;
    if (session === undefined || !isAtLeast(version, '5.0')) return true;
    return parameters.isOn('enableTimeoutOfInactiveSessionCursors');
  }

  private settleSessions(nowMs: number): void {
    const { cursors, parameters, engine } = this.member;
    const everyMs = parameters.number('logicalSessionRefreshMillis');
    const lifeMs = parameters.number('localLogicalSessionTimeoutMinutes') * 60_000;
    const roundMs = this.roundBefore(nowMs, everyMs);
    this.nextSessionsMs = roundMs + everyMs;
    const notedMs = ({ usedMs }: Session): number =>
      this.startMs + Math.ceil((usedMs - this.startMs) / everyMs) * everyMs;
    for (const session of [...engine.sessions.all()]) {
      if (notedMs(session) + lifeMs >= roundMs || cursors.some((c) => c.session === session.key && c.inUse))
        continue;
      cursors.killWhere((c) => c.session === session.key);
      engine.sessions.remove(session);
    }
  }

  private roundBefore(nowMs: number, everyMs: number): number {
    return nowMs - ((nowMs - this.startMs) % everyMs);
  }
}
