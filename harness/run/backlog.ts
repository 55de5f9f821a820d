/** How much of something is under way, along the time: counted where it begins and where it ends. */
export class Backlog {
  readonly #sliceMs: number;
  /** What began before time 0 and had not ended by then. */
  #before = 0;
  readonly #changes: number[] = [];

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs;
  }

  begun(atMs: number): void {
    this.#change(atMs, 1);
  }

  ended(atMs: number): void {
    this.#change(atMs, -1);
  }

  /** Under way at the end of each slice. */
  series(slices: number): number[] {
    let open = this.#before;
    return Array.from({ length: slices }, (_, i) => {
      open += this.#changes[i] ?? 0;
      return open;
    });
  }

  #change(atMs: number, by: number): void {
    if (atMs < 0) {
      this.#before += by;
      return;
    }
    const slice = Math.floor(atMs / this.#sliceMs);
    while (this.#changes.length <= slice) this.#changes.push(0);
    this.#changes[slice]! += by;
  }
}
