/** Who looks on at what is said over the network, to tell of it later: is told of all, and changes nothing. */
import type { Endpoint } from './connection.ts';
import type { Judgement } from './rules.ts';

/** Each buffer is sent once, and so tells what is sent apart. */
export interface Onlooker {
  /** A process sends bytes; nothing has become of them yet. Empty ones ask for the connection. */
  onSent(from: Endpoint, bytes: Buffer): void;
  /** What rules made of them, if they did; of bytes that were held again, when they are sent again. */
  onJudged(bytes: Buffer, judgement: Judgement): void;
  /** They have reached the other host, where a process hears them or none does any more. */
  onArrived(bytes: Buffer, isHeard: boolean): void;
  /** The process that they were for is gone. */
  onLost(bytes: Buffer): void;
  /** A process closes its end. */
  onClosed(end: Endpoint): void;
}
