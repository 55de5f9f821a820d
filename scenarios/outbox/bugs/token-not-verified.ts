import type { Bug } from '../../../groundhog/index.ts';

export const tokenNotVerified: Bug = {
  name: 'token-not-verified',
  edits: [
    {
      file: 'api/tokens.ts',
      find: `const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });`,
      replace: 'const payload = decodeJwt(token);',
    },
    {
      file: 'api/tokens.ts',
      find: `import { jwtVerify, SignJWT } from 'jose';`,
      replace: `import { decodeJwt, SignJWT } from 'jose';`,
    },
  ],
  why: 'What a token says is read, and its signature is not.',
  exposedBy: 'Somebody signs a token with a secret of their own.',
  caughtBy: ['status as expected'],
  cause: {
    process: 'api',
    faults: [],
    moment: { is: 'answer' },
  },
};
