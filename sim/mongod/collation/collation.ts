/**
 * Collations: strings in the order of a language rather than by their bytes.
 *
 *   spec.ts     what a client may specify, and all that it then stands for
 *   locales.ts  whose languages there are, and what Intl calls them
 *   text.ts     two strings compared
 *   keys.ts     keys whose order is that of the strings, for indexes and groups
 *   order.ts    the order of values that is made of it
 */
import { compare, type TextOrder } from '../bson/compare.ts';
import { keyOf } from '../bson/keystring.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import { TextKeys } from './keys.ts';
import type { Order } from './order.ts';
import type { CollationSpec } from './spec.ts';
import { textOrder } from './text.ts';

export class Collation implements Order {
  readonly spec: CollationSpec;
  /** The same for collations that are the same. */
  readonly id: string;
  private readonly text: TextOrder;
  private keys: TextKeys | undefined;

  /** Of a specification that is complete, as `parseCollation` gives it. */
  constructor(spec: CollationSpec) {
    this.spec = spec;
    this.id = JSON.stringify(spec);
    this.text = textOrder(spec);
  }

  /** The collation that stands complete in options of a collection or an index. */
  static from(options: Doc): Collation | undefined {
    return isObject(options.collation) ? new Collation(options.collation as CollationSpec) : undefined;
  }

  /** The same collation, for work of its own: keys that were given are remembered, and not shared. */
  fresh(): Collation {
    return new Collation(this.spec);
  }

  compare(a: Value, b: Value): number {
    return compare(a, b, this.text);
  }

  equal(a: Value, b: Value): boolean {
    return compare(a, b, this.text) === 0;
  }

  /** Keys of one instance can be compared with each other, and not with those of another. */
  keyOf(v: Value): string {
    return keyOf(v, this.keyOfText);
  }

  readonly keyOfText = (text: string): string => {
    this.keys ??= new TextKeys(this.text);
    return this.keys.keyOf(text);
  };
}

/** Whether both compare strings alike; undefined is by their bytes. */
export const sameCollation = (a: Collation | undefined, b: Collation | undefined): boolean => a?.id === b?.id;
