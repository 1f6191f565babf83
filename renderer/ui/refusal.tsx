import { useTranslation } from 'react-i18next';
import { sayRefusal } from '../text/say-refusal';
import { ActionButton } from './action-button';
import { Icon } from './icon';
import css from './refusal.module.css';

export type RefusalProps = {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** What can be done about it. */
  readonly wayOut?: { readonly label: string; readonly onTake: () => void } | undefined;
  /** The id to quote to support, where the hub gave one. */
  readonly requestId?: string | undefined;
};

/** A no, next to what was pressed: mark, plain words, way out; the code is small and last. */
export function Refusal({ code, params = {}, wayOut, requestId }: RefusalProps) {
  const { i18n } = useTranslation('common');
  return (
    <div className={css.refusal} role="alert" data-refusal={code}>
      <Icon name="warning" />
      <div className={css.words}>
        <span>{sayRefusal(i18n, code, params)}</span>
        {wayOut === undefined ? null : (
          <ActionButton isSmall onPress={wayOut.onTake}>
            {wayOut.label}
          </ActionButton>
        )}
        <span className={css.code}>{requestId === undefined ? code : `${code} ${requestId}`}</span>
      </div>
    </div>
  );
}
