import { type GrantKind, type GrantLimits } from '../pim/administration.ts';
import { type SnapshotPrincipal } from '../pim/posture/snapshot.ts';
import { type ChangeKind } from '../words/changeWords.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type ChangeKey } from './actionShapes.ts';
import { type CardContext } from './card.ts';
import { plainName } from './plainText.ts';
import { roleLine } from './roleLine.ts';
import { type RoleOnCard, scopeText } from './roleOnCard.ts';
import { run, subtle, type Line } from './runs.ts';
import { markedName, nameMarks } from './unusualName.ts';

/** Whose role it is, and what is changed about it. */
export interface ChangeSubject {
  readonly what: ChangeKind;
  readonly holder: Pick<SnapshotPrincipal, 'id' | 'displayName' | 'userPrincipalName'>;
  readonly role: RoleOnCard;
}

/** Something of the holder's own that is there now. `undefined` end: none. */
interface HeldOnCard {
  readonly kind: GrantKind;
  readonly until: Date | undefined;
}

/** What is filled in, and what is known when it is. */
export interface ChangeForm {
  readonly draftId: string;
  readonly limits: GrantLimits;
  /** What this changes or adds to, as it is now. */
  readonly held: readonly HeldOnCard[];
  /** `undefined`: not looked for. */
  readonly lastUsed: Date | 'never' | undefined;
  readonly justification: string;
  /** `0`: without end. */
  readonly days: number;
  /** What a dry run or a guard has against it. */
  readonly problem?: unknown;
}

/** A change that is being prepared. */
export type OpenChange = ChangeSubject & {
  readonly state: 'form' | 'confirm';
  readonly form: ChangeForm;
};

/** Names the change in a button. */
export const keyOf = ({ what, holder, role }: ChangeSubject): ChangeKey => ({
  what,
  principalId: holder.id,
  roleDefinitionId: role.roleDefinitionId,
  scopeId: role.scopeId,
});

/** Whose role, which one and where: the first lines of every such card. */
export function leadOf(context: CardContext, { holder, role }: ChangeSubject): readonly Line[] {
  const { roles } = wordsFor(context.locale);
  return [
    [
      ...markedName(holder.displayName, { weight: 'Bolder' }, nameMarks(roles, holder.displayName)),
      ...(holder.userPrincipalName === null
        ? []
        : [run(`  ${plainName(holder.userPrincipalName)}`, { isSubtle: true, size: 'Small' as const })]),
    ],
    ...roleLine(roles, role),
    subtle(scopeText(roles, role)),
  ];
}
