/**
 * Fail points: what a client sets up to befall it or others, so that it can be tested.
 *
 * `failCommand` makes chosen commands fail, stall or lose their connection, of all clients or those of one `appName`.
 * `maxTimeAlwaysTimeOut` lets every command that has a maxTimeMS run out of it. `onPrimaryTransactionalWrite` strikes as
 * a statement of a retryable write takes effect, `failGetMoreAfterCursorCheckout` once a getMore has its cursor. While
 * `stopReplProducer` is on, a secondary stays as it is.
 */
import { type Doc, isNumber, isObject, toNumber } from './bson/values.ts';
import type { Request } from './commands/request.ts';
import { fail, MongoError } from './errors.ts';

export interface Failure {
  blockMs: number;
  close: boolean;
  error: MongoError | undefined;
  writeConcernError: Doc | undefined;
  /** Given with the failure, these stand in the place of the labels that the server would choose. */
  labels: string[] | undefined;
}

export class FailPoint {
  private times = 0;
  private skip = 0;
  private data: Doc = {};
  private entered = 0;

  /** Sets it up, or off with 0 times. How often it has struck so far. */
  set(times: number, skip: number, data: Doc): number {
    this.times = times;
    this.skip = skip;
    this.data = data;
    return this.entered;
  }

  get isOn(): boolean {
    return this.times > 0;
  }

  /** Its data, if it strikes now; `concerns` says whether this is a case for it at all. */
  strikes(concerns: (data: Doc) => boolean = () => true): Doc | undefined {
    if (this.times <= 0 || !concerns(this.data)) return undefined;
    if (this.skip > 0) {
      this.skip--;
      return undefined;
    }
    this.times--;
    this.entered++;
    return this.data;
  }
}

export class FailPoints {
  private readonly failCommand = new FailPoint();
  private readonly onPrimaryTransactionalWrite = new FailPoint();
  private readonly failGetMoreAfterCursorCheckout = new FailPoint();
  private readonly stopReplProducer = new FailPoint();
  private readonly maxTimeAlwaysTimeOut = new FailPoint();

  named(name: unknown): FailPoint | undefined {
    if (name === 'failCommand') return this.failCommand;
    if (name === 'onPrimaryTransactionalWrite') return this.onPrimaryTransactionalWrite;
    if (name === 'maxTimeAlwaysTimeOut') return this.maxTimeAlwaysTimeOut;
    if (name === 'stopReplProducer') return this.stopReplProducer;
    return name === 'failGetMoreAfterCursorCheckout' ? this.failGetMoreAfterCursorCheckout : undefined;
  }

  get holdsReplication(): boolean {
    return this.stopReplProducer.isOn;
  }

  /** What is to befall this command, if anything. */
  meets(req: Request): Failure | undefined {
    const data = this.failCommand.strikes((d) => chosen(req, d));
    if (!data) return undefined;
    const { errorCode, errorLabels, closeConnection, writeConcernError, blockConnection, blockTimeMS } = data;
    return {
      blockMs: blockConnection ? toNumber(blockTimeMS ?? 0) : 0,
      close: closeConnection === true,
      error:
        errorCode === undefined
          ? undefined
          : new MongoError(toNumber(errorCode), "Failing command due to 'failCommand' failpoint"),
      writeConcernError: isObject(writeConcernError) ? writeConcernError : undefined,
      labels: Array.isArray(errorLabels) ? errorLabels.map(String) : undefined,
    };
  }

  /** Throws if the time that the command may take is to be over. What a getMore is given is how long it may wait. */
  atStart({ name, cmd }: Request): void {
    const limited = name !== 'getMore' && isNumber(cmd.maxTimeMS) && toNumber(cmd.maxTimeMS) > 0;
    if (limited && this.maxTimeAlwaysTimeOut.strikes()) fail(50, 'operation exceeded time limit');
  }

  /** Throws if the statement is to fail before it takes effect. */
  atStatement(req: Request): void {
    const data = this.onPrimaryTransactionalWrite.strikes();
    if (!data) return;
    // The command runs on, but nobody hears of it.
    if (data.closeConnection !== false) req.unheard = true;
    if (data.failBeforeCommitExceptionCode !== undefined)
      throw new MongoError(toNumber(data.failBeforeCommitExceptionCode), 'Failing write due to failpoint.');
  }

  /** Throws if the getMore is to fail. */
  atCursor(req: Request): void {
    const data = this.failGetMoreAfterCursorCheckout.strikes((d) =>
      chosen(req, { ...d, failCommands: ['getMore'] }),
    );
    if (data)
      throw new MongoError(
        toNumber(data.errorCode ?? 1),
        "Hit the 'failGetMoreAfterCursorCheckout' failpoint",
      );
  }
}

/** Older names of commands, which stand for the newer. */
const ALIASES: Record<string, string> = {
  ismaster: 'isMaster',
  buildinfo: 'buildInfo',
  findandmodify: 'findAndModify',
  deleteIndexes: 'dropIndexes',
};
const fullName = (name: string): string => (Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name);

function chosen(req: Request, { failCommands, namespace, appName, threadName }: Doc): boolean {
  if (!Array.isArray(failCommands)) return false;
  if (!failCommands.some((name) => fullName(String(name)) === fullName(req.name))) return false;
  if (threadName !== undefined || (appName !== undefined && appName !== req.connection.appName)) return false;
  return namespace === undefined || namespace === `${req.db}.${String(req.cmd[req.name])}`;
}
