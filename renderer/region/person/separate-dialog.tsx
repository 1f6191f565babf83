import type { RegionIdentity, RegionPerson } from '#shared/contract/region';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { useSend } from '../data/use-region';
import own from './person.module.css';
import { ReasonDialog } from './reason-dialog';
import { sayIdentity, sayMade } from './say-identity';

type SeparateDialogProps = {
  readonly person: RegionPerson;
  readonly identity: RegionIdentity;
  readonly onClose: () => void;
};

export function SeparateDialog({ person, identity, onClose }: SeparateDialogProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const { send, isPending, refusal } = useSend('separate-identity');
  const separate = async (reason: string): Promise<void> => {
    const done = await send({ params: { person: person.person }, body: { who: identity.who, reason } });
    if (done !== null) onClose();
  };
  return (
    <ReasonDialog
      title={t('separate.title')}
      will={t('separate.will')}
      label={t('separate.reason')}
      placeholder={t('separate.placeholder')}
      confirm={t('separate.confirm')}
      isPending={isPending}
      refusal={refusal}
      onConfirm={(reason) => void separate(reason)}
      onClose={onClose}
    >
      <div className={own.chosen}>
        <b>{sayIdentity(t, common, identity)}</b>
        <span>{sayMade(t, common, identity, language)}</span>
      </div>
    </ReasonDialog>
  );
}
