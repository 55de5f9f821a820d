/** Who a client is: saslStart and saslContinue, also as part of a hello; logout, connectionStatus. */
import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { Conversation, isMechanism, refuse } from '../auth/scram.ts';
import { findUser, type UserName } from '../auth/users.ts';
import { type Doc, isObject, typeName, type Value } from '../bson/values.ts';
import { fail, MongoError } from '../errors.ts';
import { checkFields, idl, type Shape } from './fields.ts';
import type { Reply, Request } from './request.ts';

/** What a connection has of a conversation that is not over. */
export interface Sasl {
  conversation: Conversation;
  db: string;
  /** The client does without an empty message at the end. */
  skipsEmpty: boolean;
  verified: boolean;
}

const START: Shape = {
  mechanism: 'string',
  payload: 'any',
  autoAuthorize: 'any',
  options: 'object',
  db: 'string',
};
const CONTINUE: Shape = { conversationId: 'any', payload: 'any' };

/** A payload is bytes, or text of them; it is answered in kind. */
function textOf(payload: Value, field: string): { text: string; replyWith: (text: string) => Value } {
  if (typeof payload === 'string')
    return {
      text: Buffer.from(payload, 'base64').toString(),
      replyWith: (text) => Buffer.from(text).toString('base64'),
    };
  if (payload instanceof Binary)
    return {
      text: Buffer.from(payload.value()).toString(),
      replyWith: (text) => new Binary(Buffer.from(text)),
    };
  return fail(14, `Wrong type for field (${field}) ${typeName(payload)}`);
}

function begin(req: Request, cmd: Doc, db: string): Doc {
  const { connection, engine } = req;
  connection.sasl = undefined;
  checkFields('saslStart', cmd, START, idl('saslStart'));
  const { mechanism, options } = cmd;
  if (!isMechanism(mechanism)) return notEnabled(mechanism);
  const { text, replyWith } = textOf(cmd.payload, 'payload');
  const conversation = new Conversation(
    mechanism,
    text,
    (user) => findUser(engine, { user, db })?.credentials[mechanism],
  );
  const skipsEmpty = isObject(options) && options.skipEmptyExchange === true;
  connection.sasl = { conversation, db, skipsEmpty, verified: false };
  return { conversationId: 1, done: false, payload: replyWith(conversation.challenge) };
}

export const saslStart = (req: Request): Reply => ({ fields: begin(req, req.cmd, req.db) });

export function saslContinue(req: Request): Reply {
  const { connection, cmd } = req;
  const { sasl } = connection;
  connection.sasl = undefined;
  if (!sasl) return fail(17, 'No SASL session state found');
  checkFields('saslContinue', cmd, CONTINUE, idl('saslContinue'));
  if (sasl.db !== req.db) fail(17, 'Attempt to switch database target during SASL authentication.');
  if (Number(cmd.conversationId) !== 1) fail(17, 'sasl: Mismatched conversation id');
  const { text, replyWith } = textOf(cmd.payload, 'payload');
  if (sasl.verified) {
    if (text !== '') refuse();
    return { fields: { conversationId: 1, done: true, payload: replyWith('') } };
  }
  const last = sasl.conversation.finish(text);
  login(req, { user: sasl.conversation.user, db: sasl.db });
  if (!sasl.skipsEmpty) connection.sasl = { ...sasl, verified: true };
  return { fields: { conversationId: 1, done: sasl.skipsEmpty, payload: replyWith(last) } };
}

/** Of each database a connection has at most one user. */
function login({ connection }: Request, name: UserName): void {
  connection.users = [...connection.users.filter(({ db }) => db !== name.db), name];
}

const notEnabled = (mechanism: unknown): never =>
  fail(334, `Received authentication for mechanism ${String(mechanism)} which is not enabled`);

/** Of a way to log in that is long gone. */
export const getnonce = (): Reply => ({ fields: { nonce: randomBytes(8).toString('hex') } });

/** By a certificate, for which there is no place here. */
export const authenticate = ({ cmd }: Request): Reply => notEnabled(cmd.mechanism ?? 'MONGODB-X509');

export function logout(req: Request): Reply {
  const { connection, db } = req;
  connection.users = connection.users.filter((name) => name.db !== db);
  return { fields: {} };
}

/** What a hello is asked besides: how a user may show who it is, and a saslStart that is worth a try. */
export function introduction(req: Request): Doc {
  const { saslSupportedMechs, speculativeAuthenticate } = req.cmd;
  return { ...supported(req, saslSupportedMechs), ...speculation(req, speculativeAuthenticate) };
}

function supported({ engine }: Request, asked: Value): Doc {
  if (asked === undefined) return {};
  if (typeof asked !== 'string' || !asked.includes('.'))
    return fail(2, "UserName must contain a '.' separated database.user pair");
  const dot = asked.indexOf('.');
  const found = findUser(engine, { db: asked.slice(0, dot), user: asked.slice(dot + 1) });
  return found ? { saslSupportedMechs: Object.keys(found.credentials) } : {};
}

/** What fails of it does not show: the client then begins anew. */
function speculation(req: Request, asked: Value): Doc {
  if (asked === undefined) return {};
  if (!isObject(asked))
    return fail(
      14,
      `BSON field 'hello.speculativeAuthenticate' is the wrong type '${typeName(asked)}', expected type 'object'`,
    );
  if (!('saslStart' in asked) || typeof asked.db !== 'string') return {};
  try {
    return { speculativeAuthenticate: begin(req, asked, asked.db) };
  } catch (error) {
    if (error instanceof MongoError) return {};
    throw error;
  }
}

export function connectionStatus({ connection, engine }: Request): Reply {
  const { users } = connection;
  const roles = users.flatMap((name) => findUser(engine, name)?.roles ?? []);
  return { fields: { authInfo: { authenticatedUsers: users, authenticatedUserRoles: roles } } };
}
