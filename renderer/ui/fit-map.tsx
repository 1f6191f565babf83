import { useCommonWords } from '../text/use-words';
import css from './fit-map.module.css';
import { Garment } from './garment';
import type { GarmentKind } from './garment-shapes';
import { HiddenWords } from './hidden-words';
import { joinClasses } from './join-classes';

/** What fits this shopper in one kind of garment: the size, then what it rests on. */
export type Fit = { readonly kind: GarmentKind; readonly size: string; readonly basis: string };

/** Sizes that fit, four kinds side by side; each says what it rests on. */
export function FitMap({ fits }: { readonly fits: readonly Fit[] }) {
  const t = useCommonWords();
  return (
    <ul className={css.map}>
      {fits.slice(0, 4).map(({ kind, size, basis }) => (
        <li key={kind} className={css.fit} title={basis}>
          <Garment kind={kind} size="small" isOutline />
          <span className={css.words}>
            <HiddenWords>{t(`garment.${kind}`)}</HiddenWords>
            <b className={css.size}>{size}</b>
            <span className={css.basis}>{basis}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One kind of garment with every size it comes in, and how well each fits. */
export type FitRung = {
  readonly kind: GarmentKind;
  readonly label: string;
  readonly steps: readonly { readonly size: string; readonly fit: 'fits' | 'maybe' | 'none' }[];
};

/** The long form for a profile: the whole run of sizes, with hers filled. */
export function FitLadder({ rungs }: { readonly rungs: readonly FitRung[] }) {
  return (
    <ul className={css.ladder}>
      {rungs.map(({ kind, label, steps }) => (
        <li key={`${kind}-${label}`} className={css.rung}>
          <Garment kind={kind} size="small" isOutline />
          <span>{label}</span>
          <span className={css.steps}>
            {steps.map(({ size, fit }) => (
              <span key={size} className={joinClasses(css.step, fit !== 'none' && css[fit])} data-fit={fit}>
                {size}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
