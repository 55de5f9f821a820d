/** A service that uses, by way of Express and the driver, all that processes share, and asks itself. */
import express from 'express';
import { MongoClient } from 'mongodb';

const PORT = 3000;
const app = express();
app.get('/', (_request, response) => void response.json({ name: process.env.NAME }));
app.use((_request, response) => void response.sendStatus(404));
const client = new MongoClient('mongodb://user:pass@nobody:1/', { serverSelectionTimeoutMS: 100 });

app.listen(PORT, async () => {
  const found = await fetch(`http://localhost:${PORT}/`);
  const missing = await fetch(`http://localhost:${PORT}/nothing`);
  const { name } = (await found.json()) as { name: string };
  console.log(name, found.status, found.headers.get('content-type'), await missing.text());
  await client.connect().catch((error: Error) => console.log(error.name));
});
