/**
 * Plans that once failed, and must pass for ever after. `seed-N-what.json` is the plan; the commit that added it
 * says what was wrong.
 */
import { simulate } from '../../../groundhog/vitest.ts';
import shop from '../index.ts';

simulate(shop, { plans: 'scenarios/shop/regressions' });
