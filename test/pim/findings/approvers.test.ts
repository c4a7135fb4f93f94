import assert from 'node:assert/strict';
import { type PrincipalId } from '../../../src/pim/ids.ts';
import { type Snapshot, type SnapshotSettings } from '../../../src/pim/posture/snapshot.ts';
import {
  aGroup,
  anAssignment,
  anEligibility,
  approvers,
  aPerson,
  calm,
  calmWith,
  daysAgo,
  goodSettings,
  members,
  people,
  roles,
  who,
} from '../../support/calmTenant.ts';
import { findingsBy, measuredBy, saidBy, told } from './judged.ts';

type Activation = Partial<SnapshotSettings['activation']>;

const setTo = (id: SnapshotSettings['roleDefinitionId'], activation: Activation): Snapshot => ({
  ...calm,
  settings: calm.settings.map((one) => (one.roleDefinitionId === id ? goodSettings(id, activation) : one)),
});
const exchange = (activation: Activation): Snapshot => setTo(roles.exchange, activation);
const global = (activation: Activation): Snapshot =>
  setTo(roles.global, { isApprovalRequired: true, ...activation });

describe('too-few-approvers', () => {
  const rule = 'too-few-approvers';
  const of = (snapshot: Snapshot): readonly string[] => told(snapshot).filter((one) => one.includes(rule));
  const named = (...ids: readonly PrincipalId[]): Snapshot => global({ approvers: approvers(...ids) });

  it('counts people who are enabled and reached', () => {
    assert.deepEqual(of(named(people.ana)), ['medium too-few-approvers: Global Administrator, Ana']);
    assert.deepEqual(of(named(people.ana, people.ana)), [
      'medium too-few-approvers: Global Administrator, Ana',
    ]);
    assert.deepEqual(of(named(people.ana, people.dora)), []);
    const disabled = calmWith({ principals: [aPerson(people.ben, 'Ben', { isEnabled: false })] });
    assert.deepEqual(of(disabled), ['medium too-few-approvers: Global Administrator, Ana, Ben']);
    assert.deepEqual(of({ ...calm, unreachable: [people.ana, people.ben] }), [
      'high too-few-approvers: Global Administrator, Ana, Ben',
    ]);
  });

  it('says where it is not known whom cards reach', () => {
    assert.deepEqual(saidBy(rule, { ...named(people.ana), unreachable: null }), [
      '1 person can approve Global Administrator; 2 should. Approvers, reached or not: Ana. Whether cards reach them is not known.',
    ]);
    assert.doesNotMatch(saidBy(rule, named(people.ana)).join(''), /not known/u);
  });

  it('opens groups', () => {
    const byGroup = (inside: readonly PrincipalId[]): Snapshot => ({
      ...global({ approvers: [{ kind: 'group', id: who(50) }] }),
      principals: [...calm.principals, aGroup(who(50), 'Deciders')],
      groups: [members(who(50), inside)],
    });
    assert.deepEqual(of(byGroup([people.ana, people.dora])), []);
    assert.equal(of(byGroup([people.dora])).length, 1);
    assert.equal(of(byGroup([]))[0]?.split(' ')[0], 'high');
  });

  it('takes standing Global and Privileged Role Administrators where nobody is named', () => {
    const unnamed = (...ids: readonly PrincipalId[]): Snapshot => ({
      ...global({ approvers: [] }),
      assignments: [
        ...calm.assignments,
        ...ids.map((id, index) =>
          anAssignment(id, {
            roleDefinitionId: index === 0 ? roles.privilegedRoles : roles.global,
            endAt: daysAgo(-9),
          }),
        ),
      ],
    });
    assert.deepEqual(of(unnamed(people.ana, people.ben)), []);
    assert.deepEqual(of(unnamed(people.ana)), ['medium too-few-approvers: Global Administrator, Ana']);
    const active = anAssignment(people.ben, {
      roleDefinitionId: roles.global,
      assignmentType: 'Activated',
      endAt: daysAgo(-0.1),
    });
    const other = anAssignment(people.dora, { roleDefinitionId: roles.reports });
    const one = unnamed(people.ana);
    assert.deepEqual(of({ ...one, assignments: [...one.assignments, active, other] }), of(one));
    assert.deepEqual(of(unnamed()), ['high too-few-approvers: Global Administrator']);
  });

  it('does not judge where managers are asked, or no approval is', () => {
    assert.deepEqual(of(global({ approvers: [{ kind: 'requestorManager' }] })), []);
    assert.deepEqual(of(exchange({ approvers: approvers(people.ana) })), []);
  });

  it('goes by the threshold', () => {
    assert.equal(findingsBy(rule, calm, measuredBy({ approvers: 3 })).length, 1);
    assert.equal(findingsBy(rule, calm, measuredBy({ approvers: 2 })).length, 0);
  });
});

describe('sole-approver', () => {
  const rule = 'sole-approver';
  const approvedBy = (
    ...roleApprovers: readonly (readonly [keyof typeof roles, readonly PrincipalId[]])[]
  ): Snapshot => ({
    ...calm,
    settings: calm.settings.map((one) => {
      const found = roleApprovers.find(([name]) => roles[name] === one.roleDefinitionId);
      return found === undefined
        ? one
        : goodSettings(one.roleDefinitionId, {
            isApprovalRequired: true,
            approvers: approvers(...found[1]),
          });
    }),
  });

  it('minds the only approver of several roles', () => {
    const two = approvedBy(['exchange', [people.dora]], ['global', [people.dora]]);
    assert.deepEqual(saidBy(rule, two), ['Dora is the only approver of 2 roles.']);
    assert.deepEqual(saidBy(rule, approvedBy(['exchange', [people.dora]])), []);
    assert.deepEqual(
      saidBy(rule, approvedBy(['exchange', [people.dora]], ['global', [people.dora, people.ben]])),
      [],
    );
  });

  it('minds who alone can decide about a fellow approver', () => {
    // Ana may activate the role, and so only Dora is left for her.
    const snapshot = approvedBy(['exchange', [people.ana, people.dora]]);
    assert.deepEqual(saidBy(rule, snapshot), ['Dora alone can decide about requests of 1 fellow approver.']);
    assert.deepEqual(saidBy(rule, approvedBy(['exchange', [people.ana, people.dora, people.chi]])), []);
    assert.deepEqual(saidBy(rule, { ...snapshot, unreachable: [people.ana] }), []);
  });

  it('minds an only approver whose own requests nobody can decide', () => {
    assert.deepEqual(saidBy(rule, approvedBy(['exchange', [people.ana]])), [
      'Ana is the only approver of 1 role. Nobody can decide about Ana’s own requests for 1 role.',
    ]);
    assert.deepEqual(saidBy(rule, approvedBy(['exchange', [people.chi]])), []);
  });

  it('knows those who are eligible through a group', () => {
    const snapshot: Snapshot = {
      ...approvedBy(['exchange', [people.chi]]),
      principals: [...calm.principals, aGroup(who(50), 'Mail team')],
      groups: [members(who(50), [people.chi])],
      eligibilities: [...calm.eligibilities, anEligibility(who(50))],
    };
    assert.equal(saidBy(rule, snapshot).length, 1);
  });
});
