import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { useCommonWords, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { useSend } from '../data/use-region';
import { sayPerson } from '../say-person';
import own from './person.module.css';
import { ReasonDialog } from './reason-dialog';

/** Somebody to join, as a list shows them. */
export type LinkTarget = { readonly person: AnchorId; readonly title: string };

type LinkDialogProps = {
  readonly person: AnchorId;
  /** Null: to be found by phone first. */
  readonly target: LinkTarget | null;
  readonly onClose: () => void;
};

export function LinkDialog({ person, target, onClose }: LinkDialogProps) {
  const t = useRegionWords();
  const { send, isPending, refusal } = useSend('link-identities');
  const [found, setFound] = useState<LinkTarget | null>(target);
  const link = async (reason: string): Promise<void> => {
    if (found === null) return;
    const done = await send({ params: { person }, body: { with: found.person, reason } });
    if (done !== null) onClose();
  };
  return (
    <ReasonDialog
      title={t('link.title')}
      will={t('link.will')}
      label={t('link.reason')}
      placeholder={t('link.placeholder')}
      confirm={t('link.confirm')}
      isPending={isPending}
      refusal={refusal}
      isIncomplete={found === null}
      onConfirm={(reason) => void link(reason)}
      onClose={onClose}
    >
      {target === null ? <Find person={person} onFound={setFound} /> : null}
      {found ? (
        <div className={own.chosen} data-testid="link-target">
          <span>{t('link.chosen')}</span>
          <b>{found.title}</b>
        </div>
      ) : null}
    </ReasonDialog>
  );
}

/** The other one, by a whole phone number; nobody is listed here to browse through. */
function Find({ person, onFound }: { readonly person: AnchorId; readonly onFound: (one: LinkTarget | null) => void }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const { send, isPending, refusal } = useSend('find-people');
  const [phone, setPhone] = useState('');
  const [isNobody, setNobody] = useState(false);
  const find = async (): Promise<void> => {
    const answer = await send({ query: { phone: phone.trim() } });
    const other = answer?.people.find((row) => row.person !== person);
    setNobody(answer !== null && other === undefined);
    onFound(other ? { person: other.person, title: sayPerson(t, common, other) } : null);
  };
  return (
    <div className={own.find}>
      <TextInput
        label={t('link.phone')}
        inputMode="tel"
        autoComplete="off"
        maxLength={20}
        value={phone}
        error={isNobody ? t('link.nobody') : refusal ? ' ' : undefined}
        onChange={(event) => setPhone(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void find();
        }}
        data-testid="link-phone"
      />
      <ActionButton isPending={isPending} onPress={() => void find()}>
        {t('link.find')}
      </ActionButton>
    </div>
  );
}
