/** What was asked of the services, by clients first; what was asked again, and why. */
import type { Message } from '../../../harness/explanation/index.ts';
import { NO_ANSWER } from '../unanswered.ts';
import { closest, type Tale } from './told.ts';
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

/** What was asked of a service again, by whichever instance: the first time that it was, and how often in all. */
export function repeating(tale: Tale): Part[] {
  const asked = new Map<string, Message[]>();
  for (const request of tale.requests) {
    if (request.label.startsWith('GET ')) continue;
    const key = JSON.stringify([tale.serviceOf(request.from), tale.serviceOf(request.to), request.label]);
    asked.set(key, [...(asked.get(key) ?? []), request]);
  }
  const repeats = [...asked.values()].flatMap(([before, again, ...more]) =>
    before && again ? [{ before, again, times: 2 + more.length, subjects: again.subjects }] : [],
  );
  return closest(repeats, MOST_REPEATS, tale).map(({ before, again, times }) => {
    const who = before.from === again.from ? 'it' : before.from;
    const whom = before.to === again.to ? 'it' : before.to;
    const often = times > 2 ? `, ${times} times in all` : '';
    const text = `${again.from} asked ${again.to} ${at(again.sentMs)} for what ${who} had asked ${whom} ${at(before.sentMs)} already${often}: ${said(again)}`;
    return {
      atMs: again.sentMs,
      clauses: sentences([clause(text, again.id)], [why(tale, before, again)]),
    };
  });
}

/** What services asked of each other that no other part tells of, the first of each kind: it may be that nothing came of it. */
export function calling(tale: Tale, told: ReadonlySet<string>): Part[] {
  const firsts = new Map<string, Message>();
  for (const request of tale.requests) {
    if (tale.isClient(request.from) || request.label.startsWith('GET ')) continue;
    const [method, path] = request.label.split(' ');
    const kind = `${tale.serviceOf(request.to)} ${method} ${path}`;
    if (!firsts.has(kind)) firsts.set(kind, request);
  }
  const untold = [...firsts.values()].filter(({ id }) => !told.has(id));
  return closest(untold, MOST_REQUESTS, tale).map((request) => ({
    atMs: request.sentMs,
    clauses: sentences([
      clause(`${request.from} asked ${request.to} ${at(request.sentMs)}: ${said(request)}`, request.id),
      ...toldBack(tale, request),
    ]),
  }));
}

function why(tale: Tale, before: Message, again: Message): Clause {
  const answer = tale.answerTo(before);
  if (before.fate !== null) return clause(`The first had been ${before.fate}`, before.id);
  if (!answer || answer.sentMs > again.sentMs) return clause('The first had no answer yet', before.id);
  if (answer.label === NO_ANSWER) return clause(`The first had no answer: ${answer.fate}`, answer.id);
  if (answer.fate !== null)
    return clause(`The answer to the first, ${said(answer)}, was ${answer.fate}`, answer.id);
  return clause(`The first had been answered ${said(answer)}`, answer.id);
}
