import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { Panel } from '../panel';
import { useScan } from '../scan/use-scanner';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './line-editor.module.css';

/** One line's quantity, seller, and whether it is a gift. */
export function LineEditor({ line: number, onClose }: { readonly line: number; readonly onClose: () => void }) {
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const { lines } = useView(till.basket);
  const { staff } = useView(till.counter);
  // The next garment: this line is done.
  useScan(() => {
    onClose();
    return 'below';
  });
  const line = lines.find((one) => one.line === number);
  const change = (by: number): void => void (line && till.setQty(number, Math.max(1, line.qty + by)));
  const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  useKeys(
    {
      ...Object.fromEntries(digits.map((digit) => [digit, () => void till.setQty(number, Number(digit))])),
      ArrowUp: () => change(1),
      ArrowDown: () => change(-1),
      g: () => line && till.setFor(number, line.for === 'gift' ? 'self' : 'gift'),
      Delete: () => {
        onClose();
        till.removeLine(number);
      },
      Enter: onClose,
      Escape: onClose,
    },
    true,
  );
  if (!line) return null;
  return (
    <Panel onClose={onClose} title={sayWords(line.garment.name, language)} size={480}>
      <div className={css.editor}>
        <span>{t('basket.quantity')}</span>
        <div className={css.quantity}>
          <ActionButton label={t('basket.fewer')} onPress={() => change(-1)}>
            −
          </ActionButton>
          <output>{line.qty}</output>
          <ActionButton label={t('basket.more')} onPress={() => change(1)}>
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
          kbd="G"
          isPressed={line.for === 'gift'}
          onPress={() => till.setFor(number, line.for === 'gift' ? 'self' : 'gift')}
        >
          {t('basket.gift')}
        </ActionButton>
        <ActionButton tone="main" isWide isTall kbd="Enter" onPress={onClose}>
          {t('basket.lineDone')}
        </ActionButton>
      </div>
    </Panel>
  );
}
