import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { useCommonWords, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import { useCommand } from '../use-command';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './customers.module.css';

/** Someone this till does not hold, by exact number, while online: with a reason, logged at the hub. */
export function LookUp({ onFound }: { readonly onFound: (who: AnchorId) => void }) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const { isOffline } = useView(till.sync);
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const lookUp = useCommand(till.lookUpPerson);
  const ask = async (): Promise<void> => {
    const answered = await lookUp.send({ phone, reason });
    if (answered) onFound(answered.id);
    else setMissing(true);
  };
  return (
    <details className={css.lookUp}>
      <summary>{t('customer.lookUp')}</summary>
      {isOffline ? (
        <p className={css.hint}>{common('refusals.no-network')}</p>
      ) : (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <TextInput
            label={t('customer.phone')}
            type="tel"
            value={phone}
            autoComplete="off"
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <TextInput
            label={t('customer.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {lookUp.refusal ? <Refusal code={lookUp.refusal.code} params={lookUp.refusal.params} /> : null}
          {isMissing && !lookUp.refusal && !lookUp.isPending ? (
            <p className={css.hint}>{common('refusals.not-found')}</p>
          ) : null}
          <ActionButton isSubmit isPending={lookUp.isPending} onPress={() => undefined}>
            {t('customer.lookUp')}
          </ActionButton>
        </form>
      )}
    </details>
  );
}
