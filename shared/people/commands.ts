import type { Capture } from '../facts/envelope';
import type { AnchorId } from '../kernel/ids';
import type { ConsentChannel, ConsentPurpose } from './facts';

/** Which text a person was shown when asked. Raised whenever the words of a consent change. */
export const CONSENT_WORDING = 'consent-1';

/** Somebody wants to be known. `who` is the new anchor; `phone` as typed; nothing is consented to unless listed. */
export type EnrolCustomer = {
  readonly kind: 'EnrolCustomer';
  readonly who: AnchorId;
  readonly name?: string;
  readonly phone?: string;
  readonly language: 'zh-CN' | 'en';
  readonly consents?: readonly { readonly purpose: ConsentPurpose; readonly channel: ConsentChannel }[];
  readonly capture?: Extract<Capture, 'scan' | 'typed'>;
};

/** A person gives or withdraws one consent. Withdrawing works offline and whatever was given before. */
export type ChangeConsent = {
  readonly kind: 'ChangeConsent';
  readonly who: AnchorId;
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly granted: boolean;
  readonly language: 'zh-CN' | 'en';
};

export type PeopleCommand = EnrolCustomer | ChangeConsent;
