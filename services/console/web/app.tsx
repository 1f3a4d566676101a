import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { ApiError } from './api/client.ts';
import { KEYS, useSessionQuery } from './api/queries.ts';
import { InboxPage } from './inbox/inbox-page.tsx';
import { SessionProvider } from './session/session-context.ts';
import { SignIn } from './session/sign-in.tsx';
import { Shell } from './shell.tsx';
import { theme } from './theme.ts';

const RegisterPage = lazy(() =>
  import('./register/register-page.tsx').then((page) => ({ default: page.RegisterPage })),
);

export function App({
  client,
  nonce,
  problem,
}: {
  readonly client: QueryClient;
  readonly nonce: string;
  readonly problem: string | null;
}) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={client}>
        <Notifications position="bottom-left" limit={4} />
        <Gate problem={problem} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Gate({ problem }: { readonly problem: string | null }) {
  const session = useSessionQuery();
  if (session.data === null) return <SignIn problem={problem} />;
  if (session.data === undefined) {
    return session.error === null ? null : (
      <main className="sign-in">
        <p className="notice notice-bad" role="alert">
          {session.error.message} Reload the page to try again.
        </p>
      </main>
    );
  }
  return (
    <SessionProvider value={session.data}>
      <Shell>
        <Switch>
          <Route path="/">{() => <InboxPage kind="found" openId={null} />}</Route>
          <Route path="/incidents/:id">{({ id }) => <InboxPage kind="found" openId={id} />}</Route>
          <Route path="/not-inspected">{() => <InboxPage kind="uninspected" openId={null} />}</Route>
          <Route path="/not-inspected/:id">{({ id }) => <InboxPage kind="uninspected" openId={id} />}</Route>
          <Route path="/register">
            <Suspense>
              <RegisterPage />
            </Suspense>
          </Route>
          <Route>
            <main className="empty">There is no such page.</main>
          </Route>
        </Switch>
      </Shell>
    </SessionProvider>
  );
}

/** Refusals are not retried; a session that ended anywhere ends everywhere. */
export function createClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) client.setQueryData(KEYS.session, null);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) =>
          !(error instanceof ApiError && error.status >= 400 && error.status < 500) && failures < 2,
      },
    },
  });
  return client;
}
