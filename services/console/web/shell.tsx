import { useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { z } from 'zod';
import { ApiError, call } from './api/client.ts';
import { useLive } from './api/live.ts';
import { KEYS, useOverview } from './api/queries.ts';
import { HealthBanner, HealthStrip } from './health/health-strip.tsx';
import { ShortcutHelp } from './keys/shortcut-help.tsx';
import { useShortcuts } from './keys/shortcuts.ts';
import { useSession } from './session/session-context.ts';

/** What stands around every page: where one is, how the machine does, who is signed in. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { name, role } = useSession();
  const [path] = useLocation();
  const overview = useOverview().data;
  const line = useLive();
  const client = useQueryClient();
  const [helping, help] = useDisclosure(false);
  useShortcuts({ '?': help.open });

  const open = overview?.incidents.found.open ?? 0;
  useEffect(() => {
    document.title = open > 0 ? `(${open}) Spillway` : 'Spillway';
  }, [open]);

  const signOut = async () => {
    try {
      await call('/api/session', z.null(), { method: 'DELETE' });
    } catch (error) {
      // A session that is over already is signed out; any other failure leaves it alive, and the page must not look as if it were not.
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 401) {
        notifications.show({
          color: 'red',
          title: 'Still signed in',
          message: error.message,
          autoClose: false,
        });
        return;
      }
    }
    // Not `clear`: it drops the session from under the page that watches it, and everything would stay on the screen.
    client.setQueryData(KEYS.session, null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEYS.session[0] });
  };
  const tab = (href: string, label: string, here: boolean, counted?: number) => (
    <Link href={href} className="tab" aria-current={here ? 'page' : undefined}>
      {label}
      {counted !== undefined && counted > 0 && (
        <span className="tab-count">
          {counted}
          <span className="hidden"> open</span>
        </span>
      )}
    </Link>
  );
  return (
    <>
      <header className="top">
        <h1>Spillway</h1>
        <nav aria-label="Pages">
          {tab('/', 'Incidents', path === '/' || path.startsWith('/incidents'), open)}
          {tab(
            '/not-inspected',
            'Not inspected',
            path.startsWith('/not-inspected'),
            overview?.incidents.uninspected.open,
          )}
          {role === 'reviewer' && tab('/register', 'Register', path === '/register')}
        </nav>
        <div className="top-right">
          <span className="who">
            {name} <small>{role}</small>
          </span>
          <SchemeButton />
          <button type="button" className="icon-button help-button" aria-label="Keys" onClick={help.open}>
            <IconKeyboard size={18} aria-hidden />
          </button>
          <button type="button" className="icon-button" aria-label="Sign out" onClick={() => void signOut()}>
            <IconLogout size={18} aria-hidden />
          </button>
        </div>
      </header>
      <HealthStrip line={line} />
      <HealthBanner line={line} />
      {children}
      <ShortcutHelp opened={helping} onClose={help.close} />
    </>
  );
}

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
const SCHEME_ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;
const SCHEME_WORDS = { auto: 'as the system', light: 'light', dark: 'dark' } as const;

function SchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = SCHEME_ICONS[colorScheme];
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Colours: ${SCHEME_WORDS[colorScheme]}. Change to ${SCHEME_WORDS[NEXT[colorScheme]]}`}
      onClick={() => setColorScheme(NEXT[colorScheme])}
    >
      <Icon size={18} aria-hidden />
    </button>
  );
}
