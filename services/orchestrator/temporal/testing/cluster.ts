/** Looks at workflows as a client of the cluster, and writes down what some of them did. */
import { writeFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

async function withClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

export const countOf = (address: string, query: string): Promise<number> =>
  withClient(address, async ({ workflow }) => (await workflow.count(query)).count);

export const terminate = (address: string, orderId: string): Promise<unknown> =>
  withClient(address, ({ workflow }) => workflow.getHandle(orderId).terminate('by a test'));

export const cancel = (address: string, orderId: string): Promise<unknown> =>
  withClient(address, ({ workflow }) => workflow.getHandle(orderId).cancel());

export const HISTORIES = new URL('../histories/', import.meta.url);

/** One event a line. Stack traces name places of one machine, and replaying does not read them. */
export async function recordHistories(address: string, orderIds: readonly string[]): Promise<void> {
  await withClient(address, async ({ workflow }) => {
    for (const id of orderIds) {
      const { events } = JSON.parse(historyToJSON(await workflow.getHandle(id).fetchHistory()));
      const lines = events.map((event: object) =>
        JSON.stringify(event, (key, value) => (key === 'stackTrace' ? undefined : value)),
      );
      writeFileSync(new URL(`${id}.json`, HISTORIES), `{"events":[\n${lines.join(',\n')}\n]}\n`);
    }
  });
}
