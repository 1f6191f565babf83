import { startHost } from '../../main/start/run-host';

// A till's host in a process of its own, serving the page it is told to. Made to be killed.
const [dataDir = '', hubUrl = '', pagesDir = ''] = process.argv.slice(2);

const host = await startHost({
  dataDir,
  hubUrl,
  port: 0,
  pagesDir,
  version: '0.0.0',
  enrolCode: process.env.SEAM_ENROL_CODE,
  name: 'Till 1',
  reserveBytes: 65_536,
});
process.once('disconnect', () => process.exit(0));
process.send?.({ launchUrl: host.launchUrl });
