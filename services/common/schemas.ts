/** What a body may hold. Bounds are generous to people and fatal to nonsense. */

/**
 * Orders, products and deliveries are named by people and other systems, and end up in URLs and logs. `.` and `..`
 * are no names: in a URL they mean another place, so that what is called so could never be asked for.
 */
export const id = { type: 'string', pattern: '^(?![.]{1,2}$)[A-Za-z0-9._-]{1,64}$' } as const;
export const qty = { type: 'integer', minimum: 1, maximum: 1000 } as const;
export const restockQty = { type: 'integer', minimum: 1, maximum: 1_000_000 } as const;
/** Minor units of the currency, such as cents. */
export const amount = { type: 'integer', minimum: 1, maximum: 1_000_000_000 } as const;

/** Of a list, in a URL, where every value is text. */
export const limit = { type: 'string', pattern: '^[1-9][0-9]{0,2}$' } as const;

/** A query with some of these fields, and no others. */
export function atMost<P extends Record<string, object>>(properties: P) {
  return { type: 'object', additionalProperties: false, properties };
}

/** A body with exactly these fields, all of them required. */
export function exactly<P extends Record<string, object>>(properties: P) {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}
