/**
 * What an invariant, or what else goes by names, looks at and a run has nothing of: as long as that is so it sees nothing,
 * and an invariant holds whatever happens.
 */
import type { About, Invariant } from '../harness/invariants/index.ts';
import type { PlannedRequest } from '../harness/scenario/request.ts';
import { type Finding, warn } from './finding.ts';
import type { Heard } from './stage.ts';

export type HeardOf = Pick<Heard, 'answers' | 'written'>;

/** `drawn`: the first request of each kind. */
export function vacuous(
  looking: readonly Pick<Invariant, 'name' | 'about'>[],
  drawn: readonly PlannedRequest[],
  heard: HeardOf,
): Finding[] {
  const asked = drawn.flatMap((request) => (request.follow ? [request, request.follow] : [request]));
  const bodiesSent = new Map(asked.map(({ kind, payload }) => [kind, fieldsOf(payload)]));
  const bodiesAnswered = new Map<string, Set<string>>();
  for (const { kind, status, body } of heard.answers) {
    if (!bodiesSent.has(kind)) bodiesSent.set(kind, new Set());
    if (status !== 200) continue;
    bodiesAnswered.set(kind, new Set([...(bodiesAnswered.get(kind) ?? []), ...fieldsOf(body)]));
  }
  return looking.flatMap(({ name, about }) => [
    ...(about?.kinds ? kindFindings(name, about.kinds, bodiesSent, bodiesAnswered) : []),
    ...(about?.collections ?? []).flatMap(({ db, coll, fields = [] }) => {
      const where = `${db}.${coll}`;
      const had = heard.written.get(where);
      return had
        ? fieldFindings(name, fields, had, `document of ${where} had`)
        : [nothing(name, `${where}, which is never written`, 'written are', heard.written.keys())];
    }),
  ]);
}

type Bodies = ReadonlyMap<string, ReadonlySet<string>>;

function kindFindings(
  name: string,
  { names, sent = [], answered = [] }: NonNullable<About['kinds']>,
  bodiesSent: Bodies,
  bodiesAnswered: Bodies,
): Finding[] {
  return names.flatMap((kind) => {
    const had = bodiesSent.get(kind);
    if (!had) return [nothing(name, `requests '${kind}', which nobody asks`, 'asked are', bodiesSent.keys())];
    const heard = bodiesAnswered.get(kind);
    return [
      ...fieldFindings(name, sent, had, `request '${kind}' had`),
      // A kind that was never answered 200 is told of where each kind is asked.
      ...(heard ? fieldFindings(name, answered, heard, `answer to '${kind}' had`) : []),
    ];
  });
}

const fieldFindings = (name: string, fields: readonly string[], had: ReadonlySet<string>, whose: string) =>
  fields
    .filter((field) => !had.has(field))
    .map((field) => nothing(name, `the field '${field}', which no ${whose}`, 'there were', had));

const nothing = (name: string, what: string, there: string, names: Iterable<string>): Finding => {
  const all = [...names];
  const known = all.length === 0 ? 'there is nothing else either' : `${there} ${all.join(', ')}`;
  return warn(name, `looks at ${what}: it sees nothing there`, `see that this is its name: ${known}`);
};

const fieldsOf = (body: unknown): Set<string> =>
  new Set(typeof body === 'object' && body !== null ? Object.keys(body) : []);
