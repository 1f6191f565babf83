import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HostInfo } from '#shared/contract/host';
import { usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import { Wordmark } from '../../ui/wordmark';
import { useCommand } from '../use-command';
import { useTill } from '../use-till';
import css from './card-screen.module.css';
import { HostLosses } from './host-losses';

/** This machine is no till yet: the hub's address and a one-time code make it one. */
export function EnrolScreen({ host }: { readonly host: HostInfo }) {
  const t = usePosWords();
  const till = useTill();
  const [hubUrl, setHubUrl] = useState(host.hubUrl);
  const [code, setCode] = useState('');
  const [name, setName] = useState('Till 1');
  const enrol = useCommand(till.enrolDevice);
  const send = async (): Promise<void> => {
    const answer = await enrol.send({ hubUrl: hubUrl.trim(), code: code.trim(), name: name.trim() });
    // The page may call the hub only once its own headers name it, so it starts again as a till.
    if (answer !== undefined && till.start.get().stage !== 'not-enrolled') location.reload();
  };
  return (
    <main className={css.screen}>
      <form
        className={css.card}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Wordmark />
        <h1>{t('enrol.title')}</h1>
        <p>{t('enrol.hint')}</p>
        <TextInput
          label={t('enrol.hubUrl')}
          value={hubUrl}
          onChange={(event) => setHubUrl(event.currentTarget.value)}
        />
        <TextInput label={t('enrol.code')} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        <TextInput label={t('enrol.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {enrol.refusal ? <Refusal code={enrol.refusal.code} params={enrol.refusal.params} /> : null}
        <ActionButton tone="main" isWide isSubmit isPending={enrol.isPending} onPress={() => undefined}>
          {t('enrol.send')}
        </ActionButton>
        <HostLosses host={host} />
      </form>
    </main>
  );
}
