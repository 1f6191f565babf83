import type { AnchorId } from '#shared/kernel/ids';
import { useRegionWords } from '../../text/use-words';
import { useRegion, useSend } from '../data/use-region';
import { ReasonDialog } from './reason-dialog';

/** Asks why before a person is shown; the answer shows at once and is covered again by itself. */
export function RevealDialog({ who, onClose }: { readonly who: AnchorId; readonly onClose: () => void }) {
  const t = useRegionWords();
  const { reads } = useRegion();
  const { send, isPending, refusal } = useSend('reveal-person');
  const reveal = async (reason: string): Promise<void> => {
    const person = await send({ params: { person: who }, body: { reason } });
    if (person === null) return;
    reads.put('read-person', { params: { person: who } }, person);
    onClose();
  };
  return (
    <ReasonDialog
      title={t('reveal.title')}
      will={t('reveal.will')}
      label={t('reveal.reason')}
      placeholder={t('reveal.placeholder')}
      confirm={t('reveal.confirm')}
      quick={[t('reveal.quick.call'), t('reveal.quick.pickup'), t('reveal.quick.twins')]}
      isPending={isPending}
      refusal={refusal}
      onConfirm={(reason) => void reveal(reason)}
      onClose={onClose}
    />
  );
}
