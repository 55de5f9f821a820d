/** What a body may hold, of requests and of answers. Bounds are generous to people and fatal to nonsense. */

/** A JSON Schema. One with an `$id` stands in a document under that name. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * Orders, products and deliveries are named by people and other systems, and end up in URLs and logs. `.` and `..`
 * are no names: in a URL they mean another place, so that what is called so could never be asked for.
 */
export const id = { type: 'string', pattern: '^(?![.]{1,2}$)[A-Za-z0-9._-]{1,64}$' } as const;
export const qty = { type: 'integer', minimum: 1, maximum: 1000 } as const;
export const restockQty = { type: 'integer', minimum: 1, maximum: 1_000_000 } as const;
/** Minor units of the currency, such as cents. */
export const amount = {
  ...{ type: 'integer', minimum: 1, maximum: 1_000_000_000 },
  description: 'Minor units of the currency, such as cents.',
} as const;

/** Of a list, in a URL, where every value is text. */
export const limit = {
  ...{ type: 'string', pattern: '^[1-9][0-9]{0,2}$' },
  description: 'How many at most.',
} as const;

export const text = { type: 'string' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
/** By the clock of whoever wrote it: for people to read, never for order. */
export const instant = { type: 'string', format: 'date-time' } as const;

export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
/** Or null. */
export const perhaps = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** A query with some of these fields, and no others. */
export function atMost<P extends Record<string, object>>(properties: P) {
  return { type: 'object', additionalProperties: false, properties };
}

/** A body with exactly these fields, all of them required. */
export function exactly<P extends Record<string, object>>(properties: P) {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}

/** The same, and a document calls it so. */
export const shape = (name: string, properties: Record<string, object>): Schema => ({
  $id: name,
  ...exactly(properties),
});
