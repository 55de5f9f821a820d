/** `$covariancePop` and `$covarianceSamp`. */
import { double, isNumber, toNumber, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileExpr } from '../expr.ts';
import type { Windowed } from './window-function.ts';

/** Of pairs of numbers; what is none does not count. `less`: how many fewer than there are they are divided by. */
export const covariance =
  (less: 0 | 1): Windowed =>
  (arg, name, _, vars) => {
    if (!Array.isArray(arg) || arg.length !== 2) return fail(9, `${name} takes a list of two expressions`);
    const [a, b] = arg.map((v: Value) => compileExpr(v, vars));
    return (docs) => {
      const pairs: [number, number][] = [];
      for (const doc of docs) {
        const [x, y] = [a!(doc, vars), b!(doc, vars)];
        if (isNumber(x) && isNumber(y)) pairs.push([toNumber(x), toNumber(y)]);
      }
      if (pairs.length <= less) return null;
      const mean = (which: 0 | 1): number => pairs.reduce((sum, p) => sum + p[which], 0) / pairs.length;
      const [mx, my] = [mean(0), mean(1)];
      return double(pairs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / (pairs.length - less));
    };
  };
