/** Lines are kept until there are enough of them, or a flush. */
import pino from 'pino';

const destination = pino.destination({ fd: 1, sync: false, minLength: 4096 });
const log = pino(destination);
for (let i = 0; i < 100; i++) log.info({ i }, 'hello');
destination.flush(() => {
  if (process.env.ROLE === 'client') setTimeout(() => console.log('done'), 10);
});
