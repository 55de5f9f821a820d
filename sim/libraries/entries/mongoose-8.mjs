import mongoose from 'mongoose-8';
import { tryMongoose } from './common/mongoose.mjs';

await tryMongoose(mongoose);
