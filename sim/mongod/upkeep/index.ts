/**
 * What a member sees to by itself, from time to time: ttl.ts deletes what is expired, transactions.ts ends those that
 * are too old, idle.ts what nobody uses. rounds.ts is when.
 */
import type { Member } from '../member.ts';
import { Idle } from './idle.ts';
import { TransactionMonitor } from './transactions.ts';
import { TtlMonitor } from './ttl.ts';

export class Upkeep {
  readonly ttl: TtlMonitor;
  readonly transactions: TransactionMonitor;
  readonly idle: Idle;

  constructor(member: Member) {
    this.ttl = new TtlMonitor(member);
    this.transactions = new TransactionMonitor(member.parameters);
    this.idle = new Idle(member);
    member.parameters.onSet = () => {
      this.ttl.rounds.arrange();
      this.transactions.rounds.arrange();
    };
    member.engine.commit.journalEveryMs = () => member.parameters.number('journalCommitInterval');
    member.engine.onCatalogue = () => this.ttl.rounds.arrange();
  }

  stop(): void {
    this.ttl.rounds.stop();
    this.transactions.rounds.stop();
  }
}
