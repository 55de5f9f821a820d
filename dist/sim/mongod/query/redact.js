/** `$redact`: keeps, cuts off or descends into each document and what is embedded in it. */
import { isObject, setField } from '../bson/values.js';
import { fail } from '../errors.js';
import { compileExpr } from './expr.js';
export function redact(spec, ctx) {
    const expr = compileExpr(spec);
    const vars = { ...ctx.vars, DESCEND: 'descend', PRUNE: 'prune', KEEP: 'keep' };
    const visit = (v) => {
        if (Array.isArray(v))
            return v.map(visit).filter((x) => x !== undefined);
        if (!isObject(v))
            return v;
        const verdict = expr(v, vars);
        if (verdict === 'keep')
            return v;
        if (verdict === 'prune')
            return undefined;
        if (verdict !== 'descend')
            return fail(17053, "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE");
        const out = {};
        for (const [k, x] of Object.entries(v)) {
            const kept = visit(x);
            if (kept !== undefined)
                setField(out, k, kept);
        }
        return out;
    };
    return function* (docs) {
        for (const doc of docs) {
            const kept = visit(doc);
            if (kept !== undefined)
                yield kept;
        }
    };
}
