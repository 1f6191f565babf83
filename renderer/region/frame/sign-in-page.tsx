import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WireRefusal } from '#shared/contract/refusal';
import { useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import { Seam } from '../../ui/seam';
import { Wordmark } from '../../ui/wordmark';
import { useRegion } from '../data/use-region';
import { LanguageSwitch } from './frame';
import css from './frame.module.css';

/** A manager signs in. The page that was asked for shows as soon as the password was right. */
export function SignInPage() {
  const t = useRegionWords();
  const { signIn } = useRegion();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<WireRefusal | null>(null);

  const enter = async (): Promise<void> => {
    setPending(true);
    setRefusal(null);
    const no = await signIn({ name: name.trim(), password });
    setPending(false);
    setRefusal(no);
    if (no) setPassword('');
  };

  return (
    <div className={css.door}>
      <header className={css.doorTop}>
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className={css.card}>
        <Seam />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending) void enter();
          }}
        >
          <div>
            <h1>{t('signIn.title')}</h1>
            <p className={css.lead}>{t('signIn.lead')}</p>
          </div>
          <TextInput
            label={t('signIn.name')}
            name="username"
            data-testid="manager-name"
            autoComplete="username"
            autoFocus
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            data-testid="manager-password"
            autoComplete="current-password"
            size="md"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {refusal ? (
            <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId || undefined} />
          ) : null}
          <ActionButton
            tone="main"
            isWide
            isSubmit
            isPending={isPending}
            onPress={() => undefined}
            testId="manager-sign-in"
          >
            {t('signIn.enter')}
          </ActionButton>
        </form>
      </main>
    </div>
  );
}
