/**
 * What came of a check. `valid`: it is there, open, the requestor's where that is asked, and its window holds the
 * activation. `notChecked`: the system did not answer, or not so that it could be understood.
 */
export type TicketVerdict =
  'valid' | 'notFound' | 'notOpen' | 'notRequestors' | 'outsideWindow' | 'notChecked';
