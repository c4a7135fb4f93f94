import { type Caller } from '../authorisation.ts';
import { selfActivate, selfDeactivate } from './activation.ts';
import { adminAssign, adminExtend, adminRemove, adminRenew, selfExtend } from './administration.ts';
import { type Pim } from './pim.ts';
import { type Action, type ScheduleRequest } from './records.ts';
import { type Asked } from './requestBody.ts';

const byAction = {
  selfActivate,
  selfDeactivate,
  selfExtend,
  selfRenew: selfExtend,
  adminAssign,
  adminRemove,
  adminUpdate: adminExtend,
  adminExtend,
  adminRenew,
} satisfies Record<Action, (pim: Pim, caller: Caller, asked: Asked) => ScheduleRequest>;

/** Does what a POST to `…ScheduleRequests` asks. On a refusal (a GraphError) nothing is stored. */
export const createRequest = (pim: Pim, caller: Caller, asked: Asked): ScheduleRequest =>
  byAction[asked.action](pim, caller, asked);
