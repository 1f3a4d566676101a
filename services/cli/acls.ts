import { type Permission, permissionsOf, principalOf } from '../acls.ts';

export interface AclsOptions {
  /** Before the role's name in a principal: `User:spillway-intake` unless told otherwise. */
  readonly prefix: string;
  readonly bootstrapServer: string;
  readonly json: boolean;
}

/** `spillway acls`: what each service must be allowed on Kafka, as commands of Kafka's own tool, or as JSON. */
export function printAcls({ prefix, bootstrapServer, json }: AclsOptions): number {
  const all = Object.entries(permissionsOf()).map(([role, permissions]) => ({
    role,
    principal: principalOf(role, prefix),
    permissions,
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return 0;
  }
  const start = `kafka-acls.sh --bootstrap-server ${quoted(bootstrapServer)} --command-config admin.properties --add`;
  for (const { role, principal, permissions } of all) {
    process.stdout.write(`# ${role}\n`);
    for (const permission of permissions)
      process.stdout.write(`${start} --allow-principal ${quoted(principal)} ${argumentsOf(permission)}\n`);
  }
  return 0;
}

function argumentsOf({ resource, name, pattern, operations }: Permission): string {
  const allowed = operations.map(
    (operation) => `--operation ${operation[0]?.toUpperCase()}${operation.slice(1)}`,
  );
  return [...allowed, `--${resource} ${quoted(name)}`, `--resource-pattern-type ${pattern}`].join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
