/** One group of measurements: prints as it goes, and gives figures that become JSON. */
export interface Section {
  name: string;
  says: string;
  /** `scale` 1 is the size that is reported; smaller ones are for trying out. `base` is a commit to compare with. */
  measure(scale: number, base?: string): Promise<unknown>;
}

/** A number of seeds at this scale: at least one. */
export const scaled = (full: number, scale: number): number => Math.max(1, Math.round(full * scale));
