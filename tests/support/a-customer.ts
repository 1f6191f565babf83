import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { AnchorId, FactId } from '#shared/kernel/ids';
import type { ConsentChangedBody } from '#shared/people/facts';
import { type FactPlace, factOf } from './a-fact';
import { idOf } from './ids';

export const lin: AnchorId = AnchorId.parse(idOf('who', 1));
export const linOnline: AnchorId = AnchorId.parse(idOf('who', 2));
export const wang: AnchorId = AnchorId.parse(idOf('who', 3));

/** A person enrolled at a till by phone: `aCustomer(lin).named('林月').withPhone('+8613800138000').happenings()`. */
export function aCustomer(who: AnchorId) {
  return new CustomerBuilder(who, undefined, undefined);
}

class CustomerBuilder {
  constructor(
    private readonly who: AnchorId,
    private readonly name: string | undefined,
    private readonly phone: string | undefined,
  ) {}

  named(name: string): CustomerBuilder {
    return new CustomerBuilder(this.who, name, this.phone);
  }

  withPhone(phone: string): CustomerBuilder {
    return new CustomerBuilder(this.who, this.name, phone);
  }

  happenings(): readonly Happening[] {
    const { who, name, phone } = this;
    const enrolled: Happening = {
      kind: 'CustomerEnrolled',
      capture: 'typed',
      who,
      body: { at: 'till', language: 'zh-CN' },
      secret: name === undefined ? {} : { name },
    };
    if (phone === undefined) return [enrolled];
    return [
      enrolled,
      {
        kind: 'IdentifierClaimed',
        capture: 'typed',
        who,
        body: { kind: 'phone', proof: 'typed' },
        secret: { value: phone },
      },
    ];
  }
}

type ConsentChange = Partial<Pick<ConsentChangedBody, 'purpose' | 'channel'>> & {
  readonly answers?: readonly string[];
} & FactPlace & { readonly n?: number };

export function aGrant(change: ConsentChange = {}): Fact {
  return consentFact(true, change);
}

export function aWithdrawal(change: ConsentChange = {}): Fact {
  return consentFact(false, change);
}

function consentFact(granted: boolean, { purpose, channel, answers, ...place }: ConsentChange): Fact {
  const body: ConsentChangedBody = {
    purpose: purpose ?? 'profiling',
    channel: channel ?? 'store',
    granted,
    answers: (answers ?? []).map((id) => FactId.parse(id)),
    wording: 'till-1',
    language: 'zh-CN',
  };
  return factOf({ kind: 'ConsentChanged', capture: 'picked', who: lin, body }, place);
}
