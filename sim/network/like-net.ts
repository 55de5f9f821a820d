/** What a stream must have to be taken for a `net.Socket`, whatever carries its bytes: here nothing is left to tune. */
import { Duplex } from 'node:stream';

export abstract class LikeNetSocket extends Duplex {
  /** As net has it, 'close' says whether it was for an error. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'close' && args.length === 0) return super.emit(event, this.errored !== null);
    return super.emit(event, ...args);
  }

  /** Destroys once all that was written is on its way. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
