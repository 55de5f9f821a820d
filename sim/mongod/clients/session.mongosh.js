// The session, by mongosh. See index.ts.
const say = (step, more) => print(JSON.stringify({ step, ...more }));
const shop = db.getSiblingDB('clients');
const things = shop.things;
things.drop();
things.createIndex({ sku: 1 }, { unique: true });
const first = ['a', 'b', 'c'].map((sku, i) => ({ _id: i + 1, sku, stock: 5 }));
const { insertedIds } = things.insertMany(first);
say('inserted', { ids: Object.values(insertedIds), count: things.countDocuments() });

try {
  things.insertOne({ _id: 9, sku: 'b', stock: 1 });
} catch ({ code, errorResponse }) {
  say('duplicate', { code, keyPattern: errorResponse.keyPattern, keyValue: errorResponse.keyValue });
}

const sorted = things.find().sort({ sku: -1 }).batchSize(2).toArray();
say('read', { skus: sorted.map(({ sku }) => sku) });

const changes = things.watch();
changes.tryNext();
const state = (collection) => [collection.findOne({ _id: 1 }).stock, collection.countDocuments({})];
const session = db.getMongo().startSession();
const ours = session.getDatabase('clients').things;
session.startTransaction();
ours.insertOne({ _id: 4, sku: 'd', stock: 0 });
ours.updateOne({ _id: 1 }, { $inc: { stock: 1 } });
const [inside, outside] = [state(ours), state(things)];
session.commitTransaction();
say('committed', { inside, outside, after: state(things) });

session.startTransaction();
ours.deleteMany({});
session.abortTransaction();
say('aborted', { count: things.countDocuments() });

session.startTransaction();
ours.deleteOne({ _id: 3 });
const other = db.getMongo().startSession();
other.startTransaction();
try {
  other.getDatabase('clients').things.updateOne({ _id: 3 }, { $inc: { stock: 1 } });
} catch (error) {
  say('conflict', { code: error.code, transient: error.errorLabels.includes('TransientTransactionError') });
}
other.abortTransaction();
session.commitTransaction();

const events = [];
while (events.length < 3) {
  const change = changes.tryNext();
  if (change === null) continue;
  const event = { type: change.operationType, id: change.documentKey._id };
  if (change.updateDescription) event.set = change.updateDescription.updatedFields;
  events.push(event);
}
say('stream', { events });
changes.close();
