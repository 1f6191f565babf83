import { useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { JoinSheet } from './join-sheet';
import css from './sheet.module.css';
import { useAsk } from './use-call';
import { useSheet } from './use-sheet';

type JoinRowProps = {
  readonly tenant: string;
  /** Where the shopper's own records already stand. */
  readonly isAtHome?: boolean;
  readonly onJoined?: () => void;
};

/** One line: join, or who this phone belongs to. Buying works either way. Its place is kept while it is not known. */
export function JoinRow({ tenant, isAtHome = false, onJoined }: JoinRowProps) {
  const t = useShopWords();
  const [isOpen, open, close] = useSheet('join');
  const [me, again] = useAsk('read-me', { query: { tenant } });
  const joined = me.status === 'here' && me.value.proven ? me.value : null;
  return (
    <div className={css.join} data-testid="join-row" data-joined={me.status === 'here' ? joined !== null : undefined}>
      {joined ? (
        <span>{t('join.joined', { tail: joined.phoneTail ?? '' })}</span>
      ) : (
        <span>
          {t('join.title')}
          <small>{t('join.hint')}</small>
        </span>
      )}
      <span className={css.joinActs}>
        {isAtHome ? null : (
          <a className={css.link} href={`/shop/me?t=${tenant}`}>
            {t('join.mine')}
          </a>
        )}
        {joined ? null : (
          <ActionButton testId="join" onPress={open}>
            {t('join.open')}
          </ActionButton>
        )}
      </span>
      {isOpen && !joined ? (
        <JoinSheet
          tenant={tenant}
          onClose={() => {
            close();
            void again();
            onJoined?.();
          }}
        />
      ) : null}
    </div>
  );
}
