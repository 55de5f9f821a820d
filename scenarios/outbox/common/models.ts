/** The database of orders. */
import mongoose from 'mongoose';

const { model, Schema } = mongoose;

/** `orders` counts the orders of a customer. */
export const Customer = model(
  'Customer',
  new Schema(
    {
      _id: { type: String, required: true },
      salt: { type: String, required: true },
      passwordHash: { type: String, required: true },
      orders: { type: Number, required: true },
    },
    { versionKey: false },
  ),
  'customers',
);

const ordered = {
  customer: { type: String, required: true },
  item: { type: String, required: true },
  quantity: { type: Number, required: true, min: 1, max: 100 },
};

export const Order = model(
  'Order',
  new Schema({ _id: { type: String, required: true }, ...ordered }, { versionKey: false }),
  'orders',
);

/** What the partner is to be told. Its `_id` is that of the message. */
export const Outbox = model(
  'Outbox',
  new Schema(
    { order: { type: String, required: true }, ...ordered, sentAt: { type: Date, default: null } },
    { versionKey: false },
  ),
  'outbox',
);

export type Message = mongoose.InferSchemaType<typeof Outbox.schema> & { _id: mongoose.Types.ObjectId };

/** How far a relay has followed the outbox. */
export const Position = model(
  'Position',
  new Schema({ _id: { type: String, required: true }, token: Schema.Types.Mixed }, { versionKey: false }),
  'positions',
);
