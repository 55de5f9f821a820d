/**
 * What a route says of itself: what it is for, what it takes, what it answers. `openapi.ts` makes a document of it.
 *
 * What it answers is no schema that Fastify knows: Fastify would send only what that lists, drop the rest without a word, and
 * compile a function for each route at each start. So nothing here changes an answer; a test holds answers to what is
 * told of them (`services/openapi.test.ts`).
 */
import type { RouteShorthandOptions } from 'fastify';
import type { Schema } from './schemas.ts';

export interface Told {
  /** What it is about: routes of one tag stand together. */
  tag: string;
  /** What it does, in a line or two. */
  says: string;
  /** What each parameter of its path is. */
  params?: Record<string, string>;
  querystring?: Schema;
  body?: Schema;
  /** By status: what the body is like. */
  answers: Record<number, Schema | Media>;
  /** By status: what `error` may be then, besides what any route may say. */
  refuses?: Record<number, readonly string[]>;
}

/** An answer that is not JSON. */
export interface Media {
  media: string;
  says: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Null: it is nothing that anybody should build on. */
    told?: Told | null;
  }
}

/** What a route is set with: it takes what it is told to take, and no more. */
export function route(told: Told): RouteShorthandOptions {
  const { querystring, body } = told;
  const schema = { ...(querystring && { querystring }), ...(body && { body }) };
  return Object.keys(schema).length === 0 ? { config: { told } } : { schema, config: { told } };
}

export const untold: RouteShorthandOptions = { config: { told: null } };
