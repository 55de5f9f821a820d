/** Messages as they went: when, what became of them and by which fault, what each answers and whom it is about. */
import type { Message, Span } from '../../harness/explanation/index.ts';
import { duration } from '../../harness/words.ts';
import type { Faults } from './faults.ts';
import type { Piece, Recording } from './recording.ts';
import type { Subjects } from './subjects.ts';
import { type Said, saidIn } from './wire/said.ts';
import { wordsOf } from './words.ts';

/** A message, and what it was made of, for who looks further. */
export interface Told {
  message: Message;
  said: Said;
}

interface Fate {
  arrivedMs: number | null;
  fate: string | null;
  fault: string | null;
}

export interface Context {
  faults: Faults;
  spans: readonly Span[];
  subjects: Subjects;
  /** The fault that ended the process of a lane last before a time. */
  downedBy(lane: string, atMs: number): string | null;
}

/** In the order they were sent. */
export function messagesOf({ talks }: Recording, context: Context): Told[] {
  const all: { said: Said; words: ReturnType<typeof wordsOf>; fate: Fate }[] = [];
  for (const talk of talks) {
    const resetBy = [...talk.client.pieces, ...talk.server.pieces]
      .flatMap(({ judged }) => judged)
      .find(({ verdict }) => verdict.kind === 'reset');
    for (const said of saidIn(talk)) {
      const fate = fateOf(said, resetBy, context);
      all.push({ said, words: wordsOf(said), fate });
    }
  }
  all.sort(
    (a, b) =>
      a.said.pieces[0]!.sentUs - b.said.pieces[0]!.sentUs || a.said.pieces[0]!.seq - b.said.pieces[0]!.seq,
  );
  const ids = new Map(all.map(({ said }, i) => [said, `m${i + 1}`]));
  const told = all.map(({ said, words, fate }): Told => {
    const [first] = said.pieces as [Piece];
    const { label, body, isNoise } = words;
    const subjects = isNoise ? [] : context.subjects.in(body);
    return {
      said,
      message: {
        id: ids.get(said)!,
        from: said.from,
        to: said.to,
        label,
        protocol: said.content.protocol,
        sentMs: first.sentUs / 1000,
        ...fate,
        answers: said.answers && (ids.get(said.answers) ?? null),
        subjects,
        strong: false,
        isNoise,
        body: isNoise ? null : body,
        stack: isNoise ? [] : first.stack,
      },
    };
  });
  pair(told, context.subjects);
  return told;
}

/** A question and its answer are about the same, and idle together. */
function pair(told: readonly Told[], subjects: Subjects): void {
  const byId = new Map(told.map((one) => [one.message.id, one.message]));
  for (const { message } of told) {
    const asked = message.answers === null ? undefined : byId.get(message.answers);
    if (!asked) continue;
    if (message.isNoise) Object.assign(asked, { isNoise: true, body: null, stack: [] });
    const both = message.isNoise ? [] : [...new Set([...asked.subjects, ...message.subjects])];
    asked.subjects = both;
    message.subjects = both;
  }
  for (const { message } of told) message.strong = !message.isNoise && subjects.isStrong(message.subjects);
}

function fateOf(
  { pieces, to, from, content }: Said,
  resetBy: Piece['judged'][number] | undefined,
  { faults, spans, downedBy }: Context,
): Fate {
  const last = pieces.at(-1)!;
  const arrivedMs = last.arrivedUs === null || !last.isHeard ? null : last.arrivedUs / 1000;
  const judged = pieces.flatMap((piece) => piece.judged);
  const by = (index: number | null | undefined) => {
    const id = faults.id(index);
    const fault = id === null ? undefined : faults.named(id);
    return fault ? ` by ${fault.kind}` : '';
  };
  const fate = (words: string, fault: string | null): Fate => ({ arrivedMs, fate: words, fault });
  const reset = judged.find(({ verdict }) => verdict.kind === 'reset');
  if (reset) return fate(`cut off${by(reset.fault)}`, faults.id(reset.fault));
  const hold = judged.findLast(({ verdict }) => verdict.kind === 'hold');
  const delay = judged.findLast(({ verdict }) => verdict.kind === 'delay');
  if (last.lostUs !== null) {
    const fault = downedBy(to, last.lostUs / 1000);
    return fate(`lost: ${to} was gone`, fault);
  }
  if (last.arrivedUs === null) {
    if (hold) return fate(`held${by(hold.fault)}, and never sent`, faults.id(hold.fault));
    const gone = downedBy(from, Number.POSITIVE_INFINITY);
    return fate('never sent on', gone);
  }
  const cause = hold ?? delay ?? resetBy;
  const tookMs = (last.arrivedUs - pieces[0]!.sentUs) / 1000;
  if (!last.isHeard) {
    if (content.protocol === 'other' && content.bytes === 0)
      return fate(
        `refused: ${to} does not listen`,
        downedBy(to, last.arrivedUs / 1000) ?? faults.id(cause?.fault),
      );
    if (resetBy && !hold && !delay) return fate(`cut off${by(resetBy.fault)}`, faults.id(resetBy.fault));
    return fate(
      `too late for ${to}, which had hung up${cause ? `, ${duration(tookMs)} late${by(cause.fault)}` : ''}`,
      faults.id(cause?.fault),
    );
  }
  // What came while it stood still was heard the moment that it went on, whatever else had made it late.
  const sentMs = pieces[0]!.sentUs / 1000;
  const still = spans.find(
    (span) => span.lane === to && span.kind === 'paused' && span.toMs === arrivedMs && span.toMs > sentMs,
  );
  if (still) {
    const [pause] = faults.inForce(to, still.fromMs, 'pause');
    return fate(`kept waiting while ${to} stood still: ${duration(tookMs)}`, pause?.id ?? null);
  }
  if (hold) return fate(`held${by(hold.fault)}: ${duration(tookMs)} on its way`, faults.id(hold.fault));
  if (delay) {
    const { verdict } = delay;
    const hungUp = verdict.kind === 'delay' && verdict.hangUp ? `, and ${from} saw a reset meanwhile` : '';
    return fate(`late${by(delay.fault)}: ${duration(tookMs)} on its way${hungUp}`, faults.id(delay.fault));
  }
  return { arrivedMs, fate: null, fault: null };
}
