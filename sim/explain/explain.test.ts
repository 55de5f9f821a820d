/** What is told of a run is the run's, and to record it changes nothing. */
import { expect, test } from 'vitest';
import type { Explanation } from '../../harness/explanation/index.ts';
import { loadScenario } from '../../harness/scenario/load.ts';
import type { PlannedFault } from '../plan/plan.ts';

const { drawPlan, simulator } = await import('../engine.ts');
const { explain } = await import('./index.ts');
const notes = await loadScenario('sim/system/testing/notes/scenario.ts');

/** The third note of a run is one too many. */
const failing = {
  ...notes,
  scenario: {
    ...notes.scenario,
    invariants: [
      {
        name: 'two notes at most',
        says: 'There are never more than two notes.',
        create() {
          const ids: string[] = [];
          return {
            onChange({ atMs, op, id }: { atMs: number; op: string; id: unknown }) {
              if (op !== 'insert' || ids.push(String(id)) < 3) return [];
              const subject = `notes ${ids.at(-1)}`;
              return [
                { invariant: 'two notes at most', atMs, subject, message: `it is the ${ids.length}th` },
              ];
            },
            state: () => ({ notes: [...ids] }),
          };
        },
      },
    ],
  },
};
const simulate = await simulator(failing);

function planned(faults: PlannedFault[]) {
  const plan = drawPlan(failing.scenario, 4, { faults: [], size: 12 });
  return { ...plan, topology: { ...plan.topology, instances: { api: 2 }, members: 3 }, faults };
}

async function explained(faults: PlannedFault[] = []) {
  const plan = planned(faults);
  const { result, facts } = await explain(failing, simulate, plan);
  return { plan, result, facts: facts! };
}

const messageOf = ({ messages }: Pick<Explanation, 'messages'>, id: string | null | undefined) =>
  messages.find((message) => message.id === id)!;

test('a commit is traced to its request: by whom, where in the code, and what the client was told', async () => {
  const { result, facts } = await explained();
  const { violation, events } = facts;
  expect(violation).toMatchObject({
    invariant: 'two notes at most',
    says: 'There are never more than two notes.',
  });
  const shown = events.find(({ id }) => id === violation!.event)!;
  expect(shown).toMatchObject({ kind: 'violation', atMs: violation!.atMs, strong: true });
  const commit = events.find(
    ({ kind, subjects }) => kind === 'commit' && subjects.includes(violation!.subject),
  )!;
  expect(commit).toMatchObject({
    strong: true,
    seq: shown.seq,
    change: { coll: 'notes', op: 'insert', before: null },
  });
  const update = messageOf(facts, commit.change!.message);
  expect(update).toMatchObject({
    from: commit.change!.by,
    to: commit.lane,
    protocol: 'mongodb',
    strong: true,
    isNoise: false,
    fate: null,
    body: { update: 'notes', updates: [{ upsert: true }] },
  });
  expect(update.label).toMatch(/^update notes \{_id: n\d+\} to \{\$set: \{text: text \d+, by: api-\d\}\}$/);
  expect(update.stack[0]).toMatch(/sim\/system\/testing\/notes\/api\.ts:30:\d+\)?$/);
  const key = violation!.subject.split(' ')[1]!;
  const put = facts.messages.find(({ label }) => label.startsWith(`PUT /notes/${key}`))!;
  expect(put).toMatchObject({
    from: expect.stringMatching(/^client-/),
    to: update.from,
    subjects: expect.arrayContaining([violation!.subject]),
  });
  expect(put.arrivedMs!).toBeGreaterThan(put.sentMs);
  const answer = facts.messages.find(({ answers }) => answers === put.id)!;
  expect(answer).toMatchObject({ from: put.to, to: put.from, label: `201 {id: ${key}}`, strong: true });
  expect(
    facts.invariantStates.map(({ state }) => (state as { notes: string[] }).notes.length).slice(0, 3),
  ).toEqual([0, 1, 2]);
  expect(
    facts.logs.some(
      ({ line, subjects }) => line.startsWith(`note ${key} is`) && subjects.includes(violation!.subject),
    ),
  ).toBe(true);
  expect(facts.messages.filter(({ isNoise, strong }) => isNoise && strong)).toEqual([]);
  expect(facts.messages.filter(({ label, isNoise }) => label === 'heartbeat' && !isNoise)).toEqual([]);
  expect(facts).toMatchObject({ traceHash: result.traceHash, historyHash: result.historyHash, window: null });
});

test('what faults do is told with them: who went down, what was held, lost, late, or never answered', async () => {
  const { plan } = await explained();
  const [first, , , , fifth, , , , ninth, , last] = plan.requests.map(({ atMs }) => atMs) as [
    number,
    ...number[],
  ];
  const [atMs, durationMs] = [last! + 50, ninth! - fifth!];
  const { facts } = await explained([
    { kind: 'crash', atMs, durationMs: 0, params: { host: 'api-1', peersSeeReset: true } },
    { kind: 'partition', atMs: first - 10, durationMs: 300, params: { group: ['api-1', 'api-2'] } },
    { kind: 'pause', atMs: fifth!, durationMs, params: { host: 'api-2' } },
    { kind: 'lost-write-reply', atMs: 0, durationMs: plan.chaosMs, params: { writes: 1, skip: 1 } },
  ]);
  const [crash, partition, pause, lost] = facts.faults as [
    never,
    never,
    never,
    never,
  ] as Explanation['faults'];
  const struck = ({ struck }: { struck: string[] }) =>
    struck.map((id) => facts.events.find((event) => event.id === id) ?? messageOf(facts, id));
  expect(crash).toMatchObject({
    id: 'f1',
    lanes: ['api-1'],
    fromMs: atMs,
    words: 'api-1, peers see a reset',
  });
  expect(struck(crash!)).toContainEqual(expect.objectContaining({ kind: 'crash', lane: 'api-1', atMs }));
  const down = facts.spans.find(
    ({ lane, kind, fromMs }) => lane === 'api-1' && kind === 'down' && fromMs > 0,
  )!;
  expect(down.fromMs).toBe(atMs);
  expect(facts.spans).toContainEqual(
    expect.objectContaining({ lane: 'api-1', kind: 'starting', fromMs: down.toMs }),
  );
  expect(struck(partition!)).toContainEqual(
    expect.objectContaining({ fault: 'f2', fate: expect.stringMatching(/^held by partition/) }),
  );
  for (const held of struck(partition!) as Explanation['messages'])
    expect(`${held.from} ${held.to}`).toMatch(/api-\d/);
  expect(facts.spans).toContainEqual({
    lane: 'api-2',
    kind: 'paused',
    fromMs: fifth,
    toMs: ninth,
  });
  expect(struck(pause!).map((one) => ('kind' in one ? one.kind : one.fate?.split(':')[0]))).toEqual(
    expect.arrayContaining(['pause', 'resume', 'kept waiting while api-2 stood still']),
  );
  const [unanswered] = struck(lost!) as Explanation['messages'];
  expect(unanswered).toMatchObject({ label: 'no answer', arrivedMs: null, fault: 'f4' });
  const write = messageOf(facts, unanswered!.answers);
  expect(facts.events.find(({ change }) => change?.message === write.id)).toMatchObject({ lane: write.to });
});

test('a plan that passes has nothing to explain', async () => {
  const { result, facts } = await explain(notes, await simulator(notes), planned([]));
  expect(result.verdict).toBe('passed');
  expect(facts).toBeNull();
});

test('the story tells who wrote what broke the rule and on whose behalf, each clause by what there is, and what is wrong last', async () => {
  const { facts } = await explained();
  const { sentence, story, violation, events, messages, faults, logs } = facts;
  expect(sentence).toBe(
    `Notes ${violation!.subject.split(' ')[1]}: it is the 3th, though there are never more than two notes.`,
  );
  const clauses = story.flatMap(({ clauses }) => clauses);
  const known = new Set([...events, ...messages, ...faults, ...logs].map(({ id }) => id));
  for (const { ref } of clauses) if (ref !== undefined) expect(known).toContain(ref);
  expect(clauses.at(-1)).toMatchObject({ ref: violation!.event });
  const commit = events.findLast(({ kind, strong }) => kind === 'commit' && strong)!;
  const wrote = story.find(({ clauses }) => clauses.some(({ ref }) => ref === commit.id))!;
  const text = wrote.clauses.map(({ text }) => text).join(' ');
  expect(text).toMatch(
    /^(api-\d) was asked by client-\d at \+\d.*: PUT \/notes\/n\d+ .* \1 wrote notes .*, which was stored at \+/,
  );
});
