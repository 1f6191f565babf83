import { useState } from 'react';
import type { Refusal as RefusalValue } from '#shared/kernel/result';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { Refusal } from '../ui/refusal';
import { askHub } from './hub';
import { Field, Sheet } from './sheet';
import css from './sheet.module.css';

const offered = [
  { purpose: 'profiling', channel: 'store' },
  { purpose: 'marketing', channel: 'message' },
] as const;

/** Join by phone: a one-time code proves the number; both consents are off until pressed. */
export function JoinSheet({ tenant, onClose }: { readonly tenant: string; readonly onClose: () => void }) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [isSent, setSent] = useState(false);
  const [isPending, setPending] = useState(false);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<RefusalValue | null>(null);

  const send = async () => {
    setPending(true);
    const answer = await askHub('send-code', { body: { tenant, phone } });
    setPending(false);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setSent(true);
  };
  const prove = async () => {
    setPending(true);
    const consents = offered.filter(({ purpose }) => ticked.includes(purpose));
    const answer = await askHub('prove-code', {
      body: { tenant, phone, code, language, consents, ...(name.trim() ? { name: name.trim() } : {}) },
    });
    setPending(false);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) onClose();
  };

  return (
    <Sheet title={t('join.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void (isSent ? prove() : send());
        }}
      >
        <Field label={t('join.phone')} name="phone" kind="tel" value={phone} onChange={setPhone} />
        {isSent ? (
          <>
            <p className={css.hint}>{t('join.sentTo', { phone })}</p>
            <Field label={t('join.code')} name="code" kind="code" value={code} onChange={setCode} />
            <Field label={t('join.name')} name="name" value={name} onChange={setName} />
            <fieldset className={css.consents}>
              <legend>{t('join.consentTitle')}</legend>
              {offered.map(({ purpose }) => (
                <label key={purpose}>
                  <span>{common(`purpose.${purpose}`)}</span>
                  <input
                    type="checkbox"
                    checked={ticked.includes(purpose)}
                    onChange={(event) =>
                      setTicked(event.target.checked ? [...ticked, purpose] : ticked.filter((one) => one !== purpose))
                    }
                  />
                </label>
              ))}
            </fieldset>
          </>
        ) : null}
        <p className={css.hint}>{t('join.privacy')}</p>
        {refusal ? <Refusal code={refusal.code} params={refusal.params} /> : null}
        <ActionButton tone="main" isWide isSubmit isPending={isPending} onPress={() => undefined} testId="join-next">
          {isSent ? t('join.prove') : t('join.send')}
        </ActionButton>
      </form>
    </Sheet>
  );
}
