/** A service as a person writes one: it starts on import, and is told everything by its environment. */
import http from 'node:http';
import { type Collection, MongoClient } from 'mongodb';

interface Note {
  _id: string;
  text: string;
  by: string;
}

const client = new MongoClient(process.env.MONGO_URL!);
await client.connect();
const notes: Collection<Note> = client.db('notes').collection('notes', { writeConcern: { w: 'majority' } });
let served = 0;

const server = http.createServer(async (request, response) => {
  const id = request.url!.slice('/notes/'.length);
  const reply = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  try {
    if (request.url === '/health') return reply(200, {});
    if (request.method === 'GET') {
      const note = await notes.findOne({ _id: id }, { readConcern: { level: 'majority' } });
      return note ? reply(200, note) : reply(404, { error: 'no such note' });
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    const note = { text: JSON.parse(text).text as string, by: process.env.NAME! };
    await notes.updateOne({ _id: id }, { $set: note }, { upsert: true });
    console.log(`note ${id} is the ${++served}th of ${process.env.NAME}`);
    reply(201, { id });
  } catch (error) {
    reply(503, { error: (error as Error).message });
  }
});
process.once('SIGTERM', () => server.close(() => process.exit(0)));
server.listen(Number(process.env.PORT));
