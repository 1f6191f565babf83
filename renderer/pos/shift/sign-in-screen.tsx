import { type KeyboardEvent, useRef, useState } from 'react';
import type { StaffDocument } from '#shared/documents/documents';
import type { StaffId } from '#shared/kernel/ids';
import { interpretScan } from '#shared/scanning/interpret-scan';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { Avatar } from '../../ui/avatar';
import { Keypad, type KeypadKey } from '../../ui/keypad';
import { Refusal } from '../../ui/refusal';
import { Wordmark } from '../../ui/wordmark';
import css from '../frame/card-screen.module.css';
import { HostLosses } from '../frame/host-losses';
import { LanguageSwitch } from '../frame/language-switch';
import { SchemeSwitch } from '../frame/scheme-switch';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Clerks sign with four digits; leads and managers, who approve, with six. */
function pinLength(person: StaffDocument): number {
  return person.role === 'clerk' ? 4 : 6;
}

/** Who is at the till: a face or a badge, then a PIN. In the clerk's own language from then on. */
export function SignInScreen({ staff }: { readonly staff: readonly StaffDocument[] }) {
  const t = usePosWords();
  const till = useTill();
  const start = useView(till.start);
  const [, setLanguage] = useLanguage();
  const [person, setPerson] = useState<StaffDocument | null>(staff.length === 1 ? (staff[0] ?? null) : null);
  const [pin, setPin] = useState('');
  const [isScanned, setScanned] = useState(false);
  const signIn = useCommand(till.signIn);

  const choose = (one: StaffDocument | null): void => {
    signIn.forget();
    setScanned(false);
    setPin('');
    setPerson(one);
  };
  const type = async (next: string): Promise<void> => {
    if (!person || signIn.isPending) return;
    setScanned(false);
    setPin(next);
    if (next.length < pinLength(person)) return;
    const signedIn = await signIn.send({ staff: person.id as StaffId, pin: next });
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
    Escape: () => choose(null),
  });
  useScan((text) => {
    const scan = interpretScan(text);
    const badge = scan.kind === 'staff' ? staff.find(({ id }) => id === scan.code) : undefined;
    choose(badge ?? person);
    setScanned(badge === undefined);
  });

  return (
    <main className={css.screen}>
      <section className={`${css.card} ${css.wide}`}>
        <div className={css.row}>
          <Wordmark />
          <span className={css.switches}>
            <LanguageSwitch />
            <SchemeSwitch />
          </span>
        </div>
        <h1>{t('signIn.title')}</h1>
        {staff.length === 0 ? <p>{t('signIn.nobody')}</p> : null}
        <div className={css.split}>
          <Faces staff={staff} chosen={person} onChoose={choose} />
          <div>
            <p className={css.asked}>{person ? t('signIn.pinOf', { count: pinLength(person) }) : t('signIn.choose')}</p>
            <div className={css.dots} role="img" aria-label={`${t('signIn.pin')} ${pin.length}`}>
              {Array.from({ length: person ? pinLength(person) : 0 }, (_, place) => place).map((place) => (
                <i key={place} data-filled={place < pin.length} />
              ))}
            </div>
            <div className={css.pad}>
              <Keypad corner="clear" onKey={handleKey} />
            </div>
            <div className={css.refusalPlace}>
              {signIn.refusal ? <Refusal code={signIn.refusal.code} params={signIn.refusal.params} /> : null}
              {isScanned ? <Refusal code="not-signed-in" /> : null}
            </div>
          </div>
        </div>
        {start.stage === 'ready' ? <HostLosses host={start.host} /> : null}
      </section>
    </main>
  );
}

type FacesProps = {
  readonly staff: readonly StaffDocument[];
  readonly chosen: StaffDocument | null;
  readonly onChoose: (person: StaffDocument) => void;
};

/** Every colleague's face; one tab stop, and arrows walk from face to face. */
function Faces({ staff, chosen, onChoose }: FacesProps) {
  const t = usePosWords();
  const [language] = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const enter = (): void => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  useKeys({ ArrowDown: enter, ArrowUp: enter, ArrowLeft: enter, ArrowRight: enter });
  const handleKey = (event: KeyboardEvent, place: number): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll('button')[(place + step + staff.length) % staff.length]?.focus();
  };
  return (
    <div className={css.faces} ref={list}>
      {staff.map((one, place) => (
        <button
          key={one.id}
          type="button"
          className={css.person}
          aria-pressed={one.id === chosen?.id}
          tabIndex={one.id === (chosen ?? staff[0])?.id ? 0 : -1}
          onKeyDown={(event) => handleKey(event, place)}
          onClick={() => onChoose(one)}
        >
          <Avatar name={sayWords(one.name, language)} seed={one.id} />
          <span>
            <b>{sayWords(one.name, language)}</b>
            <small>{t(`role.${one.role}`)}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
