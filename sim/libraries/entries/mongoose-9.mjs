import mongoose from 'mongoose-9';
import { tryMongoose } from './common/mongoose.mjs';

await tryMongoose(mongoose);
