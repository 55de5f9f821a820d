/** What of a collection's bounds can be changed later: that it has some, and which. */
import { type Doc, isNumber, toNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { isAtLeast } from '../version.ts';
import { required } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { insertOne } from './statements.ts';
import { requireNoView } from './views.ts';

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

function checkNumber(v: Value, field: string): void {
  if (!isNumber(v))
    fail(
      14,
      `BSON field '${field}' is the wrong type '${typeName(v)}', expected types '[long, int, decimal, double]'`,
    );
}

function checkSize(v: Value, field: string): void {
  checkNumber(v, field);
  if (toNumber(v) <= 0) fail(72, 'Capped collection size must be greater than zero');
}

/** Puts a capped copy in the place of the collection: the newest documents that fit, and no index but that of `_id`. */
export async function convertToCapped(req: Request): Promise<Reply> {
  const { cmd, db, engine } = req;
  const ns = writableNamespace(db, cmd.convertToCapped);
  required(cmd, 'size', 'convertToCapped');
  const { size } = cmd;
  checkSize(size, 'convertToCapped.size');
  requireNoView(engine.store, ns);
  const old = engine.store.get(ns);
  if (!old) return fail(26, `source collection ${ns} does not exist`);
  req.cursors.killWhere((c) => c.ns === ns && !c.changeStream);
  const writer = req.writer();
  const temporary = `${db}.tmp.convertToCapped.${String(cmd.convertToCapped)}`;
  const copy = writer.create(temporary, { ...old.options, ...cappedOptions({ capped: true, size }) });
  for (const { doc } of [...old.natural()]) await insertOne(req, writer, temporary, doc, 0);
  writer.command(db, { renameCollection: temporary, to: ns, dropTarget: old.uuid }, copy.uuid);
  return { fields: {} };
}

const BOUNDS: Readonly<Record<string, string>> = { cappedSize: 'size', cappedMax: 'max' };

/** Whether collMod knows this field: since 6.0. */
export const isBound = (req: Request, key: string): boolean =>
  isAtLeast(req.version, '6.0') && Object.hasOwn(BOUNDS, key);

/** The option of the collection that collMod's field stands for. */
export function boundOption({ bounds, options }: Collection, key: string, value: Value): Doc {
  if (!bounds) return fail(72, 'Collection must be capped.');
  if (key === 'cappedSize') checkSize(value, `collMod.${key}`);
  else checkNumber(value, `collMod.${key}`);
  const { size, max } = options;
  const asked = cappedOptions({ capped: true, size, max, [BOUNDS[key]!]: value });
  return { [BOUNDS[key]!]: asked[BOUNDS[key]!] };
}
