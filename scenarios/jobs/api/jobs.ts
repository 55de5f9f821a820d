/** What may be asked for: a mail, a charge to an account, a report about one. */
import { Refusal } from '../common/http.ts';

export interface JobData {
  /** What a job is known by, chosen by who asks for it. */
  id: string;
  account: string;
  amount?: number;
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9-]{1,40}$/.test(value);
const isAmount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= 1000;

/** Throws a `Refusal` that says what is bad. */
export function jobFrom(id: string, body: unknown): { kind: string; data: JobData } {
  const { kind, account, amount } = (body ?? {}) as Record<string, unknown>;
  if (!isName(id)) throw new Refusal(400, 'the id is of small letters, digits and dashes');
  if (!isName(account)) throw new Refusal(400, 'the account is of small letters, digits and dashes');
  switch (kind) {
    case 'charge':
      if (!isAmount(amount)) throw new Refusal(400, 'the amount is a whole number from 1 to 1000');
      return { kind, data: { id, account, amount } };
    case 'mail':
    case 'report':
      return { kind, data: { id, account } };
    default:
      throw new Refusal(400, 'the kind is charge, mail or report');
  }
}
