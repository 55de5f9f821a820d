import type { Bug } from '../../../groundhog/index.ts';

export const answeredFirst: Bug = {
  name: 'answered-first',
  edits: [
    {
      file: 'api/main.ts',
      find: `  const { kind, data } = jobFrom(id, request.body);
`,
      replace: `  const { kind, data } = jobFrom(id, request.body);
  response.status(202).json({ id });
`,
    },
    {
      file: 'api/main.ts',
      find: `  if (!isSame) throw new Refusal(409, 'this id is of another job');
  response.status(202).json({ id });
`,
      replace: `  if (!isSame) console.error(\`\${id} is of another job\`);
`,
    },
  ],
  why: 'Who asks is answered before the job is stored.',
  exposedBy: 'The API dies, or the database cannot be reached; or the id is of another job.',
  caughtBy: ['acknowledged jobs are kept'],
  cause: {
    process: 'api',
    faults: [],
    moment: { is: 'answer', says: '202' },
  },
};
