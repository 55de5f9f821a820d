/** create: a collection with its options, or a view. */
import { show } from '../bson/show.ts';
import { type Doc, isObject, type Value } from '../bson/values.ts';
import type { CollationSpec } from '../collation/spec.ts';
import { fail } from '../errors.ts';
import type { ServerVersion } from '../version.ts';
import { cappedOptions } from './capped.ts';
import { CLUSTERED, clusteredOption, knowsClustered } from './clustered.ts';
import { checkValidation } from './collmod.ts';
import { isGeneric } from './fields.ts';
import { IMAGES, imageOption, knowsImages } from './image-option.ts';
import { isIdKey, parseSpec } from './index-spec.ts';
import { collationOf, type Reply, type Request, writableNamespace } from './request.ts';
import { defineView, viewAt } from './views.ts';

const CREATE = new Set([
  'capped',
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'idIndex',
  'storageEngine',
  'indexOptionDefaults',
  'autoIndexId',
  'flags',
  'temp',
  'size',
  'max',
  'viewOn',
  'pipeline',
]);
/** What may be said of a view. */
const OF_VIEWS = new Set(['viewOn', 'pipeline', 'collation']);

export function create(req: Request): Reply {
  const { cmd } = req;
  const name = cmd.create;
  if (typeof name === 'string' && name.startsWith('.')) fail(73, "Collection names cannot start with '.'");
  const ns = writableNamespace(req.db, name);
  const given = Object.keys(cmd).filter((key) => key !== 'create' && !isGeneric(key));
  for (const key of given)
    if (!CREATE.has(key) && !isOfVersion(req, key))
      fail(40415, `BSON field 'create.${key}' is an unknown field.`);
  const collation = defaultCollation(cmd.collation, req.version);
  if (cmd.viewOn !== undefined) {
    const odd = given.find((key) => !OF_VIEWS.has(key) && cmd[key] !== false);
    if (odd !== undefined) fail(72, `the '${odd}' option is not allowed with 'viewOn'`);
    defineView(req, ns, cmd.viewOn, cmd.pipeline ?? [], collation);
    return { fields: {} };
  }
  if (cmd.pipeline !== undefined) fail(72, "'pipeline' requires 'viewOn' to also be specified");
  const options: Doc = cappedOptions(cmd);
  for (const key of given) if (key.startsWith('valid')) options[key] = cmd[key];
  if (collation) options.collation = collation;
  if (cmd[IMAGES] !== undefined) {
    const images = imageOption(req, cmd[IMAGES]);
    if (images.enabled) options[IMAGES] = images;
  }
  if (cmd[CLUSTERED] !== undefined) options[CLUSTERED] = clusteredOption(cmd[CLUSTERED]);
  checkValidation(options);
  checkIdIndex(cmd.idIndex, req.version, collation);
  const writer = req.writer();
  if (req.store.get(ns)) fail(48, `Collection already exists. NS: ${ns}`);
  if (viewAt(req.store, ns)) fail(48, `A view already exists. NS: ${ns}`);
  writer.create(ns, options);
  return { fields: {} };
}

/** Options that came later. */
const isOfVersion = (req: Request, key: string): boolean =>
  (key === IMAGES && knowsImages(req)) || (key === CLUSTERED && knowsClustered(req));

/** The index on `_id` may be given, but only as it is anyway. */
function checkIdIndex(given: Value, version: ServerVersion, collation: CollationSpec | undefined): void {
  if (given === undefined) return;
  if (!isObject(given)) fail(14, "'idIndex' has to be a document.");
  const { key } = parseSpec(given, version, collation);
  if (!isIdKey(key)) fail(2, `The field 'key' for an _id index must be {_id: 1}, but got ${show(key)}`);
}

/** By which strings in a collection are compared where nobody says otherwise. */
function defaultCollation(given: Value, version: ServerVersion): CollationSpec | undefined {
  if (given === undefined) return undefined;
  if (!isObject(given)) fail(14, `'collation' has to be a document.`);
  if (Object.keys(given).length === 0) fail(2, "'collation' cannot be an empty document.");
  return collationOf(given, version)?.spec;
}
