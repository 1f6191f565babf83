import { Modal } from '@mantine/core';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { useScan } from '../scan/use-scanner';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './line-editor.module.css';

/** One line's quantity, seller, and whether it is a gift. */
export function LineEditor({ line: number, onClose }: { readonly line: number; readonly onClose: () => void }) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [language] = useLanguage();
  const { lines } = useView(till.basket);
  const { staff } = useView(till.counter);
  // The next garment: this line is done.
  useScan((code) => {
    onClose();
    till.addByCode(code);
  });
  const line = lines.find((one) => one.line === number);
  const change = (by: number): void => void (line && till.setQty(number, Math.max(1, line.qty + by)));
  const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  useKeys(
    {
      ...Object.fromEntries(digits.map((digit) => [digit, () => void till.setQty(number, Number(digit))])),
      ArrowUp: () => change(1),
      ArrowDown: () => change(-1),
      Enter: onClose,
      Escape: onClose,
    },
    true,
  );
  if (!line) return null;
  return (
    <Modal opened onClose={onClose} title={sayWords(line.garment.name, language)} centered>
      <div className={css.editor}>
        <span>{t('basket.quantity')}</span>
        <div className={css.quantity}>
          <ActionButton label="−" onPress={() => change(-1)}>
            −
          </ActionButton>
          <output>{line.qty}</output>
          <ActionButton label="+" onPress={() => change(1)}>
            +
          </ActionButton>
        </div>
        <span>{t('basket.seller')}</span>
        <div className={css.faces}>
          {staff.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-pressed={one.id === line.seller}
              onClick={() => till.setSeller(number, one.id as typeof line.seller)}
            >
              <Avatar name={sayWords(one.name, language)} seed={one.id} />
              {sayWords(one.name, language)}
            </button>
          ))}
        </div>
        <ActionButton
          tone={line.for === 'gift' ? 'main' : 'choice'}
          onPress={() => till.setFor(number, line.for === 'gift' ? 'self' : 'gift')}
        >
          {t('basket.gift')}
        </ActionButton>
        <ActionButton tone="main" isWide kbd="Enter" onPress={onClose}>
          {common('actions.close')}
        </ActionButton>
      </div>
    </Modal>
  );
}
