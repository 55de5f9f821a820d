/**
 * Where this driver says what the specification says, in other words. These tests are run to try the server, and it
 * cannot help what it is sent; so each such way of the driver is written down here, as narrow as it is.
 */
import type { Doc } from './format.ts';

type Way = (expected: Doc, sent: Doc) => Doc;

/** A commit or abort with a write concern always carries the timeout that the specification gives to retries. */
const commitTimeout: Way = (expected, sent) => {
  const { writeConcern } = expected;
  const ends = 'commitTransaction' in sent || 'abortTransaction' in sent;
  if (!ends || !writeConcern?.w || 'wtimeout' in writeConcern || sent.writeConcern?.wtimeout !== 10_000)
    return expected;
  return { ...expected, writeConcern: { ...writeConcern, wtimeout: 10_000 } };
};

/** GridFS asks for `{ _id: { $eq: id } }`, so that an id can be no operator. */
const explicitEquality: Way = (expected, sent) => {
  if (!/\.(files|chunks)$/.test(sent.find ?? '') || !expected.filter) return expected;
  const filter = Object.fromEntries(
    Object.entries(expected.filter).map(([name, value]) => [
      name,
      sent.filter?.[name]?.$eq === undefined ? value : { $eq: value },
    ]),
  );
  return { ...expected, filter };
};

/** False is what the server takes to be meant without it. */
const validationAsUsual: Way = (expected, sent) => {
  if (expected.bypassDocumentValidation !== false || 'bypassDocumentValidation' in sent) return expected;
  const { bypassDocumentValidation: _, ...rest } = expected;
  return rest;
};

/** The command expected, as this driver would say it. */
export function asSaid(expected: Doc, sent: Doc): Doc {
  return [commitTimeout, explicitEquality, validationAsUsual].reduce((doc, way) => way(doc, sent), expected);
}
