import { expect, test } from 'vitest';
import { normalised } from './kind.ts';

test.each([
  ['ORD-000012 was charged 2 times', 'ORD-N was charged N times'],
  [
    'not at rest 180 s after heal: order ORD-1, view of product-2, order ORD-3',
    'not at rest N s after heal: order ORD-N, view of product-N',
  ],
  ['drained by tick it gives trace 0a1b2c3d4e5f6789', 'drained by tick it gives trace X'],
  ['has the same job as ad70730f-8c08-455c-a4c5-9c8415ac3e28', 'has the same job as X'],
  ['first line\n    at somewhere', 'first line'],
])('%j is the same as all like it', (message, cause) => expect(normalised(message)).toBe(cause));
