import { Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { WireRefusal } from '#shared/contract/refusal';
import { useCommonWords, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Refusal } from '../../ui/refusal';
import own from './person.module.css';

const REASON_MIN = 5;

type ReasonDialogProps = {
  readonly title: string;
  /** What it will do and what of it is kept. */
  readonly will: string;
  readonly label: string;
  readonly placeholder: string;
  readonly confirm: string;
  /** Reasons to begin from. */
  readonly quick?: readonly string[];
  readonly children?: ReactNode;
  readonly isPending: boolean;
  readonly refusal: WireRefusal | null;
  /** Something else is missing than a reason. */
  readonly isIncomplete?: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
};

/** Nothing about people is done or shown without a reason; it is kept with the deed. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, will, label, placeholder, confirm, quick = [], children, isPending, refusal, isIncomplete } = props;
  const t = useRegionWords();
  const common = useCommonWords();
  const [reason, setReason] = useState('');
  const [isShort, setShort] = useState(false);
  const given = reason.trim();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={title}
      size={480}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <form
        className={own.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (isPending || isIncomplete) return;
          if ([...given].length < REASON_MIN) setShort(true);
          else props.onConfirm(given);
        }}
      >
        <p>{will}</p>
        {children}
        {quick.length > 0 ? (
          <div className={own.quick}>
            {quick.map((text) => (
              <ActionButton key={text} isSmall onPress={() => setReason(text)}>
                {text}
              </ActionButton>
            ))}
          </div>
        ) : null}
        <TextInput
          label={label}
          placeholder={placeholder}
          maxLength={200}
          data-autofocus
          value={reason}
          error={isShort && [...given].length < REASON_MIN ? t('reveal.tooShort') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="reason"
        />
        {refusal ? (
          <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId || undefined} />
        ) : null}
        <div className={own.dialogActs}>
          <ActionButton onPress={props.onClose}>{common('actions.cancel')}</ActionButton>
          <ActionButton tone="main" isSubmit isPending={isPending} onPress={() => undefined} testId="confirm">
            {confirm}
          </ActionButton>
        </div>
      </form>
    </Modal>
  );
}
