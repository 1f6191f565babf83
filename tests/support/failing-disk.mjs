// Loaded before a program (`node --import`): from when the file of SEAM_TEST_DISK_FAILS is there, the disk syncs nothing.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const sync = fs.fsyncSync;
fs.fsyncSync = (handle) => {
  if (fs.existsSync(process.env.SEAM_TEST_DISK_FAILS ?? ''))
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
  return sync(handle);
};
syncBuiltinESMExports();
