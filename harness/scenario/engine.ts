/**
 * Another way to run the system of a scenario under load: some of its services told to work otherwise, and others beside
 * them. What it stands on (a server of its own, say) is one of these: started, killed and paused as they are.
 */
import type { Service } from './service.ts';

export interface EngineSpec {
  /** What it is, in a few words. */
  says: string;
  /** A flag by which a person says where what it stands on runs already. */
  address?: { flag: string; says: string };
  /** All there are with it: the scenario's own, changed as they must be, and more. Absent: those, as they are. */
  services?(given: EngineGiven): Readonly<Record<string, Service>>;
}

export interface EngineGiven {
  /** The scenario's own. */
  services: Readonly<Record<string, Service>>;
  /** Where what it stands on runs already; null: it is to be started. */
  address: string | null;
  /** Of this run, and gone after it: what is killed and started again finds there what it left. */
  folder: string;
  /** A word of this run alone, as what runs elsewhere may serve several at once. */
  run: string;
  /** A person looks on, as in `dev`. */
  watched: boolean;
}
