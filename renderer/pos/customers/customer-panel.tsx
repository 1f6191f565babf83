import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { usePosWords } from '../../text/use-words';
import { PersonPicker } from '../person-picker';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
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
  useKeys({ Escape: onClose }, true);
  const attach = (who: AnchorId): void => {
    till.attachPerson(who);
    setShown(who);
    setTyped(null);
  };
  const title = shown ? t('customer.open') : typed === null ? t('customer.find') : t('customer.enrolTitle');
  return (
    <Modal opened onClose={onClose} title={title} size={shown ? 1000 : 640} centered>
      {shown ? (
        <Profile
          who={shown}
          onDetach={() => {
            till.attachPerson(null);
            onClose();
          }}
          onClose={onClose}
        />
      ) : typed === null ? (
        <>
          <PersonPicker who={null} onPick={(who) => who && attach(who)} onNobody={setTyped} />
          <LookUp onFound={attach} />
        </>
      ) : (
        <EnrolForm typed={typed} onDone={attach} />
      )}
    </Modal>
  );
}
