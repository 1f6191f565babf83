import { setTimeout as sleep } from 'node:timers/promises';
import type { HostInfo } from '#shared/contract/host';
import { HostRefusal } from './host-refusal';
import { sayTrouble } from './say-trouble';
import type { Services } from './services';

export type FirstEnrolment = {
  readonly enrolCode: string | undefined;
  readonly hubUrl: string;
  readonly name: string | undefined;
};

const TRIES = 10;
const PAUSE_MS = 1_500;

/**
 * Uses a code given at the start where this machine is no till yet; a hub that is still busy is asked again, which the
 * same machine may do with its code. If it fails for good the page asks for address and code.
 */
export async function enrolOnce(services: Services, { enrolCode, hubUrl, name }: FirstEnrolment): Promise<void> {
  const info = (await services.dispatch('host.info', undefined)) as HostInfo;
  if (info.device || !enrolCode) return;
  for (let tries = 1; ; tries += 1) {
    try {
      await services.dispatch('device.enrol', { hubUrl, code: enrolCode, name: name ?? 'Till 1' });
      return;
    } catch (error) {
      const isPassing = error instanceof HostRefusal && error.code === 'hub-unreachable';
      if (!isPassing || tries === TRIES) return sayTrouble(error);
      await sleep(PAUSE_MS);
    }
  }
}
