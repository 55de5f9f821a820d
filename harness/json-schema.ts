/** Pieces of JSON Schema, for files that are checked as they are read. */
export const text = { type: 'string' };

/** An object that has all of these properties, and may have more. */
export const object = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
