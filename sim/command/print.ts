/** What came of a run, for a person: a message, a story, a command. */
import type { RunResult } from '../run.ts';

const MOST_VIOLATIONS = 3;

export function printResult(r: RunResult): string {
  const { accepted, confirmed, rejected } = r.orders;
  const faults = Object.entries(r.injected).map(([kind, n]) => `${kind} ${n}`);
  const ratio = r.virtualMs / Math.max(r.wallMs, 1);
  return [
    '',
    `${r.verdict.toUpperCase()}  seed ${r.seed}`,
    `  orders     ${accepted} accepted: ${confirmed} confirmed, ${rejected} rejected`,
    `  injected   ${faults.join(', ') || 'nothing'}`,
    `  trace      ${r.traceHash}   history ${r.historyHash}`,
    `  time       ${(r.virtualMs / 1000).toFixed(1)} s virtual in ${(r.wallMs / 1000).toFixed(2)} s (${ratio.toFixed(0)}×), ${r.events} events`,
  ].join('\n');
}

/** The failure of one seed: what, when, how it came about, and how to see it again. */
export function printFailure(r: RunResult, planFile: string, bug: string | undefined): string {
  const lines = ['', `seed ${r.seed} ${r.verdict}`];
  if (r.violations.length === 0) lines.push(...r.reason.split('\n').map((line) => `  ${line}`));
  for (const v of r.violations.slice(0, MOST_VIOLATIONS)) {
    lines.push(`  ${v.invariant} at ${(v.atMs / 1000).toFixed(3)} s, ${v.subject}: ${v.message}`);
    lines.push(...v.story.map((line) => `    ${line}`));
  }
  const more = r.violations.length - MOST_VIOLATIONS;
  if (more > 0) lines.push(`  … and ${more} more violations`);
  lines.push(`  replay: npm run sim -- --plan ${planFile}${bug === undefined ? '' : ` --bug ${bug}`}`);
  return lines.join('\n');
}

export function printSummary(results: readonly RunResult[], wallMs: number): string {
  const byVerdict = new Map<string, number>();
  for (const r of results) byVerdict.set(r.verdict, (byVerdict.get(r.verdict) ?? 0) + 1);
  const sum = (of: (r: RunResult) => number) => results.reduce((total, r) => total + of(r), 0);
  const distinct = new Set(results.map((r) => r.historyHash)).size;
  const failed = results.filter((r) => r.verdict !== 'passed').map((r) => r.seed);
  const wallS = wallMs / 1000;
  const lines = [
    '',
    `${results.length} seeds: ${[...byVerdict].map(([verdict, n]) => `${n} ${verdict}`).join(', ')}`,
    `  orders     ${sum((r) => r.orders.accepted)} accepted: ${sum((r) => r.orders.confirmed)} confirmed, ${sum((r) => r.orders.rejected)} rejected`,
    `  histories  ${distinct} distinct`,
    `  time       ${(sum((r) => r.virtualMs) / 1000).toFixed(0)} s virtual in ${wallS.toFixed(1)} s, ${(results.length / wallS).toFixed(2)} seeds/s, ${Math.round(sum((r) => r.events) / wallS)} events/s`,
  ];
  if (failed.length > 0)
    lines.push(`  failed     ${failed.slice(0, 20).join(' ')}${failed.length > 20 ? ' …' : ''}`);
  return lines.join('\n');
}
