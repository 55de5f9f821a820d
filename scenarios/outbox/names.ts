/** Where things are stored, and what they are called when they are told of. */
import type { Change } from '../../groundhog/index.ts';
export const ORDERS_DB = 'orders';
export const PARTNER_DB = 'partner';

export const isIn = ({ db, coll }: Change, name: string): boolean =>
  coll === name && db === (name === 'inbox' || name === 'shipments' ? PARTNER_DB : ORDERS_DB);

export const orderSubject = (id: unknown): string => `order ${String(id)}`;
