import type { HostInfo } from '#shared/contract/host';
import { sayTrouble } from './say-trouble';
import type { Services } from './services';

export type FirstEnrolment = {
  readonly enrolCode: string | undefined;
  readonly hubUrl: string;
  readonly name: string | undefined;
};

/** Uses a code given at the start where this machine is no till yet. If it fails the page asks for address and code. */
export async function enrolOnce(services: Services, { enrolCode, hubUrl, name }: FirstEnrolment): Promise<void> {
  const info = (await services.dispatch('host.info', undefined)) as HostInfo;
  if (info.device || !enrolCode) return;
  await services.dispatch('device.enrol', { hubUrl, code: enrolCode, name: name ?? 'Till 1' }).catch(sayTrouble);
}
