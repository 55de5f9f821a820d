/** There is no Kafka in a world: it is asked for and refused, retries as it was told to, and gives up. */
import assert from 'node:assert/strict';
import { Kafka, logLevel } from 'kafkajs';

const { ROLE, PEER } = process.env;
if (ROLE === 'client') {
  const kafka = new Kafka({ brokers: [`${PEER}:9092`], retry: { retries: 2 }, logLevel: logLevel.NOTHING });
  await assert.rejects(kafka.producer().connect(), { name: 'KafkaJSNumberOfRetriesExceeded' });
  console.log('done');
}
