/**
 * The health check of the stack's database, by mongosh: exit code 0 once it takes writes. A replica set that nobody has
 * begun yet is begun here, by its only member, under the name by which the services know it.
 */
try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
}
if (!db.hello().isWritablePrimary) quit(1);
