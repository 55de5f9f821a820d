import pino from 'pino';

const log = pino({ level: 'debug' }, pino.destination({ fd: 1, sync: true }));
log.info({ role: process.env.ROLE }, 'hello');
log.child({ part: 'x' }).debug('from a child');
log.error(new Error('oh'), 'an error');
if (process.env.ROLE === 'client') console.log('done');
