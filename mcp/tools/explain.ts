import { explanationOf } from '../../sim/command/explain/explaining.ts';
import { replayFlags } from '../../sim/command/replay.ts';
import { LANES, type Session } from '../session.ts';
import { type Tool, ToolError, whole } from '../tool.ts';
import { bugOf, PLAN } from './run.ts';

interface Asked {
  plan: string;
  bug?: string;
  budgetS: number;
}

export const explain = (session: Session): Tool => ({
  name: 'explain',
  says: 'Runs a plan that fails once more, recorded, and tells what broke and how it came about; what happens without each fault, request and instance; and from when on it was inevitable. What it returns as `explanation` is asked further by read_events, read_item, read_documents and read_logs. Shrink first: a small run is read sooner.',
  takes: {
    plan: PLAN,
    bug: bugOf(session, ['none']),
    budgetS: {
      ...whole('seconds that other runs may take, which tell what matters and when; 0: none is run', 0, 3600),
      default: 30,
    },
  },
  needs: ['plan'],
  async run(asked: Asked, call) {
    const { plan, file, bug } = session.planToRun(asked);
    const { of } = session;
    const { signal } = call;
    const flags = replayFlags(plan, { of, plan: file, bug });
    const about = { of, plan, bug, flags, isWhole: true, abort: signal };
    let told = 0;
    const onProgress = (line: string) => call.progress(++told, undefined, line);
    const budgetMs = asked.budgetS * 1000;
    const { explanation } =
      budgetMs === 0
        ? await explanationOf(about)
        : await session.withPool(bug, LANES, call, (pool) =>
            explanationOf(about, { pool, lanes: LANES, signal, budgetMs, onProgress }),
          );
    if (explanation === null) throw new ToolError('the plan passes: there is nothing to explain');
    const { verdict, reason, violation, sentence, story, fromMs, toMs, lanes, faults, commands } =
      explanation;
    const { messages, events, logs, things, likelihood, differences } = explanation;
    return {
      explanation: session.keep(explanation),
      ...{ verdict, reason, sentence },
      story: story.map(({ clauses }) => clauses),
      ...{ violation, things, likelihood, differences, fromMs, toMs, commands },
      lanes: lanes.map(({ name, kind }) => ({ name, kind })),
      faults: faults.map(({ struck, ...fault }) => ({ ...fault, struck: struck.length })),
      collections: [
        ...new Set(events.flatMap(({ change }) => (change ? [`${change.db}.${change.coll}`] : []))),
      ],
      counts: { messages: messages.length, events: events.length, logs: logs.length },
    };
  },
});
