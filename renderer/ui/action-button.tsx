import { type ReactNode, useId } from 'react';
import css from './action-button.module.css';
import { joinClasses } from './join-classes';
import { Kbd } from './kbd';

/**
 * How much an action weighs. One `main` a screen. `ink` and `pay` stand only inside the money block,
 * `onIndigo` only on a card that asks.
 */
export type ActionTone = 'choice' | 'main' | 'quiet' | 'stop' | 'onIndigo' | 'ink' | 'pay';

export type ActionButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: ActionTone;
  /** The key printed on it, for example `F9`; the screen listens for it, the button does not. */
  readonly kbd?: string | undefined;
  /** The action is under way: same words, same width, three stitches after 0.3 s, and a second press does nothing. */
  readonly isPending?: boolean;
  /** Why it cannot be pressed now; shown under it. Better: let people press, and say why not. */
  readonly disabledBecause?: string | undefined;
  readonly isWide?: boolean;
  readonly isSmall?: boolean;
  /** As high as pay: the one that ends a screen's work. */
  readonly isTall?: boolean;
  readonly isSubmit?: boolean;
  /** Read instead of the words, for a button that shows an icon only. */
  readonly label?: string | undefined;
  /** For one that stays chosen until it is pressed again. */
  readonly isPressed?: boolean | undefined;
  readonly testId?: string | undefined;
};

/** A button of at least 44 px (pay 60 px) without Mantine: the phone page and the parts use it. */
export function ActionButton(props: ActionButtonProps) {
  const { children, onPress, tone = 'choice', kbd, isPending = false, disabledBecause, label, testId } = props;
  const { isWide = false, isSmall = false, isTall = false, isSubmit = false, isPressed } = props;
  const reasonId = useId();
  const isDisabled = disabledBecause !== undefined;
  const button = (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={joinClasses(
        css.button,
        tone !== 'choice' && css[tone],
        isWide && css.wide,
        isSmall && css.small,
        isTall && css.tall,
        isPending && css.pending,
      )}
      disabled={isDisabled}
      aria-busy={isPending}
      aria-label={label}
      aria-pressed={isPressed}
      aria-describedby={isDisabled ? reasonId : undefined}
      data-testid={testId}
      onClick={() => {
        if (!isPending) onPress();
      }}
    >
      <span className={css.words}>
        {children}
        {kbd === undefined ? null : <Kbd>{kbd}</Kbd>}
      </span>
    </button>
  );
  if (!isDisabled || disabledBecause === '') return button;
  return (
    <span className={joinClasses(css.stack, isWide && css.stackWide)}>
      {button}
      <span id={reasonId} className={joinClasses(css.reason, (tone === 'ink' || tone === 'pay') && css.inkReason)}>
        {disabledBecause}
      </span>
    </span>
  );
}
