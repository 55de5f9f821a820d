"""The session, by PyMongo. See index.ts."""
import json
import sys

from pymongo import MongoClient
from pymongo.errors import DuplicateKeyError, OperationFailure


def say(step, **more):
    print(json.dumps({"step": step, **more}))


client = MongoClient(sys.argv[1])
things = client.clients.things
things.drop()
things.create_index("sku", unique=True)
first = [{"_id": i + 1, "sku": sku, "stock": 5} for i, sku in enumerate("abc")]
inserted = things.insert_many(first)
say("inserted", ids=inserted.inserted_ids, count=things.count_documents({}))

try:
    things.insert_one({"_id": 9, "sku": "b", "stock": 1})
except DuplicateKeyError as error:
    told = error.details
    say("duplicate", code=error.code, keyPattern=told["keyPattern"], keyValue=told["keyValue"])

say("read", skus=[thing["sku"] for thing in things.find().sort("sku", -1).batch_size(2)])


def state(session=None):
    return [
        things.find_one({"_id": 1}, session=session)["stock"],
        things.count_documents({}, session=session),
    ]


with things.watch() as changes, client.start_session() as session, client.start_session() as other:
    changes.try_next()
    session.start_transaction()
    things.insert_one({"_id": 4, "sku": "d", "stock": 0}, session=session)
    things.update_one({"_id": 1}, {"$inc": {"stock": 1}}, session=session)
    inside, outside = state(session), state()
    session.commit_transaction()
    say("committed", inside=inside, outside=outside, after=state())

    session.start_transaction()
    things.delete_many({}, session=session)
    session.abort_transaction()
    say("aborted", count=things.count_documents({}))

    session.start_transaction()
    things.delete_one({"_id": 3}, session=session)
    other.start_transaction()
    try:
        things.update_one({"_id": 3}, {"$inc": {"stock": 1}}, session=other)
    except OperationFailure as error:
        say("conflict", code=error.code, transient=error.has_error_label("TransientTransactionError"))
    other.abort_transaction()
    session.commit_transaction()

    events = []
    while len(events) < 3:
        change = changes.next()
        event = {"type": change["operationType"], "id": change["documentKey"]["_id"]}
        if "updateDescription" in change:
            event["set"] = change["updateDescription"]["updatedFields"]
        events.append(event)
    say("stream", events=events)
