import { useState } from 'react';
import type { Refusal as RefusalValue } from '#shared/kernel/result';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { useNow } from '../ui/use-now';
import { askHub } from './hub';
import { noContact } from './order-draft';
import { Problem, Wait } from './problem';
import { Field, Sheet } from './sheet';
import css from './sheet.module.css';
import { forget, useDraft } from './use-draft';

const offered = [
  { purpose: 'profiling', channel: 'store' },
  { purpose: 'marketing', channel: 'message' },
] as const;

const CODE_LENGTH = 6;

type Step = {
  /** The number a code was asked for; empty before. */
  readonly sentTo: string;
  /** From when on another code may be asked for. */
  readonly nextMs: number;
  readonly ticked: readonly string[];
};

/** Join by phone: a one-time code proves the number; both consents are off until pressed. A reload goes on where it was. */
export function JoinSheet({ tenant, onClose }: { readonly tenant: string; readonly onClose: () => void }) {
  const t = useShopWords();
  const [language] = useLanguage();
  const key = `join:${tenant}`;
  const [step, change] = useDraft<Step>(key, () => ({ sentTo: '', nextMs: 0, ticked: [] }));
  const [{ phone, name }, changeContact] = useDraft('contact', noContact);
  const [code, setCode] = useState('');
  const [isPending, setPending] = useState(false);
  const [isCut, setCut] = useState(false);
  const [isLacking, setLacking] = useState(false);
  const [refusal, setRefusal] = useState<RefusalValue | null>(null);
  const { sentTo, nextMs, ticked } = step;
  const waitMs = nextMs - useNow();

  const send = async () => {
    setPending(true);
    const answer = await askHub('send-code', { body: { tenant, phone, language } });
    setPending(false);
    setCut(!answer.ok && !answer.isHeard);
    setRefusal(answer.ok || !answer.isHeard ? null : answer.refusal);
    if (answer.ok) change({ sentTo: phone, nextMs: Date.now() + answer.value.waitMs });
    else if (answer.refusal.code === 'code-too-often')
      change({ nextMs: Date.now() + Number(answer.refusal.params.seconds) * 1000 });
    // The code may be on its way though the answer was lost.
    else if (!answer.isHeard) change({ sentTo: phone });
  };
  const prove = async () => {
    setPending(true);
    const consents = offered.filter(({ purpose }) => ticked.includes(purpose));
    const body = { tenant, phone: sentTo, code, language, consents, ...(name.trim() ? { name: name.trim() } : {}) };
    const answer = await askHub('prove-code', { body });
    // A code works once: where its answer was lost, the second try is refused though the first one joined.
    const joined = answer.ok || (await askHub('read-me', { query: { tenant } }).then((me) => me.ok && me.value.proven));
    setPending(false);
    if (joined) {
      forget(key);
      onClose();
      return;
    }
    setCut(!answer.ok && !answer.isHeard);
    setRefusal(answer.ok || !answer.isHeard ? null : answer.refusal);
  };
  // The way back from a code that never came: the number can be changed, and nothing else typed is lost.
  const changeNumber = () => {
    setRefusal(null);
    setCut(false);
    setLacking(false);
    setCode('');
    change({ sentTo: '' });
  };

  const isFilled = sentTo === '' ? phone.replace(/\D/g, '').length >= 5 : code.length === CODE_LENGTH;
  const lacks = isLacking && !isFilled;
  return (
    <Sheet title={t('join.sheet')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLacking(!isFilled);
          if (isPending || !isFilled) return;
          setRefusal(null);
          void (sentTo === '' ? send() : prove());
        }}
      >
        {sentTo === '' ? (
          <Field
            label={t('join.phone')}
            name="phone"
            kind="tel"
            value={phone}
            onChange={(typed) => changeContact({ phone: typed })}
            problem={lacks ? t('order.lacks.phone') : undefined}
            takesFocus
          />
        ) : (
          <>
            <p className={css.sent}>
              <span>{t('join.sentTo', { phone: sentTo })}</span>
              <ActionButton isSmall onPress={changeNumber} testId="change-number">
                {t('join.change')}
              </ActionButton>
            </p>
            <Field
              label={t('join.code')}
              name="code"
              kind="code"
              value={code}
              onChange={(typed) => setCode(typed.normalize('NFKC').replace(/\D/g, '').slice(0, CODE_LENGTH))}
              problem={lacks ? t('join.codeShort') : undefined}
              takesFocus
            />
            <p className={css.resend}>
              {waitMs > 0 ? (
                t('join.wait', { seconds: Math.max(1, Math.floor(waitMs / 1000)) })
              ) : (
                <button type="button" className={css.textButton} onClick={() => void send()} data-testid="send-again">
                  {t('join.sendAgain')}
                </button>
              )}
            </p>
            <Field
              label={t('join.name')}
              name="name"
              value={name}
              onChange={(typed) => changeContact({ name: typed })}
            />
            <Consents ticked={ticked} onTick={(now) => change({ ticked: now })} />
          </>
        )}
        <p className={css.hint}>{t('join.privacy')}</p>
        {isCut ? <Wait testId="join-cut">{t(sentTo === '' ? 'join.cut' : 'join.cutCode')}</Wait> : null}
        {refusal ? <Problem refusal={refusal} /> : null}
        <ActionButton tone="main" isWide isSubmit isPending={isPending} onPress={() => undefined} testId="join-next">
          {sentTo === '' ? t('join.send') : t('join.prove')}
        </ActionButton>
      </form>
    </Sheet>
  );
}

type ConsentsProps = { readonly ticked: readonly string[]; readonly onTick: (ticked: readonly string[]) => void };

/** Every purpose by itself, off until pressed. */
function Consents({ ticked, onTick }: ConsentsProps) {
  const t = useShopWords();
  const common = useCommonWords();
  return (
    <fieldset className={css.consents}>
      <legend>{t('join.consentTitle')}</legend>
      {offered.map(({ purpose }) => (
        <label key={purpose}>
          <span>{common(`purpose.${purpose}`)}</span>
          <input
            type="checkbox"
            checked={ticked.includes(purpose)}
            onChange={(event) =>
              onTick(event.target.checked ? [...ticked, purpose] : ticked.filter((one) => one !== purpose))
            }
          />
        </label>
      ))}
    </fieldset>
  );
}
