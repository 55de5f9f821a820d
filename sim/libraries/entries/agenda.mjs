import assert from 'node:assert/strict';
import { Agenda } from 'agenda';

const { ROLE, MONGO_URL } = process.env;
const agenda = new Agenda({ db: { address: MONGO_URL }, processEvery: '1 second' });
if (ROLE === 'server') {
  agenda.define('greet', async (job) => {
    job.attrs.data.by = ROLE;
    await job.save();
  });
  await agenda.start();
} else {
  await new Promise((resolve) => agenda.once('ready', resolve));
  await agenda.schedule('in 3 seconds', 'greet', { to: 'me' });
  for (;;) {
    const [job] = await agenda.jobs({ name: 'greet' });
    if (job.attrs.lastFinishedAt) {
      assert.deepEqual(job.attrs.data, { to: 'me', by: 'server' });
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  console.log('done');
}
