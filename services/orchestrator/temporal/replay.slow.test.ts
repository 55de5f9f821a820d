/**
 * A workflow that began under an older version goes on under this one: what was recorded of real runs, on a real cluster,
 * is replayed with the code as it is. Needs the packages, and no server.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasPackages, NO_PACKAGES } from './testing/at-hand.ts';

if (!hasPackages) console.log(NO_PACKAGES);

const HISTORIES = new URL('./histories/', import.meta.url);

interface Recorded {
  events: { eventType: string; activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[];
}
const recorded = readdirSync(HISTORIES).map((file): [string, Recorded] => [
  file.replace('.json', ''),
  JSON.parse(readFileSync(new URL(file, HISTORIES), 'utf8')),
]);

describe.runIf(hasPackages)('what was recorded', () => {
  let workflowBundle: { code: string };
  beforeAll(async () => {
    const { bundleWorkflowCode, DefaultLogger, Runtime } = await import('@temporalio/worker');
    const logger = new DefaultLogger('ERROR');
    Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR' }, forward: {} } } });
    const { WORKFLOWS } = await import('./worker.ts');
    workflowBundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger });
  });

  /** Why this code would not have done so; undefined: it would. */
  async function flaw(history: Recorded): Promise<Error | undefined> {
    const { Worker } = await import('@temporalio/worker');
    const { historyFromJSON } = await import('@temporalio/common/lib/proto-utils.js');
    const replayed = Worker.runReplayHistories({ workflowBundle }, [
      { workflowId: 'replayed', history: historyFromJSON(history) },
    ]);
    for await (const { error } of replayed) return error;
    throw new Error('nothing was replayed');
  }

  test.each(recorded)('%s: this code does the same, to the end', async (_name, history) => {
    expect(await flaw(history)).toBeUndefined();
  });

  test.each(recorded)('%s: and as far as any earlier moment', async (_name, { events }) => {
    const tasks = events.flatMap(({ eventType }, i) =>
      eventType === 'EVENT_TYPE_WORKFLOW_TASK_SCHEDULED' && i > 1 ? [i] : [],
    );
    expect(tasks.length).toBeGreaterThan(0);
    for (const end of tasks) expect(await flaw({ events: events.slice(0, end) })).toBeUndefined();
  });

  test('code that does something else is found out', async () => {
    const [, { events }] = recorded.find(([name]) => name === 'declined')!;
    const other = structuredClone(events);
    const release = other.findLast((event) => event.activityTaskScheduledEventAttributes)!;
    release.activityTaskScheduledEventAttributes!.activityType.name = 'refund';
    expect((await flaw({ events: other }))?.message).toMatch(/[Nn]ondeterminism|refund/);
  });
});
