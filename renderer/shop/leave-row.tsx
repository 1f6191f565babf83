import { useState } from 'react';
import type { Refusal } from '#shared/kernel/result';
import { useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { askHub } from './hub';
import { Problem } from './problem';
import { Sheet } from './sheet';
import css from './sheet.module.css';
import { forgetAll } from './use-draft';
import { useSheet } from './use-sheet';

/** Somebody else's phone, or a shared one: whoever leaves it is not shown on it any more. Asked once more before it is done. */
export function LeaveRow({ tenant }: { readonly tenant: string }) {
  const t = useShopWords();
  const [isOpen, open, close] = useSheet('leave');
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const leave = async () => {
    setPending(true);
    const answer = await askHub('leave-phone', { body: {} });
    setPending(false);
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    forgetAll();
    // A new page, in place of this one and its sheet: nothing of before is in its memory.
    location.replace(`/shop/me?t=${tenant}`);
  };
  return (
    <>
      <button type="button" className={css.textButton} onClick={open} data-testid="leave">
        {t('leave.open')}
      </button>
      {isOpen ? (
        <Sheet title={t('leave.title')} onClose={close}>
          <p>{t('leave.hint')}</p>
          {refusal ? <Problem refusal={refusal} /> : null}
          <ActionButton tone="main" isWide isPending={isPending} onPress={() => void leave()} testId="leave-now">
            {t('leave.now')}
          </ActionButton>
        </Sheet>
      ) : null}
    </>
  );
}
