import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sessionSchema } from '../../contract.ts';
import { ApiError, call } from '../api/client.ts';
import { KEYS } from '../api/queries.ts';

export function SignIn({ problem }: { readonly problem: string | null }) {
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationFn: (given: string) =>
      call('/api/session', sessionSchema, { method: 'POST', body: { key: given } }),
    onSuccess: (session) => client.setQueryData(KEYS.session, session),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(key.trim());
  };
  const said = signIn.error === null ? problem : wordsOf(signIn.error);
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <h1>Spillway</h1>
        <p>Incidents of classification markings in the organisation's group chats.</p>
        {/* Password managers file a key under a name; the console has none to ask for. */}
        <input type="text" name="username" autoComplete="username" value="spillway" readOnly hidden />
        <PasswordInput
          label="Access key"
          description="Whoever runs this console gave it to you. A session lasts 12 hours."
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={said}
          errorProps={{ role: 'alert' }}
          autoComplete="current-password"
          data-autofocus
          autoFocus
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          Sign in
        </Button>
      </form>
    </main>
  );
}

export function wordsOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.status === 429) return 'Too many tries. Wait a minute, then try again.';
  if (error.code === 'INVALID') return 'An access key has at least 8 characters.';
  return error.message;
}
