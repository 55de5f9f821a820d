/** `failCommand`: makes chosen commands fail, stall or lose their connection, so that clients can be tested. */
import { type Doc, isObject, toNumber } from './bson/values.ts';
import type { Request } from './commands/request.ts';
import { MongoError } from './errors.ts';

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

  set(times: number, skip: number, data: Doc): number {
    this.times = times;
    this.skip = skip;
    this.data = data;
    return this.entered;
  }

  /** What is to befall this command, if anything. */
  meets(req: Request): Failure | undefined {
    if (this.times <= 0) return undefined;
    const { failCommands, namespace, appName, threadName } = this.data;
    if (!Array.isArray(failCommands) || !failCommands.includes(req.name)) return undefined;
    if (appName !== undefined || threadName !== undefined) return undefined;
    if (namespace !== undefined && namespace !== `${req.db}.${String(req.cmd[req.name])}`) return undefined;
    if (this.skip > 0) {
      this.skip--;
      return undefined;
    }
    this.times--;
    this.entered++;
    const { errorCode, errorLabels, closeConnection, writeConcernError, blockConnection, blockTimeMS } =
      this.data;
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
}
