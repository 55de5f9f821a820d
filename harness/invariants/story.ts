/**
 * Tells what happened to an order, a product or a checkpoint, one sentence each.
 *
 * The last few entries of every subject are kept as they came and put into words only when something is wrong.
 */
import { type Document, EJSON } from 'bson';
import { when } from '../when.ts';
import { FaultLog } from './fault-log.ts';
import type { Answer, Change, FaultMoment, Violation } from './invariant.ts';
import { checkpoint, order, product } from './shop.ts';

type Entry = { sequence: number; change: Change } | { sequence: number; answer: Answer };

const timeOf = (entry: Entry): number => ('change' in entry ? entry.change : entry.answer).atMs;

const text = (value: unknown): string =>
  value === undefined ? 'nothing' : EJSON.stringify(value, { relaxed: true });

function subjectsOfChange({ coll, id, before, after }: Change): string[] {
  const doc: Document = after ?? before ?? {};
  if (coll === 'events') {
    const own = [product(doc.stream_id)];
    return doc.order_id === undefined ? own : [...own, order(doc.order_id)];
  }
  if (coll === 'poison_events') return [product(doc.stream_id)];
  if (coll === 'products_view') return [product(doc.product_id)];
  if (coll === 'checkpoints') return [checkpoint(id)];
  if (coll === 'sagas') return [order(id)];
  return doc.order_id === undefined ? [] : [order(doc.order_id)];
}

/** `field: old → new` for each top-level field that is not the same before and after. */
function differences(before: Document, after: Document): string {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  fields.delete('_id');
  return [...fields]
    .filter((field) => text(before[field]) !== text(after[field]))
    .map((field) => `${field}: ${text(before[field])} → ${text(after[field])}`)
    .join(', ');
}

function describeChange({ coll, op, id, before, after }: Change): string {
  if (coll === 'events' && op === 'insert')
    return `event ${after?.stream_id} v${after?.version}: ${after?.type} ${after?.qty} (${after?.order_id ?? after?.restock_id ?? '–'})`;
  if (coll === 'ledger' && op === 'insert')
    return `ledger: ${after?.kind} of ${after?.amount} for ${after?.order_id} ${after?.status} (key ${after?.idempotency_key})`;
  const name = `${coll} ${text(id)}`;
  if (!after) return `${name} deleted`;
  return `${name} ${op}: ${before ? differences(before, after) : text(after)}`;
}

function describeAnswer({ client, kind, key, status, body, sentMs, request }: Answer): string {
  const asked =
    kind === 'order'
      ? `ordered ${text(request)}`
      : `asked for ${kind === 'product' ? 'product' : 'order'} ${key}`;
  const told = status === 0 ? 'heard nothing' : `was told ${status} ${text(body)}`;
  return `${client} ${asked} at ${when(sentMs)} and ${told}`;
}

function tell(entry: Entry): string {
  return 'change' in entry
    ? `${when(entry.change.atMs)} ${describeChange(entry.change)}`
    : `${when(entry.answer.atMs)} ${describeAnswer(entry.answer)}`;
}

export class Storyteller {
  readonly #perSubject: number;
  readonly #subjects: number;
  /** Least recently touched first. */
  readonly #recent = new Map<string, Entry[]>();
  readonly #faults = new FaultLog();
  #sequence = 0;

  /** Keeps the last `perSubject` entries of each of the `subjects` most recently touched ones. */
  constructor(perSubject: number, subjects: number) {
    this.#perSubject = perSubject;
    this.#subjects = subjects;
  }

  onChange(change: Change): void {
    const entry = { sequence: this.#sequence++, change };
    for (const subject of subjectsOfChange(change)) this.#keep(subject, entry);
  }

  onAnswer(answer: Answer): void {
    const entry = { sequence: this.#sequence++, answer };
    this.#keep(answer.kind === 'product' ? product(answer.key) : order(answer.key), entry);
  }

  onFault(moment: FaultMoment): void {
    this.#faults.add(moment, this.#sequence++);
  }

  /** What led to a violation and which faults were in force meanwhile, oldest first, and the violation itself as the last line. */
  tell(violation: Violation): string[] {
    const entries = new Set<Entry>();
    for (const subject of [violation.subject, ...(violation.related ?? [])])
      for (const entry of this.#recent.get(subject) ?? []) entries.add(entry);
    const told = [...entries];
    const fromMs = Math.min(violation.atMs, ...told.map(timeOf));
    const { lines: faults, omitted } = this.#faults.since(fromMs);
    const lines = [...told.map((entry) => ({ sequence: entry.sequence, text: tell(entry) })), ...faults];
    lines.sort((a, b) => a.sequence - b.sequence);
    return [
      ...(omitted > 0 ? [`(of the faults then in force, the ${omitted} that began first are left out)`] : []),
      ...lines.map((line) => line.text),
      `${when(violation.atMs)} so ${violation.subject} broke ${violation.invariant}: ${violation.message}`,
    ];
  }

  #keep(subject: string, entry: Entry): void {
    const entries = this.#recent.get(subject) ?? [];
    entries.push(entry);
    if (entries.length > this.#perSubject) entries.shift();
    this.#recent.delete(subject);
    this.#recent.set(subject, entries);
    if (this.#recent.size <= this.#subjects) return;
    const [oldest] = this.#recent.keys();
    this.#recent.delete(oldest!);
  }
}
