import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/result';
import { sayRefusal } from '../text/say-refusal';
import { Icon } from '../ui/icon';
import css from './sheet.module.css';

/** A no to a shopper, in plain words and without the code that only support can read. */
export function Problem({ refusal }: { readonly refusal: Refusal }) {
  const { i18n } = useTranslation('common');
  return (
    <p className={css.problem} role="alert" data-refusal={refusal.code}>
      <Icon name="warning" />
      <span>{sayRefusal(i18n, refusal.code, refusal.params)}</span>
    </p>
  );
}

/** Something the shopper must know and can't mend: amber, no alarm. */
export function Wait({ children, testId }: { readonly children: ReactNode; readonly testId?: string }) {
  return (
    <p className={css.wait} role="status" data-testid={testId}>
      {children}
    </p>
  );
}
