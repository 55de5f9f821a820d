/** create: a collection with its options, or a view. */
import { show } from '../bson/show.ts';
import { type Doc, isNumber, isObject, toNumber, typeName, type Value } from '../bson/values.ts';
import type { CollationSpec } from '../collation/spec.ts';
import { fail } from '../errors.ts';
import type { ServerVersion } from '../version.ts';
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

const MOST_BYTES = 2 ** 50;

/** The bounds of a collection that has some. Its size is a multiple of 256 bytes. */
export function cappedOptions({ capped, size, max }: Doc): Doc {
  if (capped !== undefined && typeof capped !== 'boolean' && !isNumber(capped))
    fail(14, `BSON field 'create.capped' is the wrong type '${typeName(capped)}', expected type 'bool'`);
  const isCapped = capped === true || (isNumber(capped) && toNumber(capped) !== 0);
  if (!isCapped) {
    if (size !== undefined || max !== undefined)
      fail(72, "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
    return {};
  }
  if (size === undefined) fail(72, "the 'size' field is required when 'capped' is true");
  const bytes = isNumber(size) ? toNumber(size) : 0;
  if (bytes < 0) fail(2, 'size has to be >= 0');
  if (bytes > MOST_BYTES) fail(2, 'size cannot exceed 1 PB');
  const options: Doc = { capped: true, size: Math.ceil(Math.trunc(bytes) / 256) * 256 };
  if (isNumber(max)) {
    if (toNumber(max) >= 2 ** 31) fail(2, 'max in a capped collection has to be < 2^31 or not set');
    options.max = Math.trunc(toNumber(max));
  }
  return options;
}

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
