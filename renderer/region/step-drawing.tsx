import { sayWords } from '../text/say-words';
import { useLanguage } from '../text/use-words';
import { drawnAs } from '../ui/drawn-as';
import { Garment, type GarmentSize } from '../ui/garment';
import type { StepGarment } from './say-step';

/** A garment of a fact in its cloth, its name a hover away. */
export function StepDrawing({
  garment,
  size = 'rail',
}: {
  readonly garment: StepGarment;
  readonly size?: GarmentSize;
}) {
  const [language] = useLanguage();
  const { kind, weave } = drawnAs(garment.drawing);
  return (
    <span title={sayWords(garment.name, language)}>
      <Garment kind={kind} weave={weave} colour={garment.hex} size={size} />
    </span>
  );
}
