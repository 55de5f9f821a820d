/**
 * `GET /openapi.json`: what a service takes and answers, in a document that Fastify's own plugin makes of its routes.
 *
 * The plugin must be there before any route is, and so must much of `http.ts`. So it is made of what the routes say of
 * themselves (`told.ts`) on a server of its own, that never listens; and when somebody first asks, since mostly nobody does.
 */
import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { exactly, type Schema, text } from './schemas.ts';
import { type Media, route, type Told } from './told.ts';

type ToldRoute = Pick<RouteOptions, 'url' | 'method'> & { told: Told };
type Refusals = Record<number, readonly string[]>;

const JSON_MEDIA = 'application/json';

/** The body of every answer that is not a success. */
const refusal: Schema = {
  $id: 'Refusal',
  type: 'object',
  required: ['error', 'message'],
  additionalProperties: false,
  properties: {
    error: { ...text, description: 'A word for programs.' },
    message: { ...text, description: 'A sentence for people.' },
    field: { ...text, description: 'What was wrong in the request, where it is one field.' },
  },
};

/** What any route may say, those that take something besides, and those that take a body. */
const ANY: Refusals = { 503: ['starting', 'busy', 'unavailable', 'closing'] };
const WITH_INPUT: Refusals = { 400: ['invalid'] };
const WITH_BODY: Refusals = { 413: ['too_large'], 415: ['unsupported'] };

const thisDocument = route({
  tag: 'operation',
  says: 'This document.',
  answers: { 200: { type: 'object' } },
});

/** To be called before any route is set. One that does not say what it is, is an error. */
export function offerDocument(app: FastifyInstance, title: string, description: string): void {
  const routes: ToldRoute[] = [];
  app.addHook('onRoute', ({ url, method, config }) => {
    const told = config?.told;
    if (told === undefined) throw new Error(`${method} ${url} does not say what it is`);
    // Each GET brings its HEAD along.
    if (told !== null && method !== 'HEAD') routes.push({ url, method, told });
  });
  let made: Promise<object> | undefined;
  app.get('/openapi.json', thisDocument, () => {
    made ??= documentOf(routes, { title, description, version: '1.0.0' });
    return made;
  });
}

async function documentOf(
  routes: readonly ToldRoute[],
  info: { title: string; description: string; version: string },
): Promise<object> {
  const app = Fastify({ exposeHeadRoutes: false });
  // Nobody calls these routes: there is nothing to check or to send.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => () => '');
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info },
    refResolver: { buildLocalReference: ({ $id }) => String($id) },
  });
  const shapes = new Map<string, Schema>();
  for (const { url, method, told } of routes)
    app.route({ url, method, schema: hoisted(schemaOf(told), shapes), handler: () => undefined });
  for (const [$id, schema] of shapes) app.addSchema({ $id, ...schema });
  await app.ready();
  return app.swagger();
}

/** As the plugin wants it. */
function schemaOf({ tag, says, params, querystring, body, answers, refuses = {} }: Told): Schema {
  const refusals = [ANY, querystring || body ? WITH_INPUT : {}, body ? WITH_BODY : {}, refuses];
  return {
    ...{ tags: [tag], summary: says },
    ...(params && { params: exactly(mapped(params, (description) => ({ ...text, description }))) }),
    ...(querystring && { querystring }),
    ...(body && { body }),
    response: {
      ...mapped(answers, (answer, status) => answered(answer as Schema | Media, STATUS_CODES[status]!)),
      ...refused(refusals),
      default: {
        description: 'Whatever else is wrong with a request, or goes wrong here.',
        content: { [JSON_MEDIA]: { schema: refusal } },
      },
    },
  };
}

function answered(answer: Schema | Media, inAWord: string): Schema {
  if ('media' in answer)
    return { description: answer.says, content: { [String(answer.media)]: { schema: text } } };
  const { description = inAWord } = answer as Schema;
  // Nothing is said.
  if ((answer as Schema).type === 'null') return { type: 'null', description };
  return { description, content: { [JSON_MEDIA]: { schema: answer } } };
}

/** For each status what `error` may be, of all that it may be for. */
function refused(all: readonly Refusals[]): Schema {
  const words: Record<string, string[]> = {};
  for (const refusals of all)
    for (const [status, errors] of Object.entries(refusals))
      words[status] = [...new Set([...(words[status] ?? []), ...errors])];
  return mapped(words, (errors, status) => ({
    description: STATUS_CODES[status]!,
    content: {
      [JSON_MEDIA]: { schema: { allOf: [refusal, { properties: { error: { enum: errors } } }] } },
    },
  }));
}

/** The same without the shapes that have names: they are referred to, and put into `shapes`. */
function hoisted<T>(value: T, shapes: Map<string, Schema>): T {
  if (Array.isArray(value)) return value.map((one) => hoisted(one, shapes)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { $id, ...rest } = value as Schema;
  const inner = mapped(rest, (one) => hoisted(one, shapes));
  if (typeof $id !== 'string') return inner as T;
  shapes.set($id, inner);
  return { $ref: `${$id}#` } as T;
}

function mapped<T, U>(of: Readonly<Record<string, T>>, to: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value, key)]));
}
