/** Sets aside events that nobody can make sense of, so that somebody may look at them. */
import type { Collection, MongoClient, ObjectId } from 'mongodb';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import { POISON_EVENTS } from '../common/collections.ts';
import type { Metrics } from '../common/metrics/metrics.ts';
import { type StockEvent, whyPoison } from '../common/stock.ts';

interface PoisonEvent {
  /** The id of the event. */
  _id: ObjectId;
  reason: string;
  event: StockEvent;
  set_aside_at: Date;
}

export class PoisonEvents {
  readonly #poison: Collection<PoisonEvent>;
  readonly #log: Logger;
  readonly #setAside: Counter;

  constructor(mongo: MongoClient, log: Logger, metrics: Metrics) {
    this.#poison = mongo.db(POISON_EVENTS.db).collection<PoisonEvent>(POISON_EVENTS.name);
    this.#log = log;
    this.#setAside = metrics.counter(
      'poison_events_total',
      'Times that an event was met which makes no sense',
    );
  }

  /** Keeps a poison event with the reason, once however often it comes by. A sound event is none of its business. */
  async setAsideIfPoison(event: StockEvent): Promise<void> {
    const reason = whyOutOfPlace(event) ?? whyPoison(event);
    if (reason === null || event._id === undefined) return;
    this.#setAside.inc();
    this.#log.error({ event, reason }, 'poison event set aside');
    const found = { reason, event, set_aside_at: new Date() };
    await this.#poison.updateOne({ _id: event._id }, { $setOnInsert: found }, { upsert: true });
  }
}

/** Why an event has no place in a stream and cannot be applied at all; null when it has one. */
export function whyOutOfPlace(event: { stream_id: unknown; version: unknown }): string | null {
  if (typeof event.stream_id !== 'string') return 'stream_id is not a string';
  if (Number.isSafeInteger(event.version) && (event.version as number) > 0) return null;
  return `version is not a positive whole number: ${JSON.stringify(event.version)}`;
}
