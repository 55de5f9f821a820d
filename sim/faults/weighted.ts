import fc from 'fast-check';

/** One of several arbitraries, each as often as its weight says. */
export function weighted<T>(
  choices: readonly (readonly [weight: number, fc.Arbitrary<T>])[],
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
