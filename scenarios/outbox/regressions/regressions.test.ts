/** Plans that once failed, and must pass for ever after: the commit that added one says what was wrong. */
import { simulate } from '../../../groundhog/vitest.ts';
import outbox from '../index.ts';

simulate(outbox, { plans: 'regressions' });
