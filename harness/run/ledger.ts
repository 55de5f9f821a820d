/** Accounts for every piece of work sent: what the client was told against what the stores hold in the end. */
import type { Answer, Stores } from '../invariants/index.ts';
import type { LedgerSpec, Told } from '../scenario/live.ts';
import type { Ledger } from './result.ts';

export class LedgerKeeper {
  readonly #spec: LedgerSpec;
  /** By what is known of each; an acceptance outweighs all else. */
  readonly #told = new Map<string, Told['is']>();

  constructor(spec: LedgerSpec) {
    this.#spec = spec;
  }

  onAnswer(answer: Answer): void {
    const told = this.#spec.told(answer);
    if (!told) return;
    if (this.#told.get(told.id) !== 'accepted') this.#told.set(told.id, told.is);
  }

  /**
   * `toTheEnd`: the stores hold all that ever happened. If they may not, only what was seen is told: an end that was
   * seen stays one, but that nothing was seen says nothing.
   */
  account(stores: Stores, toTheEnd: boolean): Ledger {
    const { lost, contradicted, ...ledger } = this.#count(stores);
    if (toTheEnd) return ledger;
    const { unknown, open } = ledger;
    return {
      ...ledger,
      unknown: { ...unknown, absent: null },
      open: null,
      unaccounted: contradicted.length > 0 ? contradicted.length : null,
      undetermined: unknown.absent + open + lost.length,
    };
  }

  /** Which were promised and are not found, or refused and are. The stores hold all that ever happened. */
  wrong(stores: Stores): string[] {
    const { lost, contradicted } = this.#count(stores);
    return [...lost, ...contradicted];
  }

  #count(stores: Stores) {
    const stored = this.#spec.stored(stores);
    /** Promised and not found; refused and found. */
    const lost: string[] = [];
    const contradicted: string[] = [];
    const ledger = {
      sent: this.#told.size,
      ended: {} as Record<string, number>,
      refused: 0,
      unknown: { ended: {} as Record<string, number>, absent: 0 },
      open: 0,
      undetermined: 0,
      words: { ...this.#spec.ends },
    };
    const add = (ends: Record<string, number>, end: string): void => {
      ends[end] = (ends[end] ?? 0) + 1;
    };
    for (const [id, told] of this.#told) {
      const end = stored.get(id);
      if (end === undefined) {
        if (told === 'refused') ledger.refused++;
        else if (told === 'unknown') ledger.unknown.absent++;
        else lost.push(id);
      } else if (told === 'refused') contradicted.push(id);
      else if (end === null) ledger.open++;
      else add(told === 'unknown' ? ledger.unknown.ended : ledger.ended, end);
    }
    return { ...ledger, unaccounted: lost.length + contradicted.length, lost, contradicted };
  }
}
