import { expect, test } from 'vitest';
import { STYLE } from './style.ts';

/** The variables of one look: `light`, `dark` or `print`, each on top of the first. */
function look(name: 'light' | 'dark' | 'print'): Record<string, string> {
  const blocks = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
    Object.fromEntries(
      [...block!.matchAll(/--([a-z0-9-]+): ([^;]+);/g)].map(([, key, value]) => [key, value!]),
    ),
  );
  const [light, dark, print] = blocks as [
    Record<string, string>,
    Record<string, string>,
    Record<string, string>,
  ];
  return { ...light, ...{ light, dark, print }[name] };
}

/** As WCAG has it. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
    const [r, g, blue] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXTS: [text: string, ground: string][] = [
  ...['paper', 'card', 'good-bg', 'bad-bg', 'warn-bg'].map((ground): [string, string] => ['ink', ground]),
  ...['paper', 'card', 'good-bg', 'bad-bg', 'warn-bg'].map((ground): [string, string] => ['soft', ground]),
  ...['good', 'bad', 'warn'].flatMap((tone): [string, string][] => [
    [tone, 'paper'],
    [tone, 'card'],
    [tone, `${tone}-bg`],
  ]),
  ['mark-ink', 'card'],
  ['s1', 'paper'],
  ['s2', 'paper'],
];

test.each(['light', 'dark', 'print'] as const)(
  'in %s every text can be read, and every line be seen',
  (name) => {
    const colours = look(name);
    for (const [text, ground] of TEXTS)
      expect(contrast(colours[text]!, colours[ground]!), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (let i = 1; i <= 8; i++)
      expect(contrast(colours[`s${i}`]!, colours.card!), `s${i}`).toBeGreaterThanOrEqual(3);
  },
);
