/** Reads a file of results, line by line, so that its length costs no memory. */
import { closeSync, openSync, readSync } from 'node:fs';
import { Ajv } from 'ajv';
import { object, text } from '../json-schema.ts';
import { partOf } from './part.ts';
import { type CampaignHead, type EndRow, FORMAT, type SeedRow, type ShrunkRow, VERSION } from './result.ts';

/** Its message is one line for a person. */
export class ResultsError extends Error {}

export interface Whole {
  head: CampaignHead;
  /** Up to the end of the last whole line: what follows was cut off when the writer died. */
  wholeBytes: number;
  /** Why it went no further. Null when the last line is of a seed: the writer died, or still writes. */
  end: EndRow | null;
}

const CHUNK_BYTES = 1 << 20;
/** No line of ours is nearly as long. */
const LINE_BYTES_MOST = 1 << 24;
const NEW_LINE = 10;
const whole = { type: 'integer', minimum: 0 };
const ajv = new Ajv({ allowUnionTypes: true });
const headSchema = object({
  format: { const: FORMAT },
  version: { const: VERSION },
  startedAt: text,
  commit: { type: ['string', 'null'] },
  command: text,
  scenario: text,
  countsOf: text,
  seed: whole,
  runs: whole,
  shard: object({ index: whole, of: whole }),
  drawnBy: { type: 'array', items: text },
  sometimes: { type: 'array', items: object({ name: text, says: text }) },
  faults: { type: 'array', items: text },
});
const isHead = ajv.compile<CampaignHead>({
  ...headSchema,
  properties: { ...headSchema.properties, isOpen: { type: 'boolean' } },
});
const change = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };
const required = object({
  seed: whole,
  verdict: text,
  character: { type: ['string', 'null'] },
  trace: text,
  history: text,
  virtualMs: { type: 'number' },
  wallMs: { type: 'number' },
  events: whole,
  counts: { type: 'object', additionalProperties: whole },
  injected: { type: 'object', additionalProperties: whole },
  reached: { type: 'array', items: whole },
  atMs: { type: 'number' },
});
const failure = object({
  invariant: { type: ['string', 'null'] },
  subject: { type: ['string', 'null'] },
  message: text,
  more: whole,
});
const isShrunk = ajv.compile<ShrunkRow>(
  object({
    shrunk: whole,
    verdict: text,
    failure,
    fingerprint: { type: ['string', 'null'] },
    shape: { type: 'array', items: text },
    sentence: text,
    shrinkage: object({
      faults: change,
      requests: change,
      hosts: change,
      ms: change,
      minimal: { type: 'boolean' },
    }),
    things: { type: ['array', 'null'], items: object({ thing: text, without: text }) },
    plan: text,
    page: { type: ['string', 'null'] },
  }),
);
const isEnd = ajv.compile<EndRow>(
  object({ ended: { enum: ['all', 'time', 'failures', 'interrupted'] }, atMs: { type: 'number' } }),
);
const isRow = ajv.compile<SeedRow>({ ...required, properties: { ...required.properties, failure } });

export interface OnRead {
  row(row: SeedRow, head: CampaignHead): void;
  shrunk?(row: ShrunkRow, head: CampaignHead): void;
  /** Absent: damage is an error. */
  damage?(error: ResultsError): void;
}

/**
 * Gives each row to whom it is for, in turn. Throws `ResultsError` when the file is none of results, and when a line of it is
 * damaged, unless `damage` takes that; a last line that is not whole is no damage. Null when not even its head was
 * written.
 */
export function readResults(file: string, on: OnRead): Whole | null {
  let head: CampaignHead | null = null;
  let part: ReturnType<typeof partOf>;
  let end: EndRow | null = null;
  let number = 0;
  const wholeBytes = eachLine(file, (line) => {
    number++;
    const value = parsed(line);
    if (head === null) {
      if ((value as { format?: unknown } | undefined)?.format !== FORMAT)
        throw new ResultsError(`${file} holds no results of a campaign`);
      if (!isHead(value))
        throw new ResultsError(`${file} is of another version, or its first line is damaged`);
      head = value;
      part = partOf(head.seed, head.runs, head.shard);
    } else if (isEnd(value)) end = value;
    else if (isRow(value) && part.indexOf(value.seed) >= 0) {
      end = null;
      on.row(value, head);
    } else if (isShrunk(value) && part.indexOf(value.shrunk) >= 0) {
      end = null;
      on.shrunk?.(value, head);
    } else {
      const error = new ResultsError(
        `${file} is damaged: line ${number} is no result of a seed of its shard`,
      );
      if (!on.damage) throw error;
      on.damage(error);
    }
  });
  return head && { head, wholeBytes, end };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Returns the bytes of all whole lines. */
function eachLine(file: string, onLine: (line: string) => void): number {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let wholeBytes = 0;
    for (;;) {
      const length = readSync(fd, chunk, 0, CHUNK_BYTES, null);
      if (length === 0) return wholeBytes;
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      let from = 0;
      for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, from)) {
        onLine(bytes.toString('utf8', from, end));
        wholeBytes += end + 1 - from;
        from = end + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > LINE_BYTES_MOST) throw new ResultsError(`${file} holds no results of a campaign`);
    }
  } finally {
    closeSync(fd);
  }
}
