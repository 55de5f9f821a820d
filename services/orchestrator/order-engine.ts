/** What the front door asks of an engine: to see each order that it accepts to its end, whatever drives it there. */
import type { MongoClient } from 'mongodb';
import type { Logger } from 'pino';
import type { Metrics } from '../common/metrics/metrics.ts';
import type { Order } from './saga.ts';
import type { Steps } from './steps.ts';

export interface OrderEngine {
  /** Makes a new order durable, and that it comes to its end. False when its id is taken. */
  accept(orderId: string, order: Order): Promise<boolean>;
  /** Sees to orders that others left, until told to close; resolves when nothing is under way here any more. */
  run(): Promise<void>;
  /** Sagas that this process drives itself. */
  readonly driven: number;
  /** Sagas without an end, whoever drives them, and for how long this instance knows the oldest. */
  readonly unfinished: { sagas: number; oldestMs: number };
  /** Where a person can watch an order on its way; undefined: nowhere. */
  watchUrl(orderId: string): string | undefined;
  close(): Promise<void>;
}

/** What any engine is made of. */
export interface EngineParts {
  mongo: MongoClient;
  steps: Steps;
  instance: string;
  log: Logger;
  metrics: Metrics;
  closing: AbortSignal;
}

export type MakeEngine = (parts: EngineParts) => OrderEngine;
