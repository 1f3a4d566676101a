import './styles/mantine.css';
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
async function start(element: HTMLElement): Promise<void> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  // react-remove-scroll, inside Mantine's Modal, writes a style tag and looks for its nonce under this name.
  Object.assign(globalThis, { __webpack_nonce__: nonce });
  const client = createClient();
  const root = createRoot(element);
  const render = (problem: string | null) =>
    root.render(<App client={client} nonce={nonce} problem={problem} />);
  const enter = async () => {
    const key = takeKeyFromAddress();
    if (key === null) return null;
    try {
      client.setQueryData(KEYS.session, await signInWith(key));
      return null;
    } catch (error) {
      return error instanceof Error ? wordsOf(error) : 'Signing in failed.';
    }
  };
  // A link pasted into an open tab changes only the part after `#`, and loads nothing.
  window.addEventListener('hashchange', () => void enter().then(render));
  render(await enter());
}

const element = document.getElementById('page');
if (element === null) throw new Error('expected an element with the id "page"');
void start(element);
