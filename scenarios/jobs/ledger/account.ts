/** An account, as its events tell it. What is entered or declined is known by a key, and is so once. */
import type { Event } from '@event-driven-io/emmett';

export type Entry = {
  key: string;
  /** Less than nothing takes from the account, which never has less than nothing. */
  amount: number;
};

export type AccountEvent = Event<'Entered', Entry> | Event<'Declined', Entry>;

export interface Account {
  balance: number;
  /** Key → what it was of. */
  entries: ReadonlyMap<string, { amount: number; outcome: AccountEvent['type'] }>;
}

export const initialState = (): Account => ({ balance: 0, entries: new Map() });

export function evolve({ balance, entries }: Account, { type, data }: AccountEvent): Account {
  return {
    balance: type === 'Entered' ? balance + data.amount : balance,
    entries: new Map(entries).set(data.key, { amount: data.amount, outcome: type }),
  };
}

export function decide({ balance, entries }: Account, entry: Entry): AccountEvent[] {
  if (entries.has(entry.key)) return [];
  return [{ type: balance + entry.amount < 0 ? 'Declined' : 'Entered', data: entry }];
}
