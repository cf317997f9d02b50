import { DEMONSTRATION_ACCOUNTS } from '../../prisma/seed/accounts.ts';

/** What the operator reads once everything serves. */
export function banner(address: string, catcherUrl: string | undefined, demonstration: boolean): string {
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
  lines.push('  Ctrl-C arrête tout. npm start -- --reset repart de zéro.', '');
  return lines.join('\n');
}
