/** How outside parties behave, in numbers: what they read, and who has made it worse. Of several the worst counts. */
import type { ScenarioTools } from '../../harness/scenario/fault.ts';

type Numbers = Record<string, number>;

export class Settings {
  readonly #services = new Map<string, { usual: Numbers; now: Numbers }>();
  readonly #imposed = new Set<{ service: string; setting: string; value: number }>();

  /** The live numbers of a service, as they are usually. */
  add(service: string, usual: Numbers): void {
    this.#services.set(service, { usual, now: { ...usual } });
  }

  /** Read anew at each use: they change while the service runs. */
  of(service: string): Numbers {
    return this.#services.get(service)?.now ?? {};
  }

  readonly impose: ScenarioTools['impose'] = (service, setting, value) => {
    if (this.#services.get(service)?.usual[setting] === undefined)
      throw new Error(`a fault wants to set '${setting}' of '${service}', which has no such setting`);
    const entry = { service, setting, value };
    this.#imposed.add(entry);
    this.#update(service, setting);
    return () => {
      this.#imposed.delete(entry);
      this.#update(service, setting);
    };
  };

  #update(service: string, setting: string): void {
    const { usual, now } = this.#services.get(service)!;
    const values = [...this.#imposed]
      .filter((i) => i.service === service && i.setting === setting)
      .map((i) => i.value);
    now[setting] = Math.max(usual[setting]!, ...values);
  }
}
