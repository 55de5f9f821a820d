/**
 * Asks one thing after the other, beside the driver: whether a target is what it should be; before a run, whether each
 * kind of request is answered as it should be (one that is not measures nothing); and after it, whether all is well.
 */
import type { Answer } from '../invariants/index.ts';
import type { Asked, PlannedRequest } from '../scenario/request.ts';
import type { Recognition } from '../scenario/scenario.ts';
import { within } from '../within.ts';
import { bodyOf, heardOf } from '../workload/heard.ts';
import { expectedOf, isExpected, type Kinds } from './kinds.ts';
import { CannotStart } from './options.ts';

/** What has just been started or written may take a while. */
const WITHIN_MS = 5000;
const AGAIN_MS = 200;

type UrlOf = (service: string) => string;

interface LapHooks<A extends Asked> {
  nowMs(): number;
  onSent(request: A): void;
  onAnswer(answer: Answer): void;
  signal: AbortSignal;
}

/** Throws `CannotStart` with one line when what is there is no such service. Asks for what it says, and writes nothing. */
export async function recognise(service: string, url: string, known: Recognition): Promise<void> {
  const { path, status, body = {} } = known;
  const expected = [status, ...Object.values(body)].join(' ');
  const untilMs = performance.now() + WITHIN_MS;
  for (;;) {
    const answer = await ask(url, { method: 'GET', path });
    const told = bodyOf(answer.text);
    const heard = [answer.said, ...Object.keys(body).map((field) => told?.[field] ?? '')].join(' ').trim();
    if (heard === expected) return;
    // It may be about to start; whatever else is answered will be answered again.
    const mayCome = answer.text === null || answer.said === '503';
    if (!mayCome || performance.now() >= untilMs)
      throw new CannotStart(
        `${url} does not answer as ${service} does: GET ${path} should be answered ${expected}, but was: ${heard}; say with --target ${service}=URL where ${service} is`,
      );
    await pause();
  }
}

/** Throws `CannotStart` with one line about the first kind of request that is never answered as it should be. */
export async function probe(
  trial: readonly PlannedRequest[],
  urlOf: UrlOf,
  kinds: Kinds,
  onSent: (request: PlannedRequest) => void = () => {},
): Promise<void> {
  const unproven = new Map<string, PlannedRequest[]>();
  for (const request of trial) unproven.set(request.kind, [...(unproven.get(request.kind) ?? []), request]);
  /** Of kinds that were asked, and not answered as they should be: what, and how. */
  const heard = new Map<string, { what: string; said: string }>();
  const untilMs = performance.now() + WITHIN_MS;
  const isTime = () => performance.now() < untilMs;
  const tryOne = async (request: PlannedRequest): Promise<void> => {
    onSent(request);
    const { said } = await ask(urlOf(request.to), request);
    if (isExpected(expectedOf(kinds, request.kind), said)) unproven.delete(request.kind);
    else heard.set(request.kind, { what: `${request.method} ${urlOf(request.to)}${request.path}`, said });
  };
  // In their order, as one may refer to another.
  for (const request of trial) if (unproven.size > 0 && isTime()) await tryOne(request);
  while (unproven.size > 0 && isTime()) {
    await pause();
    for (const [kind, requests] of [...unproven])
      for (const request of requests) if (unproven.has(kind) && isTime()) await tryOne(request);
  }
  for (const kind of unproven.keys()) {
    const otherwise = heard.get(kind);
    if (!otherwise) continue;
    const { what, said } = otherwise;
    throw new CannotStart(
      `${kind} (${what}) should be answered ${expectedOf(kinds, kind)}, but was: ${said}`,
    );
  }
}

/** Sends each once, one after the other, and tells what was answered. What the signal cuts short is not told. */
export async function lap<A extends Asked>(
  requests: readonly A[],
  urlOf: UrlOf,
  { nowMs, onSent, onAnswer, signal }: LapHooks<A>,
): Promise<void> {
  for (const request of requests) {
    const sentMs = nowMs();
    onSent(request);
    const { said, text } = await ask(urlOf(request.to), request, signal);
    if (signal.aborted) return;
    const status = text === null ? 0 : Number(said);
    onAnswer(heardOf(request, { client: 'groundhog', sentMs, atMs: nowMs(), status, body: bodyOf(text) }));
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, AGAIN_MS));

/** The status and what came with it; or why there is none, and no text. */
async function ask(
  url: string,
  { method, path, headers, payload }: Pick<Asked, 'method' | 'path' | 'headers' | 'payload'>,
  ended?: AbortSignal,
): Promise<{ said: string; text: string | null }> {
  try {
    return await within(WITHIN_MS, ended, async (signal) => {
      const response = await fetch(`${url}${path}`, {
        method,
        signal,
        headers: { ...headers, ...(payload !== undefined && { 'content-type': 'application/json' }) },
        ...(payload !== undefined && { body: JSON.stringify(payload) }),
      });
      return { said: String(response.status), text: await response.text() };
    });
  } catch (error) {
    const { cause, message } = error as Error;
    const said =
      cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
    return { said, text: null };
  }
}
