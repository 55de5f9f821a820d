/** What clients are told: the same again, a conflict, what is bad, nothing. */
import { type Sometimes, sometimes } from '../../../groundhog/index.ts';
import { badField, isOrder } from '../invariants/shop.ts';

export const answerStates: readonly Sometimes[] = [
  {
    name: 'duplicate answered',
    says: 'An order that was accepted before is sent again, and accepted again.',
    create() {
      const accepted = new Set<string>();
      return {
        onAnswer({ kind, key, status }) {
          if (!isOrder({ kind }) || status !== 202) return false;
          if (accepted.has(key)) return true;
          accepted.add(key);
          return false;
        },
      };
    },
  },
  {
    name: 'unanswered order sent again',
    says: 'A client hears nothing of its order, sends it again, and it is accepted.',
    create() {
      const unheard = new Set<string>();
      return {
        onAnswer({ kind, key, status }) {
          if (isOrder({ kind }) && status === 0) unheard.add(key);
          return isOrder({ kind }) && status === 202 && unheard.has(key);
        },
      };
    },
  },
  sometimes('conflict answered', 'Another order under a known id is answered 409.', {
    onAnswer: (answer) => isOrder(answer) && answer.status === 409,
  }),
  sometimes('bad body refused', 'A bad body is refused.', {
    onAnswer: (answer) => badField(answer) !== undefined && answer.status >= 400 && answer.status < 500,
  }),
  sometimes('product not there yet', 'An order comes before the first delivery of its product.', {
    onAnswer: (answer) => isOrder(answer) && badField(answer) === undefined && answer.status === 422,
  }),
  sometimes('delivery told of again', 'A delivery is told of with another quantity, and turned away.', {
    onAnswer: ({ kind, status }) => kind === 'restock' && status === 409,
  }),
  sometimes('shop unavailable', 'The shop says that it cannot serve now, rather than say nothing.', {
    onAnswer: ({ status }) => status === 503,
  }),
];
