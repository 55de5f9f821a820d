/** Failures as GitHub shows them beside the code that was pushed. */
import type { Sorted } from './known.ts';
import { messageOf, replayOf, seedsOf, titleOf } from './told.ts';
import type { Group } from './triage.ts';

/** A line for each: they are commands to the runner that reads them. */
export function annotationsOf({ known, unknown, gone }: Sorted): string[] {
  const about = (group: Group) => `${messageOf(group)}\n${seedsOf(group)}\nreplay: ${replayOf(group)}`;
  return [
    ...unknown.map((group) => annotation('error', titleOf(group), about(group))),
    ...known.map((group) => annotation('notice', `known: ${titleOf(group)}`, about(group))),
    ...gone.map(({ what, fingerprint, sentence }) =>
      annotation('notice', `known, and did not occur: ${what} ${fingerprint}`, sentence),
    ),
  ];
}

const annotation = (level: 'error' | 'notice', title: string, message: string): string =>
  `::${level} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`;

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
