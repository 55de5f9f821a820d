import http from 'node:http';
import { MongoClient } from 'mongodb';

enum Status {
  Created = 201,
  Unavailable = 503,
}

const client = new MongoClient(process.env.MONGO_URL!);
const notes = client.db().collection<{ _id: string; text: string }>('notes', {
  writeConcern: { w: 'majority' },
});

http
  .createServer(async (request, response) => {
    const reply = (status: Status, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    try {
      let body = '';
      for await (const chunk of request) body += chunk;
      const id = request.url!.slice('/notes/'.length);
      // The mistake: a note is promised while it is still on its way to the database.
      notes
        .updateOne({ _id: id }, { $set: { text: JSON.parse(body).text } }, { upsert: true })
        .catch(console.error);
      reply(Status.Created, { id });
    } catch (error) {
      reply(Status.Unavailable, { error: (error as Error).message });
    }
  })
  .listen(Number(process.env.PORT));
