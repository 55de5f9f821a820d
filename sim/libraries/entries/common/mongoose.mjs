/** One role by the default connection, the other by one of its own. */
import assert from 'node:assert/strict';

const { ROLE, MONGO_URL } = process.env;

export async function tryMongoose(mongoose) {
  const schema = new mongoose.Schema(
    { name: { type: String, unique: true }, by: String },
    { timestamps: true },
  );

  if (ROLE === 'server') {
    await mongoose.connect(MONGO_URL);
    const Thing = mongoose.model('Thing', schema);
    await Thing.init();
    await Thing.create({ name: 'first', by: ROLE });
  } else {
    const connection = await mongoose.createConnection(MONGO_URL).asPromise();
    const Thing = connection.model('Thing', schema);
    const first = await Thing.findOne({ name: 'first' });
    assert.equal(first.by, 'server');
    await assert.rejects(Thing.create({ name: 'first' }), { code: 11000 });
    await connection.transaction(async (session) => {
      await Thing.create([{ name: 'second', by: ROLE }], { session });
      await Thing.updateOne({ name: 'first' }, { by: ROLE }, { session });
    });
    assert.equal(await Thing.countDocuments({ by: ROLE }), 2);
    assert.ok(first.createdAt instanceof Date);
    await connection.close();
    console.log('done');
  }
}
