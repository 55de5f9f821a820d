import * as driver from 'mongodb';
import { tryDriver } from './common/mongodb.mjs';

await tryDriver(driver);
