/** Which Node the recipes for other machines run on: CI the oldest that is promised, all campaigns the same one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');

interface Workflow {
  jobs: Record<string, { steps: { uses?: string; with?: { 'node-version'?: number } }[] }>;
}

/** The Nodes that a workflow sets up. */
function nodesOf(workflow: string): number[] {
  const { jobs } = parse(read(`.github/workflows/${workflow}.yml`)) as Workflow;
  const setups = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
  return setups.map((step) => step.with!['node-version']!);
}

test('CI runs on the oldest Node that is promised', () => {
  const [oldest] = /\d+/.exec(manifest.engines.node)!;
  expect(nodesOf('ci')).toEqual([Number(oldest)]);
});

test('campaigns run on one Node, wherever they run', () => {
  const [, ofImage] = /^FROM node:(\d+)/m.exec(read('config/k8s/Dockerfile'))!;
  const nodes = [...nodesOf('campaign'), ...nodesOf('nightly')];
  expect(nodes).toHaveLength(3);
  expect(new Set(nodes)).toEqual(new Set([Number(ofImage)]));
});
