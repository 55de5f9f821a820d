/** What faults did to those who take part: which messages they held, lost or made late, whom they ended, and what came of it. */
import type { Event, ExplainedFault, Message } from '../../../harness/explanation/index.ts';
import { when } from '../../../harness/when.ts';
import { plural } from '../../../harness/words.ts';
import { NO_ANSWER } from '../unanswered.ts';
import { lastOf } from './ending.ts';
import { closest, type Tale } from './told.ts';
import { at, type Clause, clause, type Part, said, sentences } from './words.ts';

const MOST_FAULTS = 6;
const MOST_MESSAGES = 4;
const MOST_EVENTS = 3;

export function faulting(tale: Tale): Part[] {
  const { facts } = tale;
  const isFew = facts.faults.length <= MOST_FAULTS;
  const told = facts.faults
    .filter(({ fromMs }) => tale.isBefore(fromMs))
    .map((fault) => {
      const struck = new Set(fault.struck);
      const messages = tale.messages.filter(({ id }) => struck.has(id));
      const events = facts.events.filter(
        ({ id, atMs, lane, label }) =>
          struck.has(id) &&
          tale.isBefore(atMs) &&
          lane !== null &&
          (tale.partakers.has(lane) || tale.isService(lane)) &&
          !label.endsWith('set right'),
      );
      return { fault, messages, events };
    })
    .filter(
      ({ messages, events, fault }) =>
        isFew ||
        messages.length + events.length > 0 ||
        (fault.lanes.length === 0 && fault.toMs > tale.untilMs - 5000),
    )
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MOST_FAULTS);
  return told.map(({ fault, messages, events }) => ({
    atMs: Math.min(fault.fromMs, ...messages.map(({ sentMs }) => sentMs)),
    clauses: sentences(
      [clause(began(fault), fault.id)],
      ...events.slice(0, MOST_EVENTS).flatMap((event) => happened(tale, event)),
      ...closest(messages, MOST_MESSAGES, tale).map((one) => fared(tale, one)),
      rest(messages.length - MOST_MESSAGES),
    ),
  }));
}

const weight = ({ messages, events }: { messages: Message[]; events: Event[] }): number =>
  messages.length + 3 * events.length;

function began({ kind, words, fromMs, toMs }: ExplainedFault): string {
  const until = toMs > fromMs ? `From ${when(fromMs)} to ${when(toMs)}` : `At ${when(fromMs)}`;
  return `${until} there was a ${kind}: ${words}`;
}

const happened = (tale: Tale, event: Event): Clause[][] => [
  [clause(`So ${event.label} ${at(event.atMs)}`, event.id)],
  ...(event.kind === 'crash' || event.kind === 'exit' ? lastOf(tale, event) : []),
];

function fared(tale: Tale, { from, to, sentMs, fate, answers, arrivedMs, id, label }: Message): Clause[] {
  const asked = tale.message(answers);
  if (!asked) return [clause(`So ${label} of ${from} to ${to}, ${at(sentMs)}, was ${fate}`, id)];
  if (arrivedMs === null && label === NO_ANSWER)
    return [
      clause(
        `So ${to}, which had asked ${from} for ${said(asked)}, heard nothing: ${fate} ${at(sentMs)}`,
        id,
      ),
    ];
  return [clause(`So the answer of ${from} to ${said(asked)} of ${to}, ${at(sentMs)}, was ${fate}`, id)];
}

const rest = (more: number): Clause[] =>
  more > 0 ? [clause(`It struck ${plural(more, 'more message')} that have to do with it`)] : [];
