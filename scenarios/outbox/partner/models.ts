/** The partner's database. */
import mongoose from 'mongoose';

const { model, Schema } = mongoose;

export const Inbox = model(
  'Inbox',
  new Schema({ _id: { type: String, required: true } }, { versionKey: false }),
  'inbox',
);

export const Shipment = model(
  'Shipment',
  new Schema(
    {
      order: { type: String, required: true },
      customer: { type: String, required: true },
      item: { type: String, required: true },
      quantity: { type: Number, required: true },
    },
    { versionKey: false },
  ),
  'shipments',
);
