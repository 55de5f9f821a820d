/** A campaign as JUnit XML, which every CI can show: a case for each invariant that held, and for each group of failures. */
import type { Sorted } from './known.ts';
import { messageOf, replayOf, seedsOf, titleOf } from './told.ts';
import type { Group } from './triage.ts';

interface Suite extends Pick<Sorted, 'known' | 'unknown'> {
  scenario: string;
  invariants: readonly { name: string }[];
  seeds: number;
  /** Real time that it took. */
  wallMs: number;
}

export function junitOf({ scenario, invariants, known, unknown, wallMs, seeds }: Suite): string {
  const broken = new Set([...known, ...unknown].map(({ what }) => what));
  const held = invariants.filter(({ name }) => !broken.has(name));
  const cases = [
    ...held.map(({ name }) => testCase(scenario, name)),
    ...unknown.map((group) => testCase(scenario, titleOf(group), failureOf(group))),
    ...known.map((group) =>
      testCase(scenario, titleOf(group), `<skipped message="${escaped(`known: ${messageOf(group)}`)}"/>`),
    ),
  ];
  const counts = `tests="${cases.length}" failures="${unknown.length}" errors="0" skipped="${known.length}" time="${(wallMs / 1000).toFixed(3)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="groundhog" ${counts}>
<testsuite name="${escaped(scenario)}" ${counts}>
<properties><property name="seeds" value="${seeds}"/></properties>
${cases.join('\n')}
</testsuite>
</testsuites>
`;
}

const testCase = (scenario: string, name: string, outcome = ''): string =>
  `<testcase classname="${escaped(scenario)}" name="${escaped(name)}"${outcome === '' ? '/>' : `>${outcome}</testcase>`}`;

function failureOf(group: Group): string {
  const { verdict, whys } = group;
  const told = [...whys, seedsOf(group), `replay: ${replayOf(group)}`].join('\n');
  return `<failure type="${escaped(verdict)}" message="${escaped(messageOf(group))}">${escaped(told)}</failure>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no way to say most control characters. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that must go
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
