import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BTree } from './btree.ts';

test('holds what a map holds, in order, and snapshots keep what they had', () => {
  const op = fc.tuple(fc.constantFrom('set', 'set', 'set', 'delete', 'snapshot'), fc.nat(400));
  fc.assert(
    fc.property(fc.array(op, { maxLength: 600, size: 'max' }), (ops) => {
      const tree = new BTree<number, number>();
      const map = new Map<number, number>();
      const kept: [BTree<number, number>, [number, number][]][] = [];
      const content = () => [...map].sort((a, b) => a[0] - b[0]);
      ops.forEach(([what, key], i) => {
        if (what === 'set') {
          tree.set(key, i);
          map.set(key, i);
        } else if (what === 'delete') expect(tree.delete(key)).toBe(map.delete(key));
        else if (kept.length < 5) kept.push([tree.snapshot(), content()]);
      });
      const all = content();
      expect([...tree.ascend()]).toEqual(all);
      expect([...tree.descend()]).toEqual(all.toReversed());
      expect([...tree.ascend(200)]).toEqual(all.filter(([k]) => k >= 200));
      expect([...tree.descend(200, true)]).toEqual(all.filter(([k]) => k < 200).toReversed());
      expect(tree.size).toBe(map.size);
      for (const [snapshot, had] of kept) expect([...snapshot.ascend()]).toEqual(had);
    }),
  );
});

test('an open iterator sees what changes ahead of it', () => {
  const tree = new BTree<number, string>();
  for (let i = 0; i < 300; i += 2) tree.set(i, 'old');
  const seen: number[] = [];
  for (const [key] of tree.ascend()) {
    seen.push(key);
    if (key === 10) {
      tree.set(11, 'new');
      tree.delete(12);
    }
  }
  expect(seen.slice(4, 8)).toEqual([8, 10, 11, 14]);
});
