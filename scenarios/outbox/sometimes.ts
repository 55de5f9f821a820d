/** What a healthy campaign gets to. */
import { type Answer, type Sometimes, sometimes } from '../../groundhog/index.ts';
import { PARTNER_DB } from './names.ts';

const answered = (name: string, says: string, kind: string, status: number): Sometimes =>
  sometimes(name, says, { onAnswer: (answer: Answer) => answer.kind === kind && answer.status === status });

export const outboxSometimes: readonly Sometimes[] = [
  answered('placed again', 'An order comes again and is known.', 'order', 200),
  answered('contradicted', 'Another order comes under the same id, and is refused.', 'other-order', 409),
  answered('forged token', 'A token that the API has not signed is refused.', 'forged', 401),
  answered(
    'not theirs',
    'A customer asks for the account of another, and is refused.',
    'others-account',
    403,
  ),
  answered('signed in', 'A customer signs in.', 'login', 201),
  answered('wrong password', 'A customer does not get in by a wrong password.', 'wrong-password', 401),
  answered('try again', 'An order fails for now.', 'order', 503),
  sometimes('message came again', 'The partner gets a message that it has had.', {
    onSignal: (signal) => signal.kind === 'duplicate-key' && signal.ns === `${PARTNER_DB}.inbox`,
  }),
  sometimes('follows on', 'A relay follows the outbox from where it was.', {
    onSignal: (signal) => signal.kind === 'stream-resumed',
  }),
  sometimes('place is lost', 'A relay cannot follow from where it was, and looks for what is unsent.', {
    onSignal: (signal) => signal.kind === 'history-lost',
  }),
];
