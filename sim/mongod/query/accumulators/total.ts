/** Sums and means. */
import type { Decimal128 } from 'bson';
import { addDec, type Dec, divDec, doubleToDec, parseDecimal, toDecimal } from '../../bson/decimal.ts';
import { fitsInt64 } from '../../bson/number.ts';
import { double, isNumber, T, toNumber, typeOf, type Value } from '../../bson/values.ts';

/** A sum as the server keeps it: exact in integers, doubles apart from decimals, typed by the widest value met. */
export class Total {
  private whole = 0n;
  private real = 0;
  private comp = 0;
  private dec: Dec | undefined;
  private type: number = T.int;
  count = 0;

  add(v: Value): void {
    if (!isNumber(v)) return;
    this.count++;
    const t = typeOf(v);
    if (t === T.decimal) {
      this.type = T.decimal;
      this.dec = addDec(this.dec ?? { coef: 0n, exp: 0 }, parseDecimal(v as Decimal128));
      return;
    }
    if (t === T.double) {
      if (this.type !== T.decimal) this.type = T.double;
      this.addReal(toNumber(v));
      return;
    }
    if (t === T.long && this.type === T.int) this.type = T.long;
    this.whole += BigInt(v as number | bigint);
  }

  /** Keeps what rounding loses, as the server's sums do. */
  private addReal(x: number): void {
    const sum = this.real + x;
    if (Number.isFinite(sum))
      this.comp += Math.abs(this.real) >= Math.abs(x) ? this.real - sum + x : x - sum + this.real;
    this.real = sum;
  }

  private decimal(): Dec {
    let out = addDec(this.dec ?? { coef: 0n, exp: 0 }, { coef: this.whole, exp: 0 });
    if (this.real !== 0) out = addDec(out, doubleToDec(this.real, 34));
    return this.comp !== 0 ? addDec(out, doubleToDec(this.comp, 34)) : out;
  }

  value(): Value {
    if (this.type === T.decimal) return toDecimal(this.decimal());
    if (this.type === T.double) return double(Number(this.whole) + this.real + this.comp);
    if (this.type === T.int && this.whole >= -2147483648n && this.whole <= 2147483647n)
      return Number(this.whole);
    return fitsInt64(this.whole) ? this.whole : double(Number(this.whole));
  }

  mean(): Value {
    if (this.count === 0) return null;
    if (this.type === T.decimal)
      return toDecimal(divDec(this.decimal(), { coef: BigInt(this.count), exp: 0 }));
    return double((Number(this.whole) + this.real + this.comp) / this.count);
  }
}
