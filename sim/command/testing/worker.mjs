// A worker for tests of the pool, which does as the seed says: 1 dies, 2 throws, 3 never ends, others are done.
export default ({ plan }) => {
  if (plan.seed === 1) process.exit(9);
  if (plan.seed === 2) throw new Error('no such luck');
  while (plan.seed === 3);
  return { seed: plan.seed, verdict: 'passed', violations: [] };
};
