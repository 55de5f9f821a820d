/** The explanation inside the page, for the script that steps through it: JSON, compressed, since documents repeat. */
import { gzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import type { Explanation } from '../../harness/explanation/index.ts';

/** As JSON holds it: BSON's own types become `{"$oid": …}` and the like. */
export const plain = (explanation: Explanation): Explanation =>
  JSON.parse(EJSON.stringify(explanation, { relaxed: true })) as Explanation;

export interface Packed {
  base64: string;
  /** Messages whose body and stack had to be left out. */
  without: number;
}

/** Together with the rest of the page under 2 MB. */
const BYTES_MOST = 1_500_000;

/** What does not concern the violation gives way where all would be too much: its stacks and what it said. */
export function packed(explanation: Explanation): Packed {
  const whole = compressed(explanation);
  if (whole.length <= BYTES_MOST) return { base64: whole, without: 0 };
  const faint = explanation.messages.filter(({ strong }) => !strong).length;
  const lighter = {
    ...explanation,
    messages: explanation.messages.map((message) =>
      message.strong ? message : { ...message, body: null, stack: [] },
    ),
  };
  return { base64: compressed(lighter), without: faint };
}

const compressed = (value: unknown): string =>
  gzipSync(JSON.stringify(value), { level: 9 }).toString('base64');
