/** Expressions that decide themselves what to evaluate, or bind variables. */
import { isObject, typeName } from '../../bson/values.js';
import { fail } from '../../errors.js';
import { compileExpr, truthy } from '../expr.js';
import { conversionType, convert } from './objects.js';
const absent = (v) => v === undefined || v === null;
/** The named arguments of an operator: all of `required`, any of `optional`, no other. */
function named(arg, name, required, optional, codes) {
    if (!isObject(arg))
        return fail(codes[0], `${name} only supports an object as its argument`);
    for (const key of Object.keys(arg)) {
        if (!required.includes(key) && !optional.includes(key))
            fail(codes[1], `Unrecognized parameter to ${name}: ${key}`);
    }
    const out = {};
    for (const key of required)
        if (!Object.hasOwn(arg, key))
            fail(codes[2], `Missing '${key}' parameter to ${name}`);
    for (const key of Object.keys(arg))
        out[key] = compileExpr(arg[key]);
    return out;
}
const plainName = (arg, fallback) => {
    const as = arg.as;
    return typeof as === 'string' ? as : fallback;
};
function list(v, name, code) {
    if (absent(v))
        return null;
    return Array.isArray(v) ? v : fail(code, `input to ${name} must be an array not ${typeName(v)}`);
}
export const scoped = {
    $literal: (arg) => () => arg,
    $const: (arg) => () => arg,
    $expr: (arg) => compileExpr(arg),
    $cond: (arg, name) => {
        const parts = Array.isArray(arg)
            ? arg.length === 3
                ? arg.map(compileExpr)
                : fail(16020, `Expression $cond takes exactly 3 arguments. ${arg.length} were passed in.`)
            : condParts(named(arg, name, ['if', 'then', 'else'], [], [17080, 17083, 17080]));
        const [test, yes, no] = parts;
        return (doc, vars) => (truthy(test(doc, vars)) ? yes(doc, vars) : no(doc, vars));
    },
    $ifNull: (arg) => {
        if (!Array.isArray(arg) || arg.length !== 2) {
            return fail(16020, `Expression $ifNull takes exactly 2 arguments. ${Array.isArray(arg) ? arg.length : 1} were passed in.`);
        }
        const [value, other] = arg.map(compileExpr);
        return (doc, vars) => {
            const v = value(doc, vars);
            return absent(v) ? other(doc, vars) : v;
        };
    },
    $switch: (arg) => {
        if (!isObject(arg))
            return fail(40060, '$switch requires an object as an argument');
        if (!Array.isArray(arg.branches))
            return fail(40061, '$switch expected an array for branches');
        if (arg.branches.length === 0)
            return fail(40068, '$switch requires at least one branch.');
        const branches = arg.branches.map((b) => [compileExpr(b.case), compileExpr(b.then)]);
        const other = 'default' in arg ? compileExpr(arg.default) : undefined;
        return (doc, vars) => {
            for (const [test, then] of branches)
                if (truthy(test(doc, vars)))
                    return then(doc, vars);
            return other
                ? other(doc, vars)
                : fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
        };
    },
    $let: (arg) => {
        if (!isObject(arg) || !isObject(arg.vars) || !('in' in arg))
            return fail(16874, '$let only supports an object as its argument');
        const vars = Object.entries(arg.vars).map(([k, v]) => [k, compileExpr(v)]);
        const body = compileExpr(arg.in);
        return (doc, outer) => {
            const inner = { ...outer };
            for (const [k, expr] of vars)
                inner[k] = expr(doc, outer);
            return body(doc, inner);
        };
    },
    $map: (arg, name) => {
        const as = plainName(arg, 'this');
        const { input, in: body } = named({ ...arg, as: null }, name, ['input', 'in'], ['as'], [16878, 16879, 16880]);
        return (doc, vars) => list(input(doc, vars), name, 16883)?.map((v) => body(doc, { ...vars, [as]: v }) ?? null) ?? null;
    },
    $filter: (arg, name) => {
        const as = plainName(arg, 'this');
        const { input, cond } = named({ ...arg, as: null }, name, ['input', 'cond'], ['as'], [28646, 28647, 28648]);
        return (doc, vars) => list(input(doc, vars), name, 28651)?.filter((v) => truthy(cond(doc, { ...vars, [as]: v }))) ?? null;
    },
    $reduce: (arg, name) => {
        const { input, initialValue, in: body, } = named(arg, name, ['input', 'initialValue', 'in'], [], [40075, 40076, 40077]);
        return (doc, vars) => {
            const items = list(input(doc, vars), name, 40080);
            if (!items)
                return null;
            return items.reduce((value, item) => body(doc, { ...vars, value, this: item }), initialValue(doc, vars));
        };
    },
    $convert: (arg, name) => {
        const parts = named(arg, name, ['input', 'to'], ['onError', 'onNull'], [9, 9, 9]);
        return (doc, vars) => {
            const v = parts.input(doc, vars);
            if (absent(v))
                return parts.onNull ? parts.onNull(doc, vars) : null;
            try {
                return convert(v, conversionType(parts.to(doc, vars)));
            }
            catch (error) {
                if (parts.onError)
                    return parts.onError(doc, vars);
                throw error;
            }
        };
    },
};
function condParts(parts) {
    return ['if', 'then', 'else'].map((key) => parts[key]);
}
