import type { GridFSBucket } from 'mongodb';
import type { Performers } from './index.ts';

export const bucket: Performers<GridFSBucket> = {
  download: async (b, { id }) => Buffer.concat(await b.openDownloadStream(id).toArray()),
  downloadByName: async (b, { filename, ...rest }) =>
    Buffer.concat(await b.openDownloadStreamByName(filename, rest).toArray()),
};
