import type { TFunction } from 'i18next';
import type { RegionIdentity } from '#shared/contract/region';
import { identifierKinds } from '#shared/people/facts';
import type { Language } from '../../text/language';
import { sayWords } from '../../text/say-words';
import { sayKind } from '../say-person';

type T = TFunction<'region'>;
type CommonT = TFunction<'common'>;

/** What a masked identifier is called: “Phone ending 6021”. */
export function sayIdentifier(t: T, common: CommonT, one: RegionIdentity['identifiers'][number]): string {
  return one.masked === ''
    ? sayKind(common, one.kind)
    : t('person.tail', { kind: sayKind(common, one.kind), tail: one.masked });
}

/** An identity by its strongest identifier, or by how it was made where it left none. */
export function sayIdentity(t: T, common: CommonT, identity: RegionIdentity): string {
  const [strongest] = byStrength(identity);
  if (strongest) return sayIdentifier(t, common, strongest);
  return t(identity.made === 'phone' ? 'people.anonymous' : 'person.noIdentifiers');
}

/** Its identifiers, strongest first. */
export function byStrength({ identifiers }: RegionIdentity): RegionIdentity['identifiers'] {
  return [...identifiers].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
}

function rankOf(kind: string): number {
  const rank = (identifierKinds as readonly string[]).indexOf(kind);
  return rank < 0 ? identifierKinds.length : rank;
}

/** Where and how the record was made, and how its identifier was shown to be theirs. */
export function sayMade(t: T, common: CommonT, identity: RegionIdentity, language: Language): string {
  const { made, store } = identity;
  const where =
    made === 'till'
      ? store
        ? t('person.madeAtStore', { store: sayWords(store, language) })
        : t('person.madeAtTill')
      : t(`person.madeAt.${made}`, { store: '' });
  const [first] = byStrength(identity);
  const proof = first ? common(`proof.${first.proof as 'typed'}`) : '';
  return [where, proof].filter(Boolean).join(language === 'zh-CN' ? '，' : ', ');
}

/** A rule with its version, `same-phone@1`; a rule without one is a person's doing. */
export function sayRule(t: T, source: string): string {
  const [rule = source, version] = source.split('@');
  return version === undefined ? rule : t('person.ruleOf', { rule, version });
}
