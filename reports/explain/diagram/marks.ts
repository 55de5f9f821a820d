/** Events: a sign on the lane for each kind. */
import type { EventKind } from '../../../harness/explanation/index.ts';
import { type Html, html } from '../../page/html.ts';
import { hash } from '../link.ts';
import type { Layout, Mark } from './drawing.ts';
import { n, type Pointed, touched } from './ink.ts';

export const TONES: Record<EventKind, string> = {
  commit: 'commit',
  answer: 'told',
  start: 'good',
  resume: 'good',
  exit: 'bad',
  crash: 'bad',
  pause: 'warn',
  signal: 'plain',
  clock: 'warn',
  election: 'elected',
  fault: 'warn',
  phase: 'plain',
  violation: 'bad',
};

/** Around 0 0. */
const SIGNS: Record<EventKind, string> = {
  commit: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
  answer: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z',
  start: 'M-4 3.5L0-4L4 3.5Z',
  resume: 'M-3-4L4 0L-3 4Z',
  exit: 'M-4-4L4 4M-4 4L4-4',
  crash: 'M-4.5-4.5L4.5 4.5M-4.5 4.5L4.5-4.5',
  pause: 'M-2.5-4V4M2.5-4V4',
  signal: 'M0-4.5L4.5 0L0 4.5L-4.5 0Z',
  clock: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0ZM0-3V0L2 1.5',
  election: 'M0-5L1.5-1.6L5-1.3L2.3 1L3.2 4.6L0 2.6L-3.2 4.6L-2.3 1L-5-1.3L-1.5-1.6Z',
  fault: 'M0-5L5 0L0 5L-5 0Z',
  phase: '',
  violation: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z',
};

export function markOf({ id, of, x, y, weight }: Mark, { left, width }: Layout, pointed: Pointed): Html {
  const across = of.kind === 'violation' || x === null;
  return html`<a href="${hash(id)}" tabindex="-1" class="mark ${of.kind} tone-${TONES[of.kind]}${weight === 'faint' && ' thin'}${touched(id, pointed)}">${across && html`<path class="across" d="M${n(left)} ${n(y)}H${n(width)}"/>`}${x !== null && html`<path class="sign" transform="translate(${n(x)} ${n(y)})" d="${SIGNS[of.kind]}"/>`}</a>`;
}
