import { Refusal } from '../ui/refusal';
import { Counter } from './counter';
import { EnrolScreen } from './frame/enrol-screen';
import { InstallScreen } from './frame/install-screen';
import { ScannerProvider } from './scan/use-scanner';
import { OpenShiftScreen } from './shift/open-shift-screen';
import { SignInScreen } from './shift/sign-in-screen';
import { KeysProvider } from './use-keys';
import { useTill } from './use-till';
import { useView } from './use-view';

/** What stands before selling, in order: a till, its first catalogue, a clerk, an open drawer. */
export function App() {
  return (
    <ScannerProvider>
      <KeysProvider>
        <Gate />
      </KeysProvider>
    </ScannerProvider>
  );
}

/** Nothing can be sold here; says why. */
function StoppedScreen({ code }: { readonly code: string }) {
  return (
    <main>
      <Refusal code={code} />
    </main>
  );
}

function Gate() {
  const till = useTill();
  const start = useView(till.start);
  const counter = useView(till.counter);
  if (start.stage === 'opening') return <main aria-busy="true" />;
  if (start.stage === 'stopped') return <StoppedScreen code={start.code} />;
  if (start.stage === 'not-enrolled') return <EnrolScreen host={start.host} />;
  if (start.stage === 'installing') return <InstallScreen isOffline={start.isOffline} />;
  if (counter.signedIn === null) return <SignInScreen staff={counter.staff} />;
  if (counter.shift === null) return <OpenShiftScreen />;
  return <Counter />;
}
