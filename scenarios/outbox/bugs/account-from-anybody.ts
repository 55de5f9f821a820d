import type { Bug } from '../../../groundhog/index.ts';

export const accountFromAnybody: Bug = {
  name: 'account-from-anybody',
  edits: [
    {
      file: 'api/main.ts',
      find: `  if (response.locals.customer !== customer)
    return void response.status(403).json({ error: 'this account is of another customer' });
`,
      replace: '',
    },
  ],
  why: 'Who asks must be somebody, and it is not asked whether the account is theirs.',
  exposedBy: 'A customer asks for the account of another.',
  caughtBy: ['status as expected'],
  cause: {
    process: 'api',
    faults: [],
    moment: { is: 'answer' },
  },
};
