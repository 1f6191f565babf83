import { useState } from 'react';
import type { StaffDocument } from '#shared/documents/documents';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { Avatar } from '../../ui/avatar';
import { Keypad, type KeypadKey } from '../../ui/keypad';
import { Refusal } from '../../ui/refusal';
import { Wordmark } from '../../ui/wordmark';
import css from '../frame/card-screen.module.css';
import { HostLosses } from '../frame/host-losses';
import { LanguageSwitch } from '../frame/language-switch';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Clerks sign with four digits; leads and managers, who approve, with six. */
function pinLength(person: StaffDocument): number {
  return person.role === 'clerk' ? 4 : 6;
}

/** Who is at the till: a face, then a PIN. By touch, by keyboard, in the clerk's own language from then on. */
export function SignInScreen({ staff }: { readonly staff: readonly StaffDocument[] }) {
  const t = usePosWords();
  const till = useTill();
  const start = useView(till.start);
  const [language, setLanguage] = useLanguage();
  const [person, setPerson] = useState<StaffDocument | null>(staff.length === 1 ? (staff[0] ?? null) : null);
  const [pin, setPin] = useState('');
  const signIn = useCommand(till.signIn);

  const type = async (next: string): Promise<void> => {
    if (!person || signIn.isPending) return;
    setPin(next);
    if (next.length < pinLength(person)) return;
    const signedIn = await signIn.send({ staff: person.id as Parameters<typeof till.signIn>[0]['staff'], pin: next });
    setPin('');
    if (signedIn) setLanguage(signedIn.language);
  };
  const handleKey = (key: KeypadKey): void => {
    if (key === 'delete') setPin(pin.slice(0, -1));
    else if (key === 'clear') setPin('');
    else void type(pin + key);
  };
  useKeys({
    ...Object.fromEntries(digits.map((digit) => [digit, () => handleKey(digit)])),
    Backspace: () => handleKey('delete'),
    Escape: () => {
      setPin('');
      setPerson(null);
    },
  });

  return (
    <main className={css.screen}>
      <section className={`${css.card} ${css.wide}`}>
        <div className={css.row}>
          <Wordmark />
          <LanguageSwitch />
        </div>
        <h1>{t('signIn.title')}</h1>
        {staff.length === 0 ? <p>{t('signIn.nobody')}</p> : null}
        <div className={css.split}>
          <div className={css.faces}>
            {staff.map((one) => (
              <button
                key={one.id}
                type="button"
                className={css.person}
                aria-pressed={one.id === person?.id}
                onClick={() => {
                  signIn.forget();
                  setPin('');
                  setPerson(one);
                }}
              >
                <Avatar name={sayWords(one.name, language)} seed={one.id} />
                <span>
                  <b>{sayWords(one.name, language)}</b>
                  <small>{t(`role.${one.role}`)}</small>
                </span>
              </button>
            ))}
          </div>
          <div>
            <div className={css.dots} role="img" aria-label={`${t('signIn.pin')} ${pin.length}`}>
              {person
                ? Array.from({ length: pinLength(person) }, (_, place) => place).map((place) => (
                    <i key={place} data-filled={place < pin.length} />
                  ))
                : t('signIn.choose')}
            </div>
            <div className={css.pad}>
              <Keypad corner="clear" onKey={handleKey} />
            </div>
          </div>
        </div>
        <div className={css.refusalPlace}>
          {signIn.refusal ? <Refusal code={signIn.refusal.code} params={signIn.refusal.params} /> : null}
        </div>
        {start.stage === 'ready' ? <HostLosses host={start.host} /> : null}
      </section>
    </main>
  );
}
