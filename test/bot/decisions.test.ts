import assert from 'node:assert/strict';
import { openDecision } from '../../src/bot/decisions.ts';
import { type OperationDesk } from '../../src/bot/operationDesk.ts';
import { type CardRecord, type FollowedRequest, type Intent } from '../../src/pim/records.ts';
import { aSession } from '../support/chatWorld.ts';
import { approvalWorld, toDecide, type ApprovalWorld } from '../support/operationWorld.ts';

describe('openDecision', () => {
  let made: ApprovalWorld;
  let request: FollowedRequest;
  let opened: { intent: Intent; uniqueKey: string | undefined }[];
  let desk: OperationDesk;

  beforeEach(async () => {
    made = await approvalWorld();
    request = await made.ask();
    opened = [];
    desk = {
      open: async (_session: unknown, intent: Intent, { uniqueKey }: { uniqueKey?: string }) => {
        const isTaken = opened.some((one) => one.uniqueKey === uniqueKey);
        opened.push({ intent, uniqueKey });
        return isTaken ? undefined : made.world.open(made.ben, intent);
      },
    } as unknown as OperationDesk;
  });
  const cardOfBen = (): CardRecord => {
    const card = made.world.cards.all.find(({ person }) => person.id === made.ben.id);
    assert.ok(card);
    return card;
  };
  const open = (decision: 'Approve' | 'Deny', comment: string) =>
    openDecision(
      { desk, requests: made.world.requests, votings: made.world.votings },
      aSession(made.ben, made.world.clock),
      cardOfBen(),
      decision,
      comment,
    );

  it('stores a decision with its comment, the same press once', async () => {
    assert.equal((await open('Approve', ' planned ')).kind, 'opened');
    assert.equal((await open('Approve', 'planned')).kind, 'underWay');
    assert.equal((await open('Deny', 'x'.repeat(1000))).kind, 'opened');
    const comments = opened.map(({ intent }) => (intent.kind === 'decide' ? intent.comment.length : 0));
    assert.deepEqual(comments, [7, 7, 450]);
  });

  it('asks for the comment that the role wants', async () => {
    assert.equal((await open('Approve', '  ')).kind, 'commentNeeded');
    await made.world.requests.save({ ...request, isApproverJustificationRequired: false });
    assert.equal((await open('Approve', '')).kind, 'opened');
  });

  it('opens nothing for what waits no longer, or is not known', async () => {
    await made.world.does(made.dara, toDecide(request.id, 'Deny'));
    assert.equal((await open('Approve', 'late')).kind, 'notWaiting');
    made.world.requests.saved.clear();
    assert.equal((await open('Approve', 'late')).kind, 'unknown');
    assert.deepEqual(opened, []);
  });
});
