import { startHost } from '../../../main/start/run-host';
import { servePart } from './process-part';

type HostArgument = {
  readonly dataDir: string;
  readonly hubUrl: string;
  readonly pagesDir: string;
  /** Makes the folder a till, the first time. */
  readonly enrolCode?: string;
};

/** The till's host as plain Node runs it; only the page it serves is the bench's to choose. */
async function openHost({ dataDir, hubUrl, pagesDir, enrolCode }: HostArgument) {
  const host = await startHost({ dataDir, hubUrl, port: 0, pagesDir, version: '0.0.0', enrolCode, name: 'Bench' });
  return {
    answers: { newLaunchUrl: () => host.newLaunchUrl() },
    close: () => host.close(),
  };
}

export type HostAnswers = Awaited<ReturnType<typeof openHost>>['answers'];

await servePart(openHost);
