/** Asks a member for a feature. */
import { isDeepStrictEqual } from 'node:util';
import type { Doc } from '../bson/values.ts';
import type { Client } from '../recordings/client.ts';
import type { Feature } from './feature.ts';

export interface Outcome {
  /** Of the error that refused it. */
  code?: number;
  /** What came instead of what was to come. */
  other?: string;
}

let databases = 0;

export async function tryFeature({ asks, gives, db }: Feature, client: Client): Promise<Outcome> {
  const name = db ?? `feature${++databases}`;
  let answer: Doc = {};
  for (const ask of asks) {
    answer = JSON.parse(JSON.stringify(await client.command(name, ask)));
    const code = codeOf(answer);
    if (code !== undefined) return { code };
  }
  const cursor = answer.cursor as { firstBatch: Doc[] } | undefined;
  const came = Array.isArray(gives) ? cursor?.firstBatch : only(Object.keys(gives), answer);
  return isDeepStrictEqual(came, gives) ? {} : { other: JSON.stringify(came) };
}

function codeOf(answer: Doc): number | undefined {
  const [error] = (answer.writeErrors as Doc[] | undefined) ?? [];
  if (error) return error.code as number;
  return answer.ok === 1 ? undefined : (answer.code as number);
}

const only = (names: readonly string[], answer: Doc): Doc =>
  Object.fromEntries(names.map((name) => [name, answer[name]]));
