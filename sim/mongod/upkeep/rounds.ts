/**
 * Something that a server does over and over, so long apart. It is waited for only while there is something to do, and
 * comes when it would if a thread had slept and woken since the server's start: so a member that needs none of it has no
 * timer for it, and one that does has it at the usual times.
 */
export class Rounds {
  private readonly everyMs: () => number;
  private readonly isNeeded: () => boolean;
  private readonly look: () => void | Promise<void>;
  private readonly startMs = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private stopped = false;

  constructor(everyMs: () => number, isNeeded: () => boolean, look: () => void | Promise<void>) {
    this.everyMs = everyMs;
    this.isNeeded = isNeeded;
    this.look = look;
  }

  /** Called where there may be something to do that was not there before, or the times may be others. */
  arrange(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.looking || this.stopped || !this.isNeeded()) return;
    const every = this.everyMs();
    const left = every - ((performance.now() - this.startMs) % every);
    // Timers know whole milliseconds; one that came too early would come twice.
    this.timer = setTimeout(() => void this.round(), Math.ceil(left));
  }

  /** The next time is waited for. */
  get isArranged(): boolean {
    return this.timer !== undefined;
  }

  /** How often it has been time since the start, whether there was anything to do or not. */
  get count(): number {
    return Math.floor((performance.now() - this.startMs) / this.everyMs());
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async round(): Promise<void> {
    this.looking = true;
    this.timer = undefined;
    await this.look();
    this.looking = false;
    this.arrange();
  }
}
