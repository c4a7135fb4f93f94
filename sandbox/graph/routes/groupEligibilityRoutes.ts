import { badRequest } from '../graphError.ts';
import { type EntitySet } from '../odata/entitySet.ts';
import { type Entity } from '../odata/matches.ts';
import { type Pim } from '../pim/pim.ts';
import { type GroupEligibility } from '../pim/records.ts';
import { directoryObject } from '../wire/principalEntity.ts';
import { instantOrNull } from '../wire/requestEntity.ts';
import { permissions } from './permissions.ts';
import { collection } from './replies.ts';
import { type GraphRequest, type Reply, type Route } from './route.ts';
import { demanded } from './scopeFilter.ts';

const contextPath = 'identityGovernance/privilegedAccess/group/eligibilitySchedules';

/** Who may become a member or owner of a group that PIM manages. Enumerations are lower case here, unlike those of roles. */
const eligibilityEntity = ({
  id,
  groupId,
  principalId,
  accessId,
  createdAt,
  endAt,
}: GroupEligibility): Entity => ({
  id,
  createdDateTime: instantOrNull(createdAt),
  modifiedDateTime: null,
  createdUsing: id,
  status: 'Provisioned',
  scheduleInfo: {
    startDateTime: instantOrNull(createdAt),
    recurrence: null,
    expiration: {
      type: endAt === null ? 'noExpiration' : 'afterDateTime',
      endDateTime: instantOrNull(endAt),
      duration: null,
    },
  },
  accessId,
  principalId,
  groupId,
  memberType: 'direct',
});

const eligibilitySet = (pim: Pim): EntitySet => ({
  typeName: 'privilegedAccessGroupEligibilitySchedule',
  contextPath,
  properties: [
    ...['id', 'createdDateTime', 'modifiedDateTime', 'createdUsing', 'status', 'scheduleInfo'],
    ...['accessId', 'principalId', 'groupId', 'memberType'],
  ],
  filters: { groupId: ['eq'], principalId: ['eq'], accessId: ['eq'], memberType: ['eq'] },
  takesOr: false,
  sortable: [],
  navigation: { principal: { expand: (entity) => directoryObject(pim, String(entity['principalId'])) } },
  maximumTop: 999,
  options: [],
});

function listEligibilities(pim: Pim, request: GraphRequest): Reply {
  const { filter } = request.query;
  if (demanded(filter, 'groupId') === undefined && demanded(filter, 'principalId') === undefined)
    throw badRequest('The filter is invalid: groupId or principalId must be given.');
  const now = pim.world.clock.now();
  const standing = pim.state.groupEligibilities.filter(({ endAt }) => endAt === null || endAt > now);
  return collection(pim, request, eligibilitySet(pim), standing.map(eligibilityEntity), {
    summary: 'read who may join a group that PIM manages',
  });
}

/** PIM for groups, as far as it tells whether a group is managed by it. */
export const groupEligibilityRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `/${contextPath}`,
    permission: permissions.groupEligibilityRead,
    needsLicence: true,
    answer: listEligibilities,
  },
];
