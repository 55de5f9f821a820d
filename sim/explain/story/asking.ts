/** What was asked of the services, by clients first; what was asked again, and why. */
import type { Message } from '../../../harness/explanation/index.ts';
import { closest, shared, type Tale } from './told.ts';
import { at, type Clause, clause, type Part, said, sentences } from './words.ts';

const MOST_REQUESTS = 4;
const MOST_REPEATS = 4;

/** Requests of clients that change something, about the subject itself if there are such. */
export function asking(tale: Tale): Part[] {
  const asked = tale.requests.filter(({ from }) => tale.isClient(from));
  const changing = asked.filter(({ label }) => !label.startsWith('GET '));
  const all = changing.length > 0 ? changing : asked;
  const told = closest(all, MOST_REQUESTS, tale);
  const [first] = told;
  if (!first) return [];
  return [
    {
      atMs: first.sentMs,
      clauses: sentences(
        ...told.map((request) => [
          clause(`${request.from} sent ${said(request)} to ${request.to} ${at(request.sentMs)}`, request.id),
          ...toldBack(tale, request),
        ]),
      ),
    },
  ];
}

function toldBack(tale: Tale, request: Message): Clause[] {
  const answer = tale.answerTo(request);
  if (!answer || !tale.isBefore(answer.sentMs)) return [clause(', and had no answer by then')];
  const heard = tale.facts.events.find(
    ({ kind, lane, atMs }) => kind === 'answer' && lane === request.from && atMs === answer.arrivedMs,
  );
  return [clause(`, and was told ${said(answer)} ${at(answer.sentMs)}`, heard?.id ?? answer.id)];
}

/** What one asked the same of the same service for a second time. */
export function repeating(tale: Tale): Part[] {
  const firsts = new Map<string, Message>();
  const parts: (Part & { subjects: readonly string[] })[] = [];
  for (const request of tale.requests) {
    if (request.label.startsWith('GET ')) continue;
    const key = JSON.stringify([tale.serviceOf(request.from), tale.serviceOf(request.to), request.label]);
    const before = firsts.get(key);
    firsts.set(key, request);
    if (!before || shared(before.subjects, request.subjects) === 0) continue;
    const again = clause(
      `${request.from} asked ${request.to} ${at(request.sentMs)} for what ${before.from === request.from ? 'it' : before.from} had asked ${before.to === request.to ? 'it' : before.to} ${at(before.sentMs)} already: ${said(request)}`,
      request.id,
    );
    parts.push({
      atMs: request.sentMs,
      subjects: request.subjects,
      clauses: sentences([again], [why(tale, before, request)]),
    });
  }
  return closest(parts, MOST_REPEATS, tale);
}

function why(tale: Tale, before: Message, again: Message): Clause {
  const answer = tale.answerTo(before);
  if (before.fate !== null) return clause(`The first had been ${before.fate}`, before.id);
  if (!answer || answer.sentMs > again.sentMs) return clause('The first had no answer yet', before.id);
  if (answer.fate !== null)
    return clause(`The answer to the first, ${said(answer)}, was ${answer.fate}`, answer.id);
  return clause(`The first had been answered ${said(answer)}`, answer.id);
}
