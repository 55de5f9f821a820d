/** What of a collection's bounds can be changed later: that it has some, and which. */
import { type Doc, isNumber, toNumber, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { isAtLeast } from '../version.ts';
import { cappedOptions } from './create.ts';
import { required } from './fields.ts';
import { type Reply, type Request, writableNamespace } from './request.ts';
import { insertOne } from './statements.ts';
import { requireNoView } from './views.ts';

/** Puts a capped copy in the place of the collection: the newest documents that fit, and no index but that of `_id`. */
export async function convertToCapped(req: Request): Promise<Reply> {
  const { cmd, db, engine } = req;
  const ns = writableNamespace(db, cmd.convertToCapped);
  required(cmd, 'size', 'convertToCapped');
  const { size } = cmd;
  if (!isNumber(size))
    fail(
      14,
      `BSON field 'convertToCapped.size' is the wrong type '${typeName(size)}', expected types '[long, int, decimal, double]'`,
    );
  if (toNumber(size as Value) <= 0) fail(72, 'Capped collection size must be greater than zero');
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
  if (!isNumber(value))
    return fail(
      14,
      `BSON field 'collMod.${key}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    );
  if (key === 'cappedSize' && toNumber(value) <= 0)
    fail(72, 'Capped collection size must be greater than zero');
  const { size, max } = options;
  const asked = cappedOptions({ capped: true, size, max, [BOUNDS[key]!]: value });
  return { [BOUNDS[key]!]: asked[BOUNDS[key]!] };
}
