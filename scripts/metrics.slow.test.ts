/**
 * What Prometheus is told to read of the shop, by the real Prometheus: its rules are sound, every series that a rule or
 * the dashboard names is there once orders have come, and a broken invariant wakes somebody, as does a paused projector.
 * Skipped, with a line, where there is no `prometheus`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Page } from '../harness/control/page.ts';
import { SettingUp } from '../harness/run/setting-up.ts';
import { usualSettings } from '../harness/run/traits.ts';
import { bugNamed } from '../harness/scenario/find-bug.ts';
import { loadScenario } from '../harness/scenario/load.ts';
import { startModel } from '../harness/stack/model.ts';
import { freePort } from '../harness/stack/ports.ts';
import { Stack } from '../harness/stack/stack.ts';
import { withTempDir } from './temp-dir.ts';

const config = fileURLToPath(new URL('../config/', import.meta.url));
const has = (tool: string) => spawnSync(tool, ['--version']).status === 0;
const isHere = has('prometheus') && has('promtool');
if (!isHere) console.log('skipped: no Prometheus, so its rules and dashboard are not tried');

interface Rule {
  alert: string;
  expr: string;
}
const rules: Rule[] = parse(readFileSync(path.join(config, 'prometheus/alerts.yml'), 'utf8')).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
);
const dashboard: { panels: { targets?: { expr: string }[] }[] } = JSON.parse(
  readFileSync(path.join(config, 'grafana/dashboards/shop.json'), 'utf8'),
);

/** Names of series in an expression: what is neither a function, nor a keyword, nor a label. */
function seriesIn(expr: string): string[] {
  const bare = expr.replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|without) *\([^)]*\)/g, '');
  return [...bare.matchAll(/\b[a-z_]+\b(?! *\()/g)].map(([name]) => name).filter((name) => name !== 'or');
}

test('series are told from functions, keywords and labels', () => {
  const expr = 'time() - max(a_b{x="y_z"}) > 15 or sum by (le, job) (rate(c_total[1m])) / count(up)';
  expect(seriesIn(expr)).toEqual(['a_b', 'c_total', 'up']);
});

/** As often as it takes. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test.runIf(isHere)(
  'Prometheus finds all it is told to look for, and wakes somebody for an invariant that is broken and a projector that is paused',
  async () => {
    const ending: (() => unknown)[] = [];
    try {
      await withTempDir('metrics', async (dir) => {
        cpSync(config, dir, { recursive: true });
        const shop = await loadScenario();
        const model = startModel();
        ending.push(() => model.child.stop());
        const mongoUri = await model.uri;
        const live = { prefix: '', after: 0, settings: usualSettings(shop.scenario.live) };
        const workload = shop.scenario.workload(fc, { clients: 1, size: 1, swarm: false, live });
        const { data } = fc.sample(workload, { seed: 1, numRuns: 1 })[0]!;
        const mongo = await new MongoClient(mongoUri).connect();
        ending.push(() => mongo.close());
        await (await SettingUp.of(shop.scenario)).run(mongo, data);
        const bug = bugNamed(shop.scenario, 'lost-update');
        const stack = new Stack({ of: shop, data, mongoUri, instances: 2, portBase: 0, bug });
        ending.push(() => stack.stop());
        await stack.start();
        const page = await Page.start({
          ...{ of: shop, spec: shop.scenario.live!.page!, stack, mongoUri },
          ...{ onLine: () => {}, onDeath: (how) => console.log(how) },
        });
        ending.push(() => page.stop());

        const targets = [
          ...stack.services.map(({ name, url }) => [name.replace(/-\d+$/, ''), url!] as const),
          ['web', page.url] as const,
          ['groundhog', page.metricsUrl] as const,
        ].map(([job, url]) => ({ targets: [new URL(url).host], labels: { job } }));
        const dev = parse(
          readFileSync(path.join(dir, 'prometheus/targets/dev.yml'), 'utf8'),
        ) as typeof targets;
        const jobs = new Set(targets.map(({ labels }) => labels.job));
        expect([...jobs]).toEqual(dev.map(({ labels }) => labels.job));
        // YAML, as every JSON is.
        writeFileSync(path.join(dir, 'prometheus/targets/dev.yml'), JSON.stringify(targets));
        const file = path.join(dir, 'prometheus.yml');
        const checked = spawnSync('promtool', ['check', 'config', file], { encoding: 'utf8' });
        expect(`${checked.stdout}${checked.stderr}`).toMatch(new RegExp(`${rules.length} rules found`));
        expect(checked.status).toBe(0);

        const address = `127.0.0.1:${await freePort(new Set())}`;
        const prometheus = spawn(
          'prometheus',
          [`--config.file=${file}`, `--storage.tsdb.path=${dir}/data`, `--web.listen-address=${address}`],
          { stdio: 'ignore' },
        );
        ending.push(() => prometheus.kill('SIGKILL'));
        const ask = async (what: string): Promise<unknown> => {
          const reply = await fetch(`http://${address}/api/v1/${what}`).catch(() => undefined);
          return reply?.ok ? ((await reply.json()) as { data: unknown }).data : undefined;
        };

        const [{ product_id }] = (data as { products: [{ product_id: string }] }).products;
        const post = async (service: string, turn: number, path: string, body: object) => {
          const urls = stack.urlsOf(service);
          const reply = await fetch(`${urls[turn % urls.length]}${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          await reply.text();
        };
        let named = 0;
        const place = async () => {
          const order = { order_id: `ORD-${++named}`, product_id, qty: 1, amount: 100 };
          await post('orchestrator', named, '/orders', order);
        };
        const deliverOne = () =>
          post('inventory', 0, '/restock', { restock_id: `one-${++named}`, product_id, qty: 1 });
        const isFiring = async (alertname: string, about: Record<string, string> = {}) => {
          const { alerts = [] } = ((await ask('alerts')) ?? {}) as {
            alerts?: { state: string; labels: Record<string, string> }[];
          };
          const wanted = Object.entries({ alertname, ...about });
          return alerts.some(
            ({ state, labels }) => state === 'firing' && wanted.every(([name, is]) => labels[name] === is),
          );
        };
        await place();
        const wanted = new Set(
          [...rules, ...dashboard.panels.flatMap(({ targets = [] }) => targets)].flatMap(({ expr }) =>
            seriesIn(expr),
          ),
        );
        expect(wanted.size).toBeGreaterThan(15);
        await until(async () => {
          const there = (await ask('label/__name__/values')) as string[] | undefined;
          return there && [...wanted].every((name) => there.includes(name));
        });
        expect(await isFiring('InvariantBroken')).toBe(false);

        // Many at once for the last unit: with the bug, two inventories that decide on the same stock both append.
        const isBroken = async () =>
          /^groundhog_invariant_broken\{.*\} 1$/m.test(await (await fetch(page.metricsUrl)).text());
        while (!(await isBroken())) {
          await deliverOne();
          await Promise.all(Array.from({ length: 20 }, place));
        }
        await until(() => isFiring('InvariantBroken'));

        stack.services.find(({ name }) => name === 'projector-1')!.pause();
        await until(() => isFiring('ServiceDoesNotAnswer', { job: 'projector' }));
      });
    } finally {
      for (const end of ending.reverse()) await end();
    }
  },
);
