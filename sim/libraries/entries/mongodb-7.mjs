import * as driver from 'mongodb-7';
import { tryDriver } from './common/mongodb.mjs';

await tryDriver(driver);
