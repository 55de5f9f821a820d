/** An error against `expectError`. */
import { MongoBulkWriteError, MongoClientBulkWriteError, MongoServerError } from 'mongodb';
import type { Doc } from './format.ts';
import { type Known, Mismatch, match } from './match.ts';

interface Failure extends Error {
  code?: unknown;
  codeName?: unknown;
  hasErrorLabel?(label: string): boolean;
}

/** Throws `Mismatch` if the error is not the one expected. */
export function matchError(expected: Doc, thrown: Failure, known: Known): void {
  const error = causeOf(thrown);
  const refuse = (what: string): never => {
    throw new Mismatch(`expected ${what}, got ${error.name}: ${error.message}`);
  };
  for (const [name, value] of Object.entries(expected)) {
    switch (name) {
      case 'isError':
        break;
      case 'isClientError':
        if (error instanceof MongoServerError === value) refuse(`${name} ${value}`);
        break;
      case 'errorContains':
        if (!error.message.toLowerCase().includes(value.toLowerCase())) refuse(`'${value}' in it`);
        break;
      case 'errorCode':
        if (error.code !== value) refuse(`code ${value} (it has ${error.code})`);
        break;
      case 'errorCodeName':
        if (error.codeName !== value) refuse(`codeName ${value} (it has ${error.codeName})`);
        break;
      case 'errorLabelsContain':
        for (const label of value) if (!error.hasErrorLabel?.(label)) refuse(`label ${label}`);
        break;
      case 'errorLabelsOmit':
        for (const label of value) if (error.hasErrorLabel?.(label)) refuse(`no label ${label}`);
        break;
      case 'errorResponse':
        match(value, error instanceof MongoServerError ? error.errorResponse : undefined, known);
        break;
      case 'expectResult':
        match(value, partialResult(thrown), known);
        break;
      case 'writeErrors':
        for (const [index, one] of Object.entries(value))
          match(
            one,
            thrown instanceof MongoClientBulkWriteError && thrown.writeErrors.get(Number(index)),
            known,
          );
        break;
      case 'writeConcernErrors':
        match(value, thrown instanceof MongoClientBulkWriteError ? thrown[name] : undefined, known);
        break;
      default:
        throw new Error(`the runner does not know expectError.${name}`);
    }
  }
}

/** A bulk write of a client fails by an error of its own, which holds the one that it met. */
const causeOf = (error: Failure): Failure =>
  error instanceof MongoClientBulkWriteError && error.cause instanceof MongoServerError ? error.cause : error;

/** What a bulk write did before it failed. */
function partialResult(error: Failure): unknown {
  if (error instanceof MongoClientBulkWriteError) return error.partialResult;
  return error instanceof MongoBulkWriteError ? error.result : undefined;
}
