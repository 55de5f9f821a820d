/** The scenario's `setup` in a live run: the parts of it share a database, and each may draw other data. */
import type { MongoClient } from 'mongodb';
import type { Data, Scenario, Setup } from '../scenario/scenario.ts';
import { CannotStart } from './options.ts';

export class SettingUp {
  readonly #setup: Setup | undefined;
  /** What is there already, as JSON. */
  readonly #done = new Set<string>();

  constructor(setup: Setup | undefined) {
    this.#setup = setup;
  }

  static async of(scenario: Pick<Scenario, 'setup' | 'shared'>): Promise<SettingUp> {
    return new SettingUp((await scenario.shared?.())?.setup ?? scenario.setup);
  }

  /** Once for each data that differ. Throws `CannotStart` with one line when `setup` ends with an error. */
  async run(mongo: MongoClient, data: Data): Promise<void> {
    if (!this.#setup) return;
    const what = JSON.stringify(data);
    if (this.#done.has(what)) return;
    try {
      await this.#setup(mongo, data);
    } catch (error) {
      const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
      const again =
        this.#done.size === 0
          ? ''
          : ', run again on this database for other data: let it upsert, or give each data names of their own';
      throw new CannotStart(`setup of the scenario ends with an error: ${line}${again}`);
    }
    this.#done.add(what);
  }
}
