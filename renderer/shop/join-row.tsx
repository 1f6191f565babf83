import { useState } from 'react';
import { useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { JoinSheet } from './join-sheet';
import css from './sheet.module.css';
import { useAsk } from './use-call';

/** One line: join, or who this phone belongs to. Buying works either way. */
export function JoinRow({ tenant }: { readonly tenant: string }) {
  const t = useShopWords();
  const [isOpen, setOpen] = useState(false);
  const [me, again] = useAsk('read-me', { query: { tenant } });
  const joined = me.status === 'here' && me.value.proven ? me.value : null;
  return (
    <div className={css.join}>
      {joined ? (
        <>
          <span>{t('join.joined', { tail: joined.phoneTail ?? '' })}</span>
          <a className={css.link} href={`/shop/me?t=${tenant}`}>
            {t('join.mine')}
          </a>
        </>
      ) : (
        <>
          <span>
            {t('join.title')}
            <small>{t('join.hint')}</small>
          </span>
          <ActionButton testId="join" onPress={() => setOpen(true)}>
            {t('join.open')}
          </ActionButton>
        </>
      )}
      {isOpen ? (
        <JoinSheet
          tenant={tenant}
          onClose={() => {
            setOpen(false);
            void again();
          }}
        />
      ) : null}
    </div>
  );
}
