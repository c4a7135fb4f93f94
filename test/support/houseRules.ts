import { readEachHouseRule, houseRulesOf } from '../../src/houseRuleReading.ts';
import { type HouseJudge } from '../../src/pim/houseRules/houseJudge.ts';
import { JudgeByTheBook } from '../../src/pim/houseRules/judgeByTheBook.ts';
import { indexRules } from '../../src/pim/houseRules/ruleIndex.ts';
import { tenantId } from '../../src/pim/ids.ts';
import { type BaselineTier } from '../../src/pim/posture/baseline.ts';
import { type PimDirectory } from '../../src/pim/ports.ts';
import { type OperationWorld } from './operationWorld.ts';

/** One who judges the in-memory world by rules as the settings file writes them; what is wrong with them is a broken rule. */
export function judgeIn(
  world: Pick<OperationWorld, 'requests' | 'operations' | 'clock' | 'logger'> & {
    readonly directory: Pick<PimDirectory, 'membersNowOf' | 'managerOf'>;
  },
  written: readonly object[],
  baseline: readonly BaselineTier[] = [],
): HouseJudge {
  const { rules, broken } = readEachHouseRule(written);
  const counting = { index: indexRules(houseRulesOf(rules, broken)), since: world.clock.now() };
  return new JudgeByTheBook({
    directory: world.directory,
    requests: world.requests,
    operations: world.operations,
    current: () => counting,
    yardstick: { baseline },
    tenantId: tenantId('6b1f0c2a-4d5e-4f60-8a71-92b3c4d5e6f7'),
    clock: world.clock,
    logger: world.logger,
  });
}

/** Hours of which none is open for the next twelve, on a clock in UTC. */
export const closedHours = (now: Date): object => ({
  from: hourAfter(now, 13),
  to: hourAfter(now, 14),
  zone: 'UTC',
});

const hourAfter = (now: Date, hours: number): string =>
  `${String((now.getUTCHours() + hours) % 24).padStart(2, '0')}:00`;
