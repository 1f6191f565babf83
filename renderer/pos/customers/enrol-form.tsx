import { Switch, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import { useCommand } from '../use-command';
import { useTill } from '../use-till';
import css from './customers.module.css';

/** The two consents asked at the counter; both are off until the person says yes. */
const offered = [
  { purpose: 'profiling', channel: 'store' },
  { purpose: 'marketing', channel: 'message' },
] as const;

/** A new member from a phone number; the name may stay empty. Works with the network down. */
export function EnrolForm({ typed, onDone }: { readonly typed: string; readonly onDone: (who: AnchorId) => void }) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const isPhone = /^[\d+\s-]+$/.test(typed);
  const [phone, setPhone] = useState(isPhone ? typed : '');
  const [name, setName] = useState(isPhone ? '' : typed);
  const [granted, setGranted] = useState<readonly string[]>([]);
  const enrol = useCommand(till.enrolCustomer);
  const fields = useRef<HTMLFormElement>(null);
  // The keys go to the first field that is still empty.
  useEffect(() => {
    for (const field of fields.current?.querySelectorAll('input') ?? []) {
      if (field.value === '') return field.focus();
    }
  }, []);

  const save = async (): Promise<void> => {
    const consents = offered.filter(({ purpose }) => granted.includes(purpose));
    const made = await enrol.send({ phone, language, consents, ...(name.trim() ? { name: name.trim() } : {}) });
    if (made) onDone(made.id);
  };
  return (
    <form
      ref={fields}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        label={t('customer.phone')}
        type="tel"
        value={phone}
        autoComplete="off"
        data-testid="enrol-phone"
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <TextInput
        label={t('customer.name')}
        value={name}
        autoComplete="off"
        data-testid="enrol-name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p className={css.hint}>{t('customer.consentTitle')}</p>
      {offered.map(({ purpose }) => (
        <Switch
          key={purpose}
          size="lg"
          labelPosition="left"
          classNames={{ body: css.switchRow }}
          label={common(`purpose.${purpose}`)}
          checked={granted.includes(purpose)}
          onChange={(event) =>
            setGranted(event.currentTarget.checked ? [...granted, purpose] : granted.filter((one) => one !== purpose))
          }
        />
      ))}
      {enrol.refusal ? <Refusal code={enrol.refusal.code} params={enrol.refusal.params} /> : null}
      <ActionButton
        tone="main"
        isWide
        isSubmit
        kbd="Enter"
        isPending={enrol.isPending}
        onPress={() => undefined}
        testId="enrol-save"
      >
        {t('customer.save')}
      </ActionButton>
    </form>
  );
}
