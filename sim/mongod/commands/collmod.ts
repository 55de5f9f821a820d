/** collMod: what of a collection can be changed later, its validator and the options of its indexes. */
import { identical } from '../bson/compare.ts';
import { show } from '../bson/show.ts';
import { type Doc, isNumber, isObject, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import type { Collection } from '../storage/collection.ts';
import type { IndexSpec } from '../storage/index.ts';
import { boundOption, isBound } from './capped.ts';
import { isGeneric } from './fields.ts';
import { IMAGES, imageOption, knowsImages } from './image-option.ts';
import { knowsUnique, uniqueness } from './make-unique.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { defineView, type View, viewAt } from './views.ts';

const VALIDATION = ['validator', 'validationLevel', 'validationAction'];
const LEVELS = ['off', 'strict', 'moderate'];
const ACTIONS = ['error', 'warn'];

export function collMod(req: Request): Reply {
  const ns = writableNamespace(req.db, req.cmd.collMod);
  const coll = req.engine.store.get(ns);
  const view = coll ? undefined : viewAt(req.engine.store, ns);
  if (view) return redefine(req, view);
  if (!coll) return fail(26, 'ns does not exist');
  const options: Doc = {};
  let index: { name: string; options: Doc } | undefined;
  const fields: Doc = {};
  for (const [key, value] of Object.entries(req.cmd)) {
    if (key === 'collMod' || isGeneric(key)) continue;
    if (key === 'index') index = alteration(req, coll, value, fields);
    else if (isBound(req, key)) Object.assign(options, boundOption(coll, key, value));
    else if (VALIDATION.includes(key)) options[key] = value;
    else if (key === IMAGES && knowsImages(req)) options[key] = imageOption(req, value);
    else fail(72, `unknown option to collMod: ${key}`);
  }
  checkValidation(options);
  const change: Doc = { collMod: req.cmd.collMod, options };
  if (index) change.index = index;
  change.before = { collectionOptions: { ...coll.options, uuid: coll.uuid } };
  req.writer().command(req.db, change, coll.uuid);
  return { fields };
}

/** A view is given another definition as a whole. */
function redefine(req: Request, { ns, collation }: View): Reply {
  const { viewOn, pipeline } = req.cmd;
  for (const key of Object.keys(req.cmd))
    if (!['collMod', 'viewOn', 'pipeline'].includes(key) && !isGeneric(key))
      fail(72, `option not supported on a view: ${key}`);
  if (viewOn === undefined || pipeline === undefined)
    fail(72, "Must specify both 'viewOn' and 'pipeline' when modifying a view");
  defineView(req, ns, viewOn, pipeline, collation, true);
  return { fields: {} };
}

/** Refuses a validator, a level or an action that create or collMod may not be given. */
export function checkValidation({ validator, validationLevel, validationAction }: Doc): void {
  if (validator !== undefined)
    compileFilter(isObject(validator) ? validator : fail(14, "'validator' has to be a document."));
  if (validationLevel !== undefined && !LEVELS.includes(String(validationLevel)))
    fail(2, `invalid validation level: ${String(validationLevel)}`);
  if (validationAction !== undefined && !ACTIONS.includes(String(validationAction)))
    fail(2, `invalid validation action: ${String(validationAction)}`);
}

/** What `index` asks for. What was and what will be goes into `fields` of the reply, if anything changes. */
function alteration(
  req: Request,
  coll: Collection,
  given: Value,
  fields: Doc,
): { name: string; options: Doc } | undefined {
  if (!isObject(given)) return fail(72, 'index should be an object');
  const spec = named(coll, given);
  const options: Doc = {};
  const { expireAfterSeconds, hidden } = given;
  const may = ['expireAfterSeconds', 'hidden', ...(knowsUnique(req) ? ['unique', 'prepareUnique'] : [])];
  if (may.every((option) => given[option] === undefined))
    fail(72, `no ${may.slice(0, -1).join(', ')}${may.length > 2 ? ',' : ''} or ${may.at(-1)} field`);
  for (const key of Object.keys(given)) {
    if (!['name', 'keyPattern', ...may].includes(key)) fail(72, `unknown option to collMod.index: ${key}`);
  }
  Object.assign(options, uniqueness(coll, spec, given, fields));
  if (expireAfterSeconds !== undefined) {
    if (!isNumber(expireAfterSeconds)) fail(72, 'expireAfterSeconds field must be a number');
    if (spec.expireAfterSeconds === undefined) fail(72, 'no expireAfterSeconds field to update');
    if (!identical(spec.expireAfterSeconds as Value, expireAfterSeconds)) {
      options.expireAfterSeconds = expireAfterSeconds;
      fields.expireAfterSeconds_old = spec.expireAfterSeconds;
      fields.expireAfterSeconds_new = expireAfterSeconds;
    }
  }
  if (hidden !== undefined) {
    if (typeof hidden !== 'boolean' && !isNumber(hidden)) fail(72, 'hidden field must be a boolean');
    if (spec.name === '_id_') fail(2, "can't hide _id index");
    const hide = hidden === true || (isNumber(hidden) && Number(hidden) !== 0);
    if (hide !== (spec.hidden === true)) {
      options.hidden = hide;
      fields.hidden_old = spec.hidden === true;
      fields.hidden_new = hide;
    }
  }
  return Object.keys(options).length > 0 ? { name: spec.name, options } : undefined;
}

function named(coll: Collection, { name, keyPattern }: Doc): IndexSpec {
  if (name !== undefined && keyPattern !== undefined) fail(72, 'Cannot specify both key pattern and name.');
  if (name === undefined && keyPattern === undefined)
    fail(72, 'Must specify either index name or key pattern.');
  if (name !== undefined && typeof name !== 'string') fail(72, 'Index name must be a string');
  if (keyPattern !== undefined && !isObject(keyPattern)) fail(72, 'Key pattern must be an object');
  const found = coll.indexes.find(({ spec }) =>
    name === undefined ? identical(spec.key, keyPattern) : spec.name === name,
  );
  return (
    found?.spec ??
    fail(27, `cannot find index ${name === undefined ? show(keyPattern) : String(name)} for ns ${coll.ns}`)
  );
}
