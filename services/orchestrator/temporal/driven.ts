import type { Driven, Saga } from '../sagas.ts';

/** Without dates, which a workflow's history would turn into text. */
export function driven({ created_at: _created, updated_at: _updated, ...saga }: Saga): Driven {
  return saga;
}
