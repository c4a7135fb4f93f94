import { findingsOf } from '../findings/findingsOf.ts';
import { complianceOf } from './compliance.ts';
import { conversionsOf } from './conversions.ts';
import { countsOf } from './counts.ts';
import { type Judgement } from './judgements.ts';
import { overPrivilegedIn } from './overPrivileged.ts';
import { type Posture } from './posture.ts';

/** Everything that a posture amounts to. Pure, and the same whatever order rows came in. */
export const judge = (posture: Posture): Judgement => ({
  counts: countsOf(posture),
  conversions: conversionsOf(posture),
  compliance: complianceOf(posture),
  overPrivileged: overPrivilegedIn(posture),
  ...findingsOf(posture),
});
