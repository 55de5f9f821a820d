/** The text of a `groundhog.config.ts`: what a person reads in a minute, and runs as it stands. */
import type { FoundService, Project } from './project.ts';
import type { RequestKind } from './requests.ts';

const WIDTH = 110;

const HEAD = `/**
 * What Groundhog runs here, and what must hold. \`groundhog init\` wrote it once; it is yours now.
 *
 *     npx groundhog doctor            what will not run, before it does not
 *     npx groundhog sim --seed 1      one history of these services under faults
 *     npx groundhog sim --runs 100    a hundred
 */
`;

export function configText({ name, services }: Project): string {
  const requests = services.flatMap((service) => service.requests.map((request) => ({ service, request })));
  const body = [
    `  name: '${name}',`,
    '  services: {',
    ...services.flatMap(serviceLines),
    '  },',
    `  size: { usual: 30, of: 'requests' },`,
    ...workloadLines(requests),
    '  invariants: [',
    ...invariantLines(services),
    '  ],',
    ...storesLines(services),
  ].join('\n');
  const names = ['invariant', 'mix', 'scenario', 'withDatabase'].filter((used) =>
    new RegExp(`\\b${used}\\b`).test(`${body} scenario`),
  );
  return `${HEAD}import { ${names.join(', ')} } from 'groundhog';\n\nexport default scenario({\n${body}\n});\n`;
}

function serviceLines({ name, entry, port, env }: FoundService): string[] {
  const values = env.map(({ value }) => value).join(' ');
  const used = ['port', 'mongoUri', 'urls'].filter((word) => new RegExp(`\\b${word}\\b`).test(values));
  const takes = used.length > 0 ? `({ ${used.join(', ')} })` : '()';
  return [
    `    ${key(name)}: {`,
    `      entry: '${entry}',`,
    ...(port === undefined ? [] : [`      port: ${port},`]),
    `      instances: [1, ${port === undefined ? 2 : 3}],`,
    ...(env.length === 0
      ? ['      env: () => ({}),']
      : [
          `      env: ${takes} => ({`,
          ...env.map((given) => `        ${given.name}: ${given.value},`),
          '      }),',
        ]),
    '    },',
  ];
}

interface Asked {
  service: FoundService;
  request: RequestKind;
}

/** The same route of two services is two kinds of request. */
function kindOf({ service, request }: Asked, all: readonly Asked[]): string {
  const isAlone = all.filter((other) => other.request.kind === request.kind).length === 1;
  return isAlone ? request.kind : `${service.name} ${request.kind}`;
}

function workloadLines(requests: readonly Asked[]): string[] {
  if (requests.length === 0)
    return [
      '  // Nobody asks anything of these services.',
      '  workload: (fc) => fc.constant({ requests: [], data: {}, durationMs: 4000 }),',
    ];
  return [
    '  // What clients ask: each kind as often as its weight says, n is the number of the request.',
    '  workload: mix({',
    ...requests.flatMap((asked) => ingredientLines(asked, kindOf(asked, requests))),
    '  }),',
  ];
}

function ingredientLines({ service, request }: Asked, kind: string): string[] {
  const { method, path, payload, weight } = request;
  const fields: [string, string][] = [
    ['to', `'${service.name}'`],
    ['method', `'${method}'`],
    ['path', path],
  ];
  if (payload) fields.push(['payload', objectText(payload)]);
  // What may safely be done twice is asked again until there is an answer.
  if (method === 'GET' || method === 'PUT') fields.push(['retry', 'true']);
  const text = fields.map(([, value]) => value).join(' ');
  const [n, pick] = [/\bn\b/.test(text.replace(/'[^']*'/g, '')), /\bpick\(/.test(text)];
  const takes = pick ? `(${n ? 'n' : '_n'}, pick)` : n ? '(n)' : '()';
  const often = weight === 1 ? [] : [`weight: ${weight},`];
  const ask = `ask: ${takes} => (${objectText(fields)})`;
  const line = `    '${kind}': { ${[...often, ask].join(' ')} },`;
  if (line.length <= WIDTH) return [line];
  const long = [
    'ask: () => ({'.replace('()', takes),
    ...fields.map(([name, value]) => `  ${name}: ${value},`),
    '}),',
  ];
  const inner = [...often, ...(ask.length + 7 <= WIDTH ? [`${ask},`] : long)];
  return [`    '${kind}': {`, ...inner.map((text) => `      ${text}`), '    },'];
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

const objectText = (fields: readonly (readonly [string, string])[]): string =>
  fields.length === 0 ? '{}' : `{ ${fields.map(([name, value]) => `${key(name)}: ${value}`).join(', ')} }`;

const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`;

function invariantLines(services: readonly FoundService[]): string[] {
  const all = services.flatMap((service) => service.requests.map((request) => ({ service, request })));
  const kept = all.flatMap(({ service, request }): string[] => {
    const { makes } = request;
    if (!makes) return [];
    const what = `kinds: ${list([kindOf({ service, request }, all)])}, db: '${service.database}', coll: '${makes.coll}', by: ${list(makes.by)}`;
    const line = `    invariant.acknowledgedIsKept({ ${what} }),`;
    return line.length <= WIDTH
      ? [line]
      : [
          '    invariant.acknowledgedIsKept({',
          ...what.split(/, (?=\w+:)/).map((part) => `      ${part},`),
          '    }),',
        ];
  });
  const unique = storesOf(services).flatMap(({ db, coll, unique }) =>
    unique.map(
      (fields) => `    invariant.unique({ db: '${db}', coll: '${coll}', fields: ${list(fields)} }),`,
    ),
  );
  return [
    ...kept,
    ...unique,
    ...(all.length > 0
      ? [
          '    // What the last fault broke has this long to mend: a database without a primary elects one.',
          '    invariant.noServerErrorAtRest({ afterMs: 75_000 }),',
          '    invariant.answeredAtRest({ afterMs: 75_000 }),',
        ]
      : []),
    '    invariant.noUncaughtError(),',
  ];
}

/** Each collection once, whoever writes to it. */
function storesOf(services: readonly FoundService[]) {
  const found = new Map<string, { db: string; coll: string; unique: string[][]; history: string[] }>();
  for (const { database: db, collections, requests } of services)
    for (const { coll, unique } of collections) {
      const sent = requests.flatMap(({ makes, payload }) =>
        makes?.coll === coll ? (payload ?? []).map(([name]) => name) : [],
      );
      const known = found.get(`${db}.${coll}`);
      const together = [...new Map([...(known?.unique ?? []), ...unique].map((f) => [f.join(), f])).values()];
      const history = [...new Set([...(known?.history ?? []), ...sent])];
      found.set(`${db}.${coll}`, { db, coll, unique: together, history });
    }
  return [...found.values()];
}

function storesLines(services: readonly FoundService[]): string[] {
  const stores = storesOf(services);
  if (stores.length === 0) return ['  stores: { collections: [], told: {} },'];
  return [
    '  // What of the database counts: `history` are the fields that two equal runs have alike.',
    '  stores: {',
    '    collections: [',
    ...stores.map(
      ({ db, coll, history }) => `      { db: '${db}', coll: '${coll}', history: ${list(history)} },`,
    ),
    '    ],',
    '    told: {},',
    '  },',
  ];
}
