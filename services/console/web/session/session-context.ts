import { createContext, useContext } from 'react';
import type { Session } from '../../contract.ts';

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

/** Who is signed in. @throws outside a signed-in page, which would be a mistake of ours. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('expected a signed-in page');
  return session;
}
