/** How wide a text will be, for one who cannot measure it: as much as the widest of the fonts that a page asks for takes. */

const FONT_PX = 11.5;
const NARROW = new Set("iljtfrI.,:;'|!()[]/ ");
const WIDE = new Set('mwMW@%');

function share(character: string): number {
  if (NARROW.has(character)) return 0.4;
  if (WIDE.has(character)) return 0.95;
  if (character >= 'A' && character <= 'Z') return 0.72;
  return character >= '0' && character <= '9' ? 0.64 : 0.61;
}

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += share(character);
  return width * FONT_PX;
}

/** As much of the text as goes into so many pixels. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let left = width - widthOf('…');
  let kept = '';
  for (const character of text) {
    left -= share(character) * FONT_PX;
    if (left < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
