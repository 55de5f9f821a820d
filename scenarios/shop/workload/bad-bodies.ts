/** Bodies that must be refused, each wrong in exactly one way, and the field that the refusal must name. */
import { oneOf } from './one-of.ts';
import type { OrderBody } from './order-body.ts';

const FIELDS = ['order_id', 'product_id', 'qty', 'amount'] as const;
const NUMBERS = ['qty', 'amount'] as const;
const IDS = ['order_id', 'product_id'] as const;

type Random = () => number;
type Bad = { body: unknown; expectField: string };

/** The good body with one field replaced. */
const spoilt = (good: OrderBody, field: string, value: unknown): Bad => ({
  body: { ...good, [field]: value },
  expectField: field,
});

function without(good: OrderBody, field: string): Bad {
  return {
    body: Object.fromEntries(Object.entries(good).filter(([name]) => name !== field)),
    expectField: field,
  };
}

const makers = {
  missing: (good, random) => without(good, oneOf(FIELDS, random)),
  null: (good, random) => spoilt(good, oneOf(FIELDS, random), null),
  negative: (good, random) => spoilt(good, oneOf(NUMBERS, random), oneOf([-1, -1000], random)),
  zero: (good, random) => spoilt(good, oneOf(NUMBERS, random), 0),
  fraction: (good, random) => spoilt(good, oneOf(NUMBERS, random), 1.5),
  huge: (good, random) => spoilt(good, oneOf(NUMBERS, random), oneOf([1e12, 2 ** 53, 1e308], random)),
  'text for a number': (good, random) => spoilt(good, oneOf(NUMBERS, random), '1'),
  'number for text': (good, random) => spoilt(good, oneOf(IDS, random), 7),
  'empty text': (good, random) => spoilt(good, oneOf(IDS, random), ''),
  'long text': (good, random) => spoilt(good, oneOf(IDS, random), 'x'.repeat(5000)),
  'control characters': (good, random) => spoilt(good, oneOf(IDS, random), `a\u0000b\n`),
  operator: (good, random) =>
    spoilt(good, oneOf(FIELDS, random), oneOf([{ $gt: '' }, { $ne: null }, { $where: '1' }], random)),
  list: (good, random) => spoilt(good, oneOf(FIELDS, random), [1]),
  'unknown field': (good) => spoilt(good, 'discount', 50),
  'unknown product': (good) => spoilt(good, 'product_id', 'no-such-product'),
  'no object': (_good, random) => ({ body: oneOf([[], 'order', 7], random), expectField: 'body' }),
} satisfies Record<string, (good: OrderBody, random: Random) => Bad>;

export type BadBodyKind = keyof typeof makers;
export const BAD_BODY_KINDS = Object.keys(makers) as BadBodyKind[];

/** Spoils a good body in the given way. */
export function spoil(kind: BadBodyKind, good: OrderBody, random: Random): Bad {
  return makers[kind](good, random);
}
