import { useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Panel } from '../panel';
import { PersonPicker } from '../person-picker';
import { useScanToBasket } from '../scan/use-scan-to-basket';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import css from './customers.module.css';
import { EnrolForm } from './enrol-form';
import { LookUp } from './look-up';
import { Profile } from './profile';

type CustomerPanelProps = { readonly person: AnchorId | null; readonly onClose: () => void };

/** Find, enrol or read a person; whoever is picked goes onto the open basket. */
export function CustomerPanel({ person, onClose }: CustomerPanelProps) {
  const t = usePosWords();
  const till = useTill();
  const [shown, setShown] = useState<AnchorId | null>(person);
  const [typed, setTyped] = useState<string | null>(null);
  const attach = (who: AnchorId): void => {
    till.attachPerson(who);
    setShown(who);
    setTyped(null);
  };
  const detach = (): void => {
    till.attachPerson(null);
    setShown(null);
  };
  const scanned = useScanToBasket((code) => {
    if (code.kind !== 'customer') return false;
    const [one, ...others] = till.findPeople(code.code);
    if (!one || others.length > 0) return false;
    attach(one.id);
    return true;
  });
  const isEnrolling = shown === null && typed !== null;
  useKeys({ Escape: isEnrolling ? () => setTyped(null) : onClose, Enter: shown ? onClose : undefined }, true);
  const title = shown ? t('customer.title') : isEnrolling ? t('customer.enrolTitle') : t('customer.find');
  return (
    <Panel
      onClose={onClose}
      title={title}
      isFieldFirst={shown === null}
      size={shown ? 1000 : isEnrolling ? 640 : 820}
      footer={
        shown ? (
          <div className={css.actions}>
            <ActionButton isTall onPress={detach} testId="detach-person">
              {t('customer.detach')}
            </ActionButton>
            <ActionButton tone="main" isWide isTall kbd="Enter" onPress={onClose} testId="profile-done">
              {t('customer.attach')}
            </ActionButton>
          </div>
        ) : undefined
      }
    >
      <div className={css.scanned}>{scanned}</div>
      {shown ? (
        <Profile who={shown} />
      ) : isEnrolling ? (
        <EnrolForm typed={typed ?? ''} onDone={attach} />
      ) : (
        <div className={css.finding}>
          <PersonPicker who={null} isFocused hasPad onPick={(who) => who && attach(who)} onNobody={setTyped} />
          <LookUp onFound={attach} />
        </div>
      )}
    </Panel>
  );
}
