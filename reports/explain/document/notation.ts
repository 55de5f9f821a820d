/** Documents as people write them in a shell, from JSON in which BSON's own types are `{"$oid": …}` and the like. */

type Fields = Record<string, unknown>;

/** What fits on a line stays on one. */
const LINE_MOST = 76;

/** What BSON has and JSON has not, by the key that stands for it. */
const TYPES: Record<string, (value: unknown) => string> = {
  $oid: (value) => `ObjectId('${value}')`,
  $date: (value) => `ISODate('${dateOf(value)}')`,
  $numberLong: (value) => `Long('${value}')`,
  $numberDecimal: (value) => `Decimal128('${value}')`,
  $numberDouble: String,
  $numberInt: String,
  $uuid: (value) => `UUID('${value}')`,
  $minKey: () => 'MinKey()',
  $maxKey: () => 'MaxKey()',
  $timestamp: (value) => `Timestamp(${(value as { t: number }).t}, ${(value as { i: number }).i})`,
  $binary: (value) => `Binary('${(value as { base64: string }).base64}')`,
  $regularExpression: (value) =>
    `/${(value as { pattern: string }).pattern}/${(value as { options: string }).options}`,
};

/** EJSON writes dates before 1970 and after 9999 as milliseconds. */
function dateOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const ms = Number((value as { $numberLong?: string }).$numberLong);
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}

/** An object or array to look into, rather than a value. */
export const isNested = (value: unknown): value is Fields | unknown[] =>
  typeof value === 'object' && value !== null && typed(value) === null;

function typed(value: object): string | null {
  const keys = Object.keys(value);
  const write = keys.length === 1 ? TYPES[keys[0]!] : undefined;
  return write === undefined ? null : write((value as Fields)[keys[0]!]);
}

export const keyed = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** On one line, however long. */
export function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const type = typed(value);
  if (type !== null) return type;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(inline).join(', ')}]`;
  const fields = Object.entries(value);
  return fields.length === 0
    ? '{}'
    : `{ ${fields.map(([key, field]) => `${keyed(key)}: ${inline(field)}`).join(', ')} }`;
}

/** On as many lines as it takes to be read; `lead` stands before the first. */
export function lines(value: unknown, indent = '', lead = ''): string[] {
  const whole = indent + lead + inline(value);
  if (!isNested(value) || whole.length <= LINE_MOST) return [whole];
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const inner = Array.isArray(value)
    ? value.flatMap((item) => lines(item, `${indent}  `))
    : Object.entries(value).flatMap(([key, field]) => lines(field, `${indent}  `, `${keyed(key)}: `));
  return [`${indent}${lead}${open}`, ...inner, `${indent}${close}`];
}
