/** How long an accepted order takes to its end. */
import type { Answer, FlowSpec } from '../../../groundhog/index.ts';
import { badField, isIn, isOrder, isTerminal } from '../invariants/shop.ts';

const isAccepted = (answer: Answer): boolean =>
  isOrder(answer) && badField(answer) === undefined && answer.status === 202;

export const completion: FlowSpec = {
  what: 'orders',
  until: 'to their end',
  says: 'from the 202 for an order to its end',
  create: () => ({
    onAnswer: (answer) => (isAccepted(answer) ? [{ is: 'begun', id: answer.key }] : []),
    onChange: (change) =>
      isIn(change, 'sagas') && isTerminal(change.after?.status) && !isTerminal(change.before?.status)
        ? [{ is: 'ended', id: String(change.id) }]
        : [],
  }),
};
