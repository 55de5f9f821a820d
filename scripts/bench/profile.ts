/** Where the time of a V8 CPU profile went, by part of the house or package. */
interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
}

const MOST_PARTS = 16;

/** `sim/mongod`, `mongodb`, `node:stream`, `(garbage collector)`. */
function partOf(functionName: string, url: string): string {
  const dependency = url.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  if (dependency) return dependency;
  const own = url.match(/\/((?:sim|services|harness)\/[^/]+)\//)?.[1];
  if (own) return own;
  if (url.startsWith('node:')) return `node:${url.slice(5).split('/').slice(0, 2).join('/')}`;
  return url === ''
    ? `(${functionName.replaceAll(/[()]/g, '') || 'anonymous'})`
    : (url.split('/').at(-1) ?? url);
}

/** Self time in percent, the greatest first. */
export function profileByPart(profile: CpuProfile): Record<string, number> {
  const parts = new Map(profile.nodes.map((n) => [n.id, partOf(n.callFrame.functionName, n.callFrame.url)]));
  const counts = new Map<string, number>();
  for (const id of profile.samples) {
    const part = parts.get(id)!;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_PARTS)
      .map(([part, n]) => [part, (100 * n) / profile.samples.length]),
  );
}
