import { DEMONSTRATION_ACCOUNTS } from '#prisma/seed/accounts.ts';

/** What the operator reads once everything serves. */
export function banner(
  address: string,
  catcherUrl: string | undefined,
  { demonstration, empty }: { readonly demonstration: boolean; readonly empty: boolean },
): string {
  const lines = ['', `ready ${address}`, ''];
  if (catcherUrl) lines.push(`  Courriels reçus (serveur de démonstration) : ${catcherUrl}`, '');
  if (demonstration) {
    lines.push('  Comptes de démonstration, sans valeur réelle :');
    const width = Math.max(...DEMONSTRATION_ACCOUNTS.map(({ email }) => email.length));
    for (const { email, password, role, totpSecret } of DEMONSTRATION_ACCOUNTS) {
      lines.push(
        `  ${email.padEnd(width)}  ${password}  ${role.fr}${totpSecret ? ` — code à usage unique : ${totpSecret}` : ''}`,
      );
    }
    lines.push('');
  }
  if (empty)
    lines.push(
      '  Personne n’est encore entré. Invitez les deux premiers administrateurs :',
      '  npm run first-administrator -- --email A --email B',
      '',
    );
  lines.push(
    demonstration
      ? '  Ctrl-C arrête tout. npm start -- --reset repart de zéro.'
      : '  Ctrl-C arrête tout, et rien n’est perdu.',
    '',
  );
  return lines.join('\n');
}

/** Whether nobody ever entered the portal that listens there; no, when it does not say. */
export const isEmpty = (port: number): Promise<boolean> =>
  fetch(`http://localhost:${port}/api/installation`, { signal: AbortSignal.timeout(4_000) })
    .then(async (answer) => ((await answer.json()) as { empty?: boolean }).empty === true)
    .catch(() => false);
