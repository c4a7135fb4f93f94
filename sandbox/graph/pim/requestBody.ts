import { badRequest, pimRefusal } from '../graphError.ts';
import { isGuid } from '../identifiers.ts';
import { durationMs, instantFrom } from '../instants.ts';
import { type Action, actions, type Expiration, expirationTypes, type ScheduleKind } from './records.ts';

/** The body of a POST to `…ScheduleRequests`, read strictly; ids are lower case. */
export interface Asked {
  readonly kind: ScheduleKind;
  readonly action: Action;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
  readonly justification: string | null;
  readonly ticketNumber: string | null;
  readonly ticketSystem: string | null;
  readonly isValidationOnly: boolean;
  readonly startAt: Date | null;
  /** Absent in the body of a removal or deactivation. */
  readonly expiration: Expiration | null;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws the 400 for a property that the type does not have. */
export function refuseUnknown(body: Json, known: readonly string[], typeName: string): void {
  for (const name of Object.keys(body)) {
    if (!known.includes(name) && !name.includes('@odata.'))
      throw badRequest(
        `The property '${name}' does not exist on type 'microsoft.graph.${typeName}'. Make sure to only use property names that are defined by the type.`,
      );
  }
}

/** Reads the body of a request. Throws 400: BadRequest for what OData refuses, PIM's own codes for the rest. */
export function askedBy(body: Json, kind: ScheduleKind, now: Date): Asked {
  const typeName =
    kind === 'assignment' ? 'unifiedRoleAssignmentScheduleRequest' : 'unifiedRoleEligibilityScheduleRequest';
  refuseUnknown(body, properties, typeName);
  const ticket = part(body['ticketInfo'], ['ticketNumber', 'ticketSystem'], 'ticketInfo');
  const schedule = part(
    body['scheduleInfo'],
    ['startDateTime', 'recurrence', 'expiration'],
    'requestSchedule',
  );
  const startAt = instant(schedule['startDateTime']);
  const action = oneOf(actions, body['action'], 'unifiedRoleScheduleRequestActions');
  if (kind === 'eligibility' && (action === 'selfActivate' || action === 'selfDeactivate'))
    throw pimRefusal('InvalidRoleAssignmentRequest');
  if (body['appScopeId'] !== undefined && body['appScopeId'] !== null) throw pimRefusal('InvalidScope');
  if (schedule['recurrence'] !== undefined && schedule['recurrence'] !== null)
    throw pimRefusal('InvalidRoleAssignmentRequestSchedule');
  return {
    kind,
    action,
    principalId: guid(body['principalId']),
    roleDefinitionId: guid(body['roleDefinitionId']),
    directoryScopeId: scope(body['directoryScopeId']),
    justification: textOrNull(body['justification'], 'justification'),
    ticketNumber: textOrNull(ticket['ticketNumber'], 'ticketNumber'),
    ticketSystem: textOrNull(ticket['ticketSystem'], 'ticketSystem'),
    isValidationOnly: flag(body['isValidationOnly']),
    startAt,
    expiration: expirationFrom(schedule['expiration'], startAt !== null && startAt > now ? startAt : now),
  };
}

const properties = [
  'action',
  'principalId',
  'roleDefinitionId',
  'directoryScopeId',
  'appScopeId',
  'isValidationOnly',
  'justification',
  'scheduleInfo',
  'ticketInfo',
  'customData',
];

function part(value: unknown, known: readonly string[], typeName: string): Json {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw badRequest(`A value of type 'microsoft.graph.${typeName}' was expected.`);
  refuseUnknown(value, known, typeName);
  return value;
}

/** Members of an enumeration are taken in any casing. */
function oneOf<T extends string>(names: readonly T[], value: unknown, typeName: string): T {
  if (value === undefined || value === null) throw pimRefusal('InvalidRoleAssignmentRequest');
  const found = names.find((name) => typeof value === 'string' && name.toLowerCase() === value.toLowerCase());
  if (found === undefined)
    throw badRequest(
      `Cannot convert the literal '${JSON.stringify(value)}' to the expected type 'microsoft.graph.${typeName}'.`,
    );
  return found;
}

function guid(value: unknown): string {
  if (typeof value !== 'string' || !isGuid(value)) throw pimRefusal('InvalidRoleAssignmentRequest');
  return value.toLowerCase();
}

function scope(value: unknown): string {
  if (value === undefined || value === null) throw pimRefusal('InvalidRoleAssignmentRequest');
  const match =
    typeof value === 'string' ? /^\/(administrativeUnits\/)?([0-9a-f-]{36})?$/i.exec(value) : null;
  if (match === null) throw pimRefusal('InvalidScope');
  const [, unit, id] = match;
  if (id === undefined && unit !== undefined) throw pimRefusal('InvalidScope');
  return `/${unit === undefined ? '' : 'administrativeUnits/'}${(id ?? '').toLowerCase()}`;
}

function textOrNull(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string')
    throw badRequest(`Cannot convert the value of '${name}' to the expected type 'Edm.String'.`);
  return value;
}

function flag(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean')
    throw badRequest(`Cannot convert a value to the expected type 'Edm.Boolean'.`);
  return value;
}

function instant(value: unknown): Date | null {
  if (value === undefined || value === null) return null;
  const at = typeof value === 'string' ? instantFrom(value) : undefined;
  // A time without an offset is refused too.
  if (at === undefined) throw pimRefusal('InvalidRoleAssignmentRequestSchedule');
  return at;
}

function expirationFrom(value: unknown, startAt: Date): Expiration | null {
  if (value === undefined || value === null) return null;
  const given = part(value, ['type', 'endDateTime', 'duration'], 'expirationPattern');
  const type = oneOf(expirationTypes, given['type'] ?? 'notSpecified', 'expirationPatternType');
  const endAt = instant(given['endDateTime']);
  const duration = textOrNull(given['duration'], 'duration');
  const expiration = { type, endAt, duration };
  if (!isWhole(expiration, startAt)) throw pimRefusal('InvalidRoleAssignmentRequestSchedule');
  return expiration;
}

/** Exactly the field that the type needs is there, and it lies ahead. */
function isWhole({ type, endAt, duration }: Expiration, startAt: Date): boolean {
  if (type === 'afterDuration') return endAt === null && (durationMs(duration ?? '') ?? 0) > 0;
  if (type === 'afterDateTime') return duration === null && endAt !== null && endAt > startAt;
  return endAt === null && duration === null;
}
