import { type verbs } from '../../cards/verbs.ts';
import { type Grant, type GrantKind, type HoldingChange } from '../../pim/administration.ts';
import { principalId } from '../../pim/ids.ts';
import { type PressOf } from '../pressedButtons.ts';
import { roleOf } from '../pressFields.ts';

/** A second yes, as it was pressed. */
type PressedChange = Pick<
  PressOf<typeof verbs.confirmChange>,
  'what' | 'principalId' | 'roleDefinitionId' | 'scopeId' | 'days' | 'justification'
>;

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
/** PIM says a time as it likes, to the second or finer. */
const INEXACT_MS = 60_000;

/** What of the holder's own a change is about. */
export const kindOf = (what: HoldingChange['what']): GrantKind => {
  switch (what) {
    case 'makeEligible':
    case 'assignActive':
    case 'extendActive':
    case 'updateActive':
    case 'removeActive':
      return 'assignment';
    case 'assignEligible':
    case 'extendEligible':
    case 'updateEligible':
    case 'removeEligible':
      return 'eligibility';
  }
};

/** The change that a press asks for. */
export function changeOf(press: PressedChange, now: Date): HoldingChange {
  const base = {
    ...roleOf(press),
    principalId: principalId(press.principalId),
    justification: (press.justification ?? '').trim(),
  };
  const days = Number(press.days);
  const endAt = new Date(now.getTime() + days * DAY_MS).toISOString();
  switch (press.what) {
    case 'makeEligible':
    case 'assignEligible':
      return { ...base, what: press.what, days: days === 0 ? undefined : days };
    case 'assignActive':
      return { ...base, what: press.what, minutes: days === 0 ? undefined : days * DAY_MINUTES };
    case 'extendEligible':
    case 'extendActive':
      return { ...base, what: press.what, endAt };
    case 'updateEligible':
    case 'updateActive':
      return { ...base, what: press.what, endAt: days === 0 ? undefined : endAt };
    case 'removeEligible':
    case 'removeActive':
      return { ...base, what: press.what };
  }
}

/** Moving an end is an extension where the new one lies later than what is there, and a change of it otherwise. */
export function movedBy(
  what: HoldingChange['what'],
  days: number,
  held: Grant | undefined,
  now: Date,
): HoldingChange['what'] {
  const isLater =
    days !== 0 &&
    held?.endAt !== undefined &&
    now.getTime() + days * DAY_MS > held.endAt.getTime() + INEXACT_MS;
  switch (what) {
    case 'extendEligible':
    case 'updateEligible':
      return held === undefined || isLater ? 'extendEligible' : 'updateEligible';
    case 'extendActive':
    case 'updateActive':
      return held === undefined || isLater ? 'extendActive' : 'updateActive';
    default:
      return what;
  }
}
