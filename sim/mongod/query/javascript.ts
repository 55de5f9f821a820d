/**
 * What runs JavaScript in a server: `$where`, `$function`, `$accumulator`, `mapReduce`. This one is a server on which that
 * is switched off, as one started with `--noscripting`: it knows them, and refuses to run them.
 */
import { isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Accumulation } from './accumulators/accumulator.ts';
import type { Form, Vars } from './expression.ts';
import { atLeast } from './since.ts';

/** As soon as a filter has one, whether there are documents or not. */
export const refuseWhere = (vars: Vars): never =>
  fail(atLeast(vars, '6.0') ? 6108304 : 2, 'no globalScriptEngine in $where parsing');

/** A pipeline's filter may have none in any server. */
export function refuseWhereWithin(filter: Value): void {
  if (Array.isArray(filter)) for (const branch of filter) refuseWhereWithin(branch);
  else if (isObject(filter)) {
    if ('$where' in filter) fail(2, '$where is not allowed in this context');
    for (const name of ['$and', '$or', '$nor']) refuseWhereWithin(filter[name]);
  }
}

export const refuseScript = (): never =>
  fail(31264, 'Cannot run server-side javascript without the javascript engine enabled');

function checkLanguage(arg: Record<string, Value>): void {
  if (arg.lang === undefined) fail(31418, 'The lang field must be specified.');
  if (arg.lang !== 'js') fail(31419, "Currently the only supported language specifier is 'js'.");
}

/** Refused only once there is a document to run it on. */
export const FUNCTION: Form = (arg, name) => {
  if (!isObject(arg)) return fail(31260, `${name} requires an object as an argument`);
  for (const field of Object.keys(arg))
    if (!['body', 'args', 'lang'].includes(field)) fail(31261, `Unrecognized argument to ${name}: ${field}`);
  if (arg.body === undefined) fail(31261, 'The body field must be specified.');
  if (arg.args === undefined) fail(31263, 'The args field must be specified.');
  checkLanguage(arg);
  return refuseScript;
};

export function compileScript(arg: Value): Accumulation {
  if (!isObject(arg)) return fail(4544703, '$accumulator expects an object as an argument');
  checkLanguage(arg);
  return { input: refuseScript, start: () => ({ add: refuseScript, result: refuseScript }) };
}
