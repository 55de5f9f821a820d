/** Clauses, and the words that all of a story has in common. */
import type { Message, Paragraph } from '../../../harness/explanation/index.ts';
import { when } from '../../../harness/when.ts';
import { cut } from '../../../harness/words.ts';

export type Clause = Paragraph['clauses'][number];

/** A paragraph, and when what it tells of came to its point. */
export interface Part {
  atMs: number;
  clauses: Clause[];
}

const MOST_CHARS = 100;

export const clause = (text: string, ref?: string | null): Clause => (ref ? { text, ref } : { text });

export const at = (atMs: number): string => `at ${when(atMs)}`;

/** What a message says, where a whole one would be too long. */
export const said = ({ label }: Pick<Message, 'label'>): string => cut(label, MOST_CHARS);

export const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Sentences of clauses: the last of each ends it. */
export function sentences(...clauses: (readonly Clause[])[]): Clause[] {
  return clauses
    .filter((one) => one.length > 0)
    .flatMap((one) =>
      one.map((part, i) => (i === one.length - 1 ? { ...part, text: asSentence(part.text) } : part)),
    );
}
