/** The drawing in tiles, of which only those in sight are there: all of a long run would take seconds. */
import { drawn } from '../diagram/draw.ts';
import { svg } from '../diagram/sheet.ts';

const TILE = 900;

export class Tiles {
  #sheet;
  #shown = new Map();

  constructor(sheet) {
    this.#sheet = sheet;
  }

  /** After this, all are drawn anew. */
  clear() {
    for (const tile of this.#shown.values()) tile.remove();
    this.#shown.clear();
  }

  /** Those between two heights, and a little beyond. */
  show(layout, pointed, from, to) {
    const first = Math.max(0, Math.floor((from - TILE / 3) / TILE));
    const last = Math.floor(Math.min(layout.height, to + TILE / 3) / TILE);
    for (const [i, tile] of this.#shown) {
      if (i >= first && i <= last) continue;
      tile.remove();
      this.#shown.delete(i);
    }
    for (let i = first; i <= last; i++) if (!this.#shown.has(i)) this.#draw(layout, pointed, i);
  }

  #draw(layout, pointed, i) {
    const from = i * TILE;
    const to = Math.min(from + TILE, layout.height);
    if (to <= from) return;
    const box = document.createElement('div');
    box.innerHTML = svg(layout, from, to, drawn(layout, from, to, pointed)).text;
    const tile = box.firstElementChild;
    tile.style.top = `${from}px`;
    this.#sheet.append(tile);
    this.#shown.set(i, tile);
  }
}
