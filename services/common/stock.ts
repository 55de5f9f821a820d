/** The one rule by which events become stock. Inventory decides by it and the projector shows it. */
import type { ObjectId } from 'mongodb';

export type StockEventType = 'restocked' | 'reserved' | 'released';

export interface StockEvent {
  _id?: ObjectId;
  /** The product. */
  stream_id: string;
  type: StockEventType;
  /** Units. A release that came before its reserve released none: 0. */
  qty: number;
  /** 1, 2, 3… without gaps within a stream. */
  version: number;
  /** The writer's clock: for people to read, never for order. */
  timestamp: Date;
  /** The order it was done for; for `restocked`, the id of the delivery. */
  order_id: string;
}

const SIGN: Record<StockEventType, 1 | -1> = { restocked: 1, reserved: -1, released: 1 };

/** Why nobody can make sense of this event, or null when it is sound. Judges whatever was stored, not what types say. */
export function whyPoison(event: { type: unknown; qty: unknown }): string | null {
  if (typeof event.type !== 'string' || !Object.hasOwn(SIGN, event.type)) {
    return `unknown type ${JSON.stringify(event.type)}`;
  }
  if (!Number.isSafeInteger(event.qty) || (event.qty as number) < 0) {
    return `qty is not a whole number of units: ${JSON.stringify(event.qty)}`;
  }
  return null;
}

/** By how many units this event changes what is available. A poison event changes nothing. */
export function stockChange(event: StockEvent): number {
  return whyPoison(event) === null ? SIGN[event.type] * event.qty : 0;
}
