import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Register, registeredSchema, registerSchema } from '../../contract.ts';
import { call } from '../api/client.ts';
import { digestOf } from './digest.ts';

const RANKS = [
  { value: '1', label: '1 · disadvantage, controlled' },
  { value: '2', label: '2 · damage' },
  { value: '3', label: '3 · serious damage' },
  { value: '4', label: '4 · exceptionally grave damage' },
];

/** A document is registered by its digest, computed here: the file itself never leaves this machine. */
export function RegisterPage() {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [rank, setRank] = useState('3');
  const [problem, setProblem] = useState<string | null>(null);
  const register = useMutation({
    mutationFn: (body: Register) => call('/api/fingerprints', registeredSchema, { method: 'POST', body }),
    onSuccess: (_answer, body) => {
      notifications.show({
        message: `Registered: ${body.name}. An upload of the same file is now an incident.`,
      });
      setFile(null);
      setName('');
    },
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    if (file === null) return setProblem('Choose a file.');
    const body = registerSchema.safeParse({
      name,
      owner,
      rank: Number(rank),
      sha256: await digestOf(file),
      sizeBytes: file.size,
    });
    if (!body.success)
      return setProblem(file.size === 0 ? 'This file is empty.' : 'Give a name and an owner.');
    register.mutate(body.data);
  };

  return (
    <main className="register">
      <h2>Register a document</h2>
      <p>
        An exact copy posted anywhere becomes an incident, marked or not. Only its SHA-256 and size leave this
        machine; the file stays here.
      </p>
      <form className="dialog" onSubmit={(event) => void submit(event)}>
        <FileInput label="File" placeholder="Choose a file" value={file} onChange={setFile} clearable />
        <TextInput
          label="Name"
          description="What analysts will read as the level. Do not quote the document."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <TextInput
          label="Owner"
          description="Who answers for it."
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <NativeSelect
          label="Rank"
          data={RANKS}
          value={rank}
          onChange={(event) => setRank(event.currentTarget.value)}
        />
        {(problem ?? register.error?.message) !== undefined && (problem ?? register.error) !== null && (
          <p className="notice notice-bad" role="alert">
            {problem ?? register.error?.message}
          </p>
        )}
        <div className="dialog-buttons">
          <Button type="submit" loading={register.isPending}>
            Register
          </Button>
        </div>
      </form>
    </main>
  );
}
