/** What is said of answers and failures in every report, and in which order things stand: always the same. */

/** The names of a list in its order, then those it does not know by the alphabet. */
export function ordered(names: Iterable<string>, known: Readonly<Record<string, unknown>>): string[] {
  const all = [...new Set(names)];
  const first = Object.keys(known).filter((name) => all.includes(name));
  return [...first, ...all.filter((name) => !(name in known)).sort()];
}

export const serviceOf = (instance: string): string => instance.replace(/-\d+$/, '');

/** What a request was answered. */
export const ANSWERS: Record<string, string> = {
  '200': 'well',
  '201': 'made',
  '202': 'accepted',
  '204': 'well, and nothing to say',
  '400': 'no sense in it',
  '401': 'not known who asks',
  '403': 'not allowed',
  '404': 'not found (yet)',
  '409': 'conflicts with what is known',
  '413': 'too large',
  '415': 'not JSON',
  '422': 'sense in its form, none in its values',
  '429': 'too many of them',
  '500': 'failed',
  '503': 'not now',
};

/** How a request came to no answer, or to none that helps. */
export const FAILURES: Record<string, string> = {
  refused: 'no connection was taken',
  reset: 'the connection broke off',
  timeout: 'given up after the time-out',
  unfinished: 'still under way when the run ended',
};
