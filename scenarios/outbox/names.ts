/** Where things are stored, and what they are called when they are told of. */
import type { Answer, Change } from '../../groundhog/index.ts';
export const ORDERS_DB = 'orders';
export const PARTNER_DB = 'partner';

export const isIn = ({ db, coll }: Change, name: string): boolean =>
  coll === name && db === (name === 'inbox' || name === 'shipments' ? PARTNER_DB : ORDERS_DB);

export const orderSubject = (id: unknown): string => `order ${String(id)}`;

/** Whether it was asked that an order be placed, by somebody who may. */
export const isPlaced = ({ kind }: Answer): boolean => kind === 'order' || kind === 'other-order';

export const isAcknowledged = (answer: Answer): boolean =>
  isPlaced(answer) && (answer.status === 200 || answer.status === 201);
