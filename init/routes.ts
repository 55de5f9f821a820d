/**
 * The routes of a service: `app.post('/todos', …)` and its like in Express, Koa, Fastify, Hono and NestJS, with what they
 * are mounted under, and the code that answers them.
 */
import type { Source } from './sources.ts';
import { enclosed, literal, parts } from './text.ts';

export interface Route {
  method: string;
  /** With parameters as the code has them: `/todos/:id`. */
  path: string;
  /** The code that answers, as far as it is found: the call itself, and the functions that it names. */
  handler: string;
}

const VERBS: Record<string, string> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
Object.assign(VERBS, { del: 'DELETE' });
const verbs = Object.keys(VERBS).join('|');
/** These ask, and do not answer. */
const CALLERS =
  /^(axios|got|http|https|request|client|fetcher|ky|superagent|agent|cache|redis|map|api[cC]lient)$/;

export function routesOf(sources: readonly Source[]): Route[] {
  const mounts = new Mounts(sources);
  const found = sources.flatMap((source) =>
    [...called(source), ...chained(source), ...byOptions(source), ...decorated(source)].map(
      ({ router, method, path, call }) => ({
        method,
        path: joined(mounts.prefixOf(source.file, router), path),
        handler: call + functionsNamed(call, source, sources),
      }),
    ),
  );
  return found.filter(
    ({ method, path }, i) => found.findIndex((r) => r.method === method && r.path === path) === i,
  );
}

interface Said {
  router: string;
  method: string;
  path: string;
  call: string;
}

/** `router.post('/x', …)`. */
function called({ text }: Source): Said[] {
  const calls = text.matchAll(new RegExp(`\\b(\\w+)\\.(${verbs})\\(\\s*["'\`](/?[^"'\`$]*)["'\`]\\s*,`, 'g'));
  return [...calls].flatMap((match) => {
    const [, router, verb, path] = match;
    if (CALLERS.test(router!)) return [];
    const call = enclosed(text, text.indexOf('(', match.index));
    return [{ router: router!, method: VERBS[verb!]!, path: path!, call }];
  });
}

/** `router.route('/x').get(…).post(…)`. */
function chained({ text }: Source): Said[] {
  const found: Said[] = [];
  for (const match of text.matchAll(/\b(\w+)\.route\(\s*["'`](\/[^"'`$]*)["'`]\s*\)/g)) {
    let at = match.index + match[0].length;
    for (;;) {
      const [all, verb] = new RegExp(`^\\s*\\.(${verbs}|all)\\(`).exec(text.slice(at)) ?? [];
      if (all === undefined) break;
      const call = enclosed(text, at + all.length - 1);
      if (verb !== 'all') found.push({ router: match[1]!, method: VERBS[verb!]!, path: match[2]!, call });
      at += all.length + call.length + 1;
    }
  }
  return found;
}

/** `fastify.route({ method: 'POST', url: '/x', handler })`. */
function byOptions({ text }: Source): Said[] {
  return [...text.matchAll(/\b(\w+)\.route\(\s*\{/g)].flatMap((match) => {
    const call = enclosed(text, text.indexOf('(', match.index));
    const method = /\bmethod:\s*["'](\w+)["']/.exec(call)?.[1];
    const path = /\b(?:url|path):\s*["'`](\/[^"'`$]*)["'`]/.exec(call)?.[1];
    return method && path ? [{ router: match[1]!, method: method.toUpperCase(), path, call }] : [];
  });
}

/** In place of a router's variable. */
const CONTROLLER = '';

/** A NestJS controller, as esbuild has lowered its decorators. */
function decorated({ text }: Source): Said[] {
  const prefix = /\bController\(\s*(?:["']([^"']*)["'])?/.exec(text);
  if (!prefix) return [];
  const methods = text.matchAll(
    /\b(Get|Post|Put|Patch|Delete)\(\s*(?:["']([^"']*)["'])?\s*\)[\s\S]*?"(\w+)",\s*[12]\)/g,
  );
  return [...methods].map(([, verb, path = '', name]) => ({
    router: CONTROLLER,
    method: verb!.toUpperCase(),
    path: joined(`/${prefix[1] ?? ''}`, path),
    call: `this.${name}`,
  }));
}

function joined(prefix: string, path: string): string {
  const whole = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}

/** Who is mounted where. */
class Mounts {
  readonly #sources: readonly Source[];
  /** What NestJS puts before every route. */
  readonly #global: string;

  constructor(sources: readonly Source[]) {
    this.#sources = sources;
    const all = sources.map(({ text }) => text).join('\n');
    this.#global = literal(/\.setGlobalPrefix\(\s*("[^"]*")/.exec(all)?.[1]) ?? '';
  }

  /** What stands before the routes of a router, by its variable in a file. */
  prefixOf(file: string, router: string, seen: readonly string[] = []): string {
    const id = `${file} ${router}`;
    if (seen.includes(id)) return '';
    if (router === CONTROLLER) return this.#global;
    const source = this.#sources.find((other) => other.file === file);
    const here = source ? ownPrefix(source.text, router) : '';
    const mount = this.#mountOf(file, router);
    if (!mount) return here;
    return joined(this.prefixOf(mount.file, mount.by, [...seen, id]), joined(mount.under, here));
  }

  #mountOf(file: string, router: string): { file: string; by: string; under: string } | undefined {
    for (const source of this.#sources)
      for (const { by, under, what } of mountsIn(source.text)) {
        const from = importedFrom(source, what);
        const isIt =
          from === undefined ? source.file === file && what === router && by !== router : from === file;
        if (isIt && !(from === file && source.file === file)) return { file: source.file, by, under };
      }
    return undefined;
  }
}

/** `app.use('/x', y)` and `app.register(y, { prefix: '/x' })`. */
function mountsIn(text: string): { by: string; under: string; what: string }[] {
  return [...text.matchAll(/\b(\w+)\.(use|register|route)\(/g)].flatMap((match) => {
    const args = parts(enclosed(text, match.index + match[0].length - 1));
    const [first] = args;
    const path = literal(first);
    const under = path ?? /\bprefix:\s*["'`]([^"'`$]*)["'`]/.exec(args[1] ?? '')?.[1] ?? '';
    return args.slice(path === undefined ? 0 : 1).flatMap((arg) => {
      const named =
        /^(?:await\s+)?((?:require|import)\(\s*["'][^"']+["']\s*\)|\w+)(?:\.(?:routes|router|default|middleware)(?:\(\))?)*$/.exec(
          arg,
        );
      return named ? [{ by: match[1]!, under, what: named[1]! }] : [];
    });
  });
}

const ownPrefix = (text: string, router: string): string => {
  const made = new RegExp(`\\b${router}\\s*=\\s*new\\s+[\\w.]+\\(`).exec(text);
  if (!made) return '';
  const options = enclosed(text, made.index + made[0].length - 1);
  return /\bprefix:\s*["'`]([^"'`$]*)["'`]/.exec(options)?.[1] ?? '';
};

/** The file that a name of this one was imported from; undefined: it was not. */
export function importedFrom({ text, imports }: Source, name: string): string | undefined {
  const inline = /^(?:require|import)\(\s*["']([^"']+)["']/.exec(name)?.[1];
  const escaped = name.replaceAll('$', '\\$');
  const said =
    inline ??
    new RegExp(`\\bimport\\b[^;]*\\b${escaped}\\b[^;]*\\bfrom\\s*["']([^"']+)["']`).exec(text)?.[1] ??
    new RegExp(`\\b${escaped}\\b[^;=]*=\\s*(?:\\w+\\()?require\\(\\s*["']([^"']+)["']`).exec(text)?.[1];
  return said === undefined ? undefined : (imports.get(said) ?? undefined);
}

/** The bodies of the functions that a call names: `create`, `todos.create`, `this.create`. */
function functionsNamed(call: string, source: Source, sources: readonly Source[]): string {
  if (/=>|\bfunction\b/.test(call)) return '';
  const names = [...call.matchAll(/(?<!["'\w.])(\w+)(?:\.(\w+))?/g)];
  return names.map(([, base, member]) => bodyOf(base!, member, source, sources)).join('\n');
}

function bodyOf(
  base: string,
  member: string | undefined,
  source: Source,
  sources: readonly Source[],
): string {
  const from = importedFrom(source, base);
  const files = from === undefined ? [source] : sources.filter(({ file }) => file === from);
  const name = member ?? base;
  const made = new RegExp(
    `(?:\\bfunction\\s+${name}\\s*\\(|\\b${name}\\s*[=:]\\s*(?:\\w+\\(\\s*)?(?:async\\s*)?(?:function\\b|\\(|\\w+\\s*=>)|^\\s*(?:static\\s+)?(?:async\\s+)?${name}\\s*\\([^)]*\\)\\s*\\{)`,
    'm',
  );
  for (const { text } of files) {
    const match = made.exec(text);
    if (!match) continue;
    const parameters = text.indexOf('(', match.index);
    const open = text.indexOf('{', parameters + 1 + enclosed(text, parameters).length);
    if (open >= 0) return `${enclosed(text, parameters)}\n${enclosed(text, open)}`;
  }
  return '';
}
