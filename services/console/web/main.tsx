import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/inbox.css';
import './styles/incident.css';
import { createRoot } from 'react-dom/client';
import { KEYS } from './api/queries.ts';
import { App, createClient } from './app.tsx';
import { signInWith, takeKeyFromAddress } from './session/key-in-address.ts';
import { wordsOf } from './session/sign-in.tsx';

/** The page's own start: nonce, key of the link, first render. */
async function start(root: HTMLElement): Promise<void> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  // react-remove-scroll, inside Mantine's Modal, writes a style tag and looks for its nonce under this name.
  Object.assign(globalThis, { __webpack_nonce__: nonce });
  const client = createClient();
  const key = takeKeyFromAddress();
  let problem: string | null = null;
  if (key !== null) {
    await signInWith(key).then(
      (session) => client.setQueryData(KEYS.session, session),
      (error: unknown) => {
        problem = error instanceof Error ? wordsOf(error) : 'Signing in failed.';
      },
    );
  }
  createRoot(root).render(<App client={client} nonce={nonce} problem={problem} />);
}

const root = document.getElementById('page');
if (root === null) throw new Error('expected an element with the id "page"');
void start(root);
