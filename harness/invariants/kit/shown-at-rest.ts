import { isDeepStrictEqual } from 'node:util';
import { knownKeys } from '../../known-keys.ts';
import type { Answer, Invariant, Stores } from '../invariant.ts';
import { invariant } from '../make.ts';
import { isSuccess, requestLine } from './answers.ts';
import { answerSubject } from './subject.ts';

export interface Shown {
  name?: string;
  says?: string;
  /** Kinds of request that are sent at rest only (`atRest` of a scenario): before, an answer may be older than what is stored. */
  kinds: readonly string[];
  /** What the body must then be, as JSON has it; undefined: there is no such thing, and the answer is `gone`. */
  stored: (answer: Answer, stores: Stores) => unknown;
  /** What of a body is compared; by default all of it. */
  shown?: (body: NonNullable<Answer['body']>, answer: Answer) => unknown;
  /** The status that says that there is no such thing. */
  gone?: number;
  subject?: (answer: Answer) => string;
}

/** Once all is at rest, a client is shown what the stores hold. */
export function shownAtRest(what: Shown): Invariant {
  knownKeys('shownAtRest', what, ['name', 'says', 'kinds', 'stored', 'shown', 'gone', 'subject']);
  const { kinds, stored, shown = (body) => body, gone = 404, subject = answerSubject } = what;
  const {
    name = `${kinds.join(' and ')} shown as stored`,
    says = 'Once all is at rest, a client is shown what the stores hold.',
  } = what;
  return invariant(name, says, (found) => ({
    onAnswer(answer, stores) {
      const { atMs, kind, status, body } = answer;
      // That there is no answer yet is for who waits for rest.
      if (!kinds.includes(kind) || status === 0 || status >= 500) return [];
      const right = stored(answer, stores);
      const wrong = (words: string) => [found(atMs, subject(answer), `${requestLine(answer)} ${words}`)];
      if (right === undefined) return status === gone ? [] : wrong(`was answered ${status}, not ${gone}`);
      if (!isSuccess(answer) || body === null) return wrong(`was answered ${status}, though it is there`);
      const difference = firstDifference(shown(body, answer), JSON.parse(JSON.stringify(right)));
      return difference === undefined ? [] : wrong(difference);
    },
  }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** In words, the first field that is not alike; undefined: all are. */
function firstDifference(seen: unknown, stored: unknown, path = ''): string | undefined {
  if (isDeepStrictEqual(seen, stored)) return undefined;
  if (isObject(seen) && isObject(stored) && Array.isArray(seen) === Array.isArray(stored)) {
    for (const key of Object.keys({ ...stored, ...seen })) {
      const difference = firstDifference(seen[key], stored[key], path === '' ? key : `${path}.${key}`);
      if (difference !== undefined) return difference;
    }
  }
  const text = (value: unknown) => JSON.stringify(value) ?? 'nothing';
  return `shows ${path === '' ? '' : `${path} `}${text(seen)}, and stored is ${text(stored)}`;
}
