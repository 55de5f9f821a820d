/** One message to the partner: sent until it is answered, which may be more than once. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Message, Outbox } from '../common/models.ts';

const WAIT_MS = { first: 100, most: 3000 };
const ANSWER_MS = 3000;
const partners = process.env.PARTNER_URLS!.split(',');
let turn = 0;

export async function deliver(message: Message): Promise<void> {
  for (let waitMs = WAIT_MS.first; ; waitMs = Math.min(waitMs * 2, WAIT_MS.most)) {
    try {
      // Another relay may have been faster. That there is no message may be what an old primary says.
      const stored = await Outbox.findById(message._id).lean();
      if (stored?.sentAt) return;
      await send(message);
      await Outbox.updateOne({ _id: message._id }, { sentAt: new Date() });
      return;
    } catch (error) {
      console.error(`message ${message._id} is not sent: ${(error as Error).message}`);
      await pause(waitMs);
    }
  }
}

async function send({ _id, order, customer, item, quantity }: Message): Promise<void> {
  const partner = partners[turn++ % partners.length];
  const response = await fetch(`${partner}/messages/${_id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ order, customer, item, quantity }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the partner answers ${response.status} ${answer}`);
}
