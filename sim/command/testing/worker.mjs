// A worker for tests of the pool, which does as the seed says: 1 dies, 2 throws, 3 never ends, others are done.
const nobody = new Int32Array(new SharedArrayBuffer(4));

export default ({ plan }) => {
  if (plan.seed === 1) process.exit(9);
  if (plan.seed === 2) throw new Error('no such luck');
  // Without a pause for anyone else, and without wearing out the machine.
  while (plan.seed === 3) Atomics.wait(nobody, 0, 0, 10);
  return { seed: plan.seed, verdict: 'passed', violations: [] };
};
