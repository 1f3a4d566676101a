import pc from 'picocolors';
import type { Alert } from '../../shared/messages/alert.ts';

const RANK_COLOUR = [pc.dim, pc.yellow, pc.yellow, pc.red, (text: string) => pc.bold(pc.red(text))] as const;

/** One alert on one line: what was found in what, where it was posted, how sure. `what` is the demo's own word for the file. */
export function alertLine(alert: Alert, what: string): string {
  const time = new Date(alert.time).toISOString().slice(11, 19);
  const channel = alert.resources.find((resource) => resource.type === 'channel');
  const where = `#${channel?.name ?? channel?.uid ?? '?'}`;
  const { rank, level, regime, verdict } = alert.unmapped;
  if (verdict === 'uninspected') {
    const why = alert.data_security.status_details.join('; ');
    return `${pc.dim(time)}  ${pc.yellow('NOT INSPECTED')}  ${where}  ${what}  ${pc.dim(why)}`;
  }
  const colour = RANK_COLOUR[rank ?? 0];
  const again = alert.activity_id === 1 ? '' : pc.dim('  posted again');
  const sure = alert.confidence_score === undefined ? '' : pc.dim(`  ${alert.confidence_score} %`);
  return `${pc.dim(time)}  ${colour(`ALERT ${level ?? 'marking'}`)}  ${regime ?? 'registered'} rank ${rank ?? '?'}  ${where}  ${what}${sure}${again}`;
}
