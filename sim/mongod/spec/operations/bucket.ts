import type { GridFSBucket } from 'mongodb';
import type { Performers } from './index.ts';

export const bucket: Performers<GridFSBucket> = {
  download: async (b, { id }) => Buffer.concat(await b.openDownloadStream(id).toArray()),
  downloadByName: async (b, { filename, ...rest }) =>
    Buffer.concat(await b.openDownloadStreamByName(filename, rest).toArray()),
  upload: (b, { filename, source, ...rest }) =>
    new Promise((resolve, reject) => {
      const stream = b.openUploadStream(filename, rest);
      stream.once('error', reject).once('finish', () => resolve(stream.id));
      stream.end(Buffer.from(source.$$hexBytes, 'hex'));
    }),
  delete: (b, { id }) => b.delete(id),
  rename: (b, { id, newFilename }) => b.rename(id, newFilename),
};
