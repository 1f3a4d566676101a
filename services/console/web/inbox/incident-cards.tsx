import { Link } from 'wouter';
import { Level } from '../parts/level.tsx';
import { StatusMark } from '../parts/status.tsx';
import { TimeStamp } from '../parts/time-stamp.tsx';
import { Channels, followLink, NewMark, RowFacts, type RowsProps, rowClass } from './incident-table.tsx';

/** On phones: the same row as a card, without selection. */
export function IncidentCards({ list, openId, hrefOf }: RowsProps) {
  return (
    <ul className="cards">
      {list.rows.map((row) => (
        // The link inside does the same from the keyboard; the card only makes its target larger.
        <li key={row.id} className={rowClass(row, list, openId)} onClickCapture={followLink}>
          <div className="card-top">
            <Link href={hrefOf(row.id)} data-incident={row.id}>
              <Level of={row} />
              <NewMark row={row} list={list} />
            </Link>
            <StatusMark of={row} />
          </div>
          <RowFacts row={row} />
          <div className="card-bottom">
            <Channels row={row} />
            <TimeStamp at={row.lastSeenAt} />
          </div>
        </li>
      ))}
    </ul>
  );
}
