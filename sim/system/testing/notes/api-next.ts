/** The version to come of `api.ts`: it signs otherwise. */
process.env.NAME += ' to come';
await import('./api.ts');
