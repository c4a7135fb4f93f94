import {
  type AdministratorsDigest,
  type NamedCount,
  type NamedSettingChange,
} from '../pim/operations/composeAdministratorsDigest.ts';
import { type SettingValue } from '../pim/posture/settingFacts.ts';
import { percentOf } from '../pim/reviews/progress.ts';
import { type RunningReviews } from '../pim/reviews/runningReviews.ts';
import { type SettingWords } from '../words/settingWords.ts';
import { timesFor, type Times } from '../words/times.ts';
import { type Words } from '../words/words.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { type Card, type CardContext } from './card.ts';
import { countBar } from './countBar.ts';
import { drawFitting, drawList, type Row, type Section } from './list.ts';
import { plainName } from './plainText.ts';
import { requestorIn, requestorNameWithin } from './requestorName.ts';
import { line, nameRun, run, type Line } from './runs.ts';
import { settingText } from './settingText.ts';

/** The whole tenant is read in ten seconds too. */
const MOST_ROWS = 5;

/** Once a day, for administrators: how much was activated, what stands out, and what has changed for good. */
export function administratorsCard(context: CardContext, digest: AdministratorsDigest): Card {
  const all = wordsFor(context.locale);
  const words = all.administrators;
  const times = timesFor(context);
  const activations = sumOf(digest.activations);
  const { added = [], removed = [] } = digest.standing ?? {};
  const findings =
    digest.bypasses.length +
    (digest.houseBypasses?.length ?? 0) +
    (digest.laterBreaches?.length ?? 0) +
    sumOf(digest.refusals) +
    digest.lapsed.length;
  const { came, went } = digest.roles;
  const changes = added.length + removed.length + digest.settings.length + came.length + went.length;
  const counts = words.counts(activations, findings, changes);
  const headline: Line = [
    run(words.activations(activations, times.at(digest.since)), { size: 'Medium', weight: 'Bolder' }),
  ];
  const draw = (most: number): Card =>
    drawList(context, {
      heading: words.heading(times.date(context.now)),
      lead: [headline],
      sections: sectionsOf(all, times, digest).map((section) => shortened(context, section, most)),
      actions: [],
      preview: { summary: counts, discreetSummary: counts, typed: words.typed },
    });
  return drawFitting(MOST_ROWS, draw);
}

const sumOf = (counts: readonly NamedCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

const isNothing = ({ open }: AdministratorsDigest['alerts']): boolean =>
  Object.values(open).every((count) => count === 0);

function sectionsOf(all: Words, times: Times, digest: AdministratorsDigest): readonly Section[] {
  const { administrators: words, requests } = all;
  const { activations, bypasses, refusals, lapsed, approvers, standing, alerts } = digest;
  const { added = [], removed = [] } = standing ?? {};
  const said = (text: string): Row => ({ lines: [line(text)] });
  return [
    { title: words.byRole, rows: chart(activations) },
    houseBypassSection(all, digest),
    laterBreachSection(all, digest),
    {
      title: words.lookAt,
      rows: [
        ...bypasses.map(({ holder, role }) => said(words.bypassed(plainName(holder), plainName(role)))),
        ...refusals.map(({ name, count }) => said(words.refused(count, plainName(name)))),
        ...lapsed.map((request) =>
          said(
            words.lapsed(requestorNameWithin(requests, requestorIn(request)), plainName(request.roleName)),
          ),
        ),
      ],
    },
    {
      title: all.alerts.digestTitle,
      rows: isNothing(alerts) ? [] : [said(all.alerts.digest(alerts.open, alerts.raised))],
    },
    { title: words.approvers, rows: chart(approvers) },
    {
      title: words.standing(added.length, removed.length),
      rows: [
        ...added.map(({ holder, role }) => said(words.added(plainName(holder), plainName(role)))),
        ...removed.map(({ holder, role }) => said(words.removed(plainName(holder), plainName(role)))),
      ],
    },
    {
      title: digest.reviews === undefined ? '' : all.reviews.digestHeading(digest.reviews.count),
      rows: digest.reviews === undefined ? [] : [said(reviewsText(all, digest.reviews))],
    },
    {
      title: words.roles,
      rows: [
        ...digest.roles.came.map((role) => said(words.roleCame(plainName(role)))),
        ...digest.roles.went.map((role) => said(words.roleWent(plainName(role)))),
      ],
    },
    {
      title: words.settings(digest.settings.length),
      rows: digest.settings.map((change) => said(changeText(all.posture.settings, times, change))),
    },
  ];
}

/** The newest first, as they come. */
function houseBypassSection(
  { houseBypasses: words }: Words,
  { houseBypasses = [] }: AdministratorsDigest,
): Section {
  return {
    title: words.digest.title(houseBypasses.length),
    rows: houseBypasses.map(({ holder, role, unmet }) => ({
      lines: [line(words.digest.row(plainName(holder), plainName(role), words.unmet(unmet)))],
    })),
  };
}

function laterBreachSection(
  { laterBreaches: words }: Words,
  { laterBreaches = [] }: AdministratorsDigest,
): Section {
  return {
    title: words.digest.title(laterBreaches.length),
    rows: laterBreaches.map(({ holder, role, unmet }) => ({
      lines: [line(words.digest.row(plainName(holder), plainName(role), words.unmet(unmet)))],
    })),
  };
}

const reviewsText = ({ reviews }: Words, { decided, total, daysLeft }: RunningReviews): string =>
  reviews.inDigest(decided, total, percentOf(decided, total), daysLeft);

/** What was set and what is, of one role. */
function changeText(
  words: SettingWords,
  times: Times,
  { role, setting, ruleId, before, after }: NamedSettingChange,
): string {
  const told = (value: SettingValue): string => settingText(words, times, setting, value);
  const label = plainName(words.label(setting, ruleId));
  return words.ofRole(plainName(role), words.changed(label, told(before), told(after)));
}

/** Bars with their figures; the largest count is a whole bar. */
function chart(counts: readonly NamedCount[]): readonly Row[] {
  const largest = Math.max(0, ...counts.map(({ count }) => count));
  return counts.map(({ name, count }) => ({
    lines: [
      [nameRun(name)],
      [
        run(countBar(count, largest), { fontType: 'Monospace', isSubtle: true }),
        run(`  ${String(count)}`, { weight: 'Bolder' }),
      ],
    ],
  }));
}

function shortened({ locale }: CardContext, section: Section, most: number): Section {
  const rest = section.rows.length - most;
  return {
    ...section,
    rows: section.rows.slice(0, most),
    more: rest > 0 ? wordsFor(locale).roles.more(rest) : undefined,
  };
}
