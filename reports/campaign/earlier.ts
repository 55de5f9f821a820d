/** What failed in earlier campaigns: what is new against them, what goes on, what is gone and what is back again. */
import {
  type CampaignHead,
  campaignOf,
  type Group,
  isOfKind,
  mayHide,
  nameOf,
  ResultsError,
  readResults,
  Triage,
} from '../../harness/campaign/index.ts';
import type { Campaign } from './merge.ts';

export type Since = 'new' | 'ongoing' | 'back again';

export interface Against {
  /** How many earlier campaigns there were. */
  campaigns: number;
  /** When the last of them began. */
  lastAt: string;
  since(group: Group): Since;
  /** What failed in the last of them, and not now, nor may be among those of its kind that were not shrunk. */
  gone: Group[];
}

interface Past {
  head: CampaignHead;
  shards: Set<number>;
  groups: Group[];
}

export class Earlier {
  readonly #files: { head: CampaignHead; groups: Group[] }[] = [];

  /** Throws `ResultsError` when the file is none of a campaign. */
  add(file: string): void {
    const triage = new Triage();
    const found = readResults(file, {
      row: (row, head) => void (row.verdict !== 'passed' && triage.add(row, head)),
      shrunk: (row, head) => triage.addShrunk(row, head, file),
      damage() {},
    });
    if (!found) throw new ResultsError(`${file} is empty`);
    this.#files.push({ head: found.head, groups: triage.groups() });
  }

  /** Of what was added, which is one file at least. Throws `ResultsError` where it is of another scenario. */
  against(campaign: Campaign): Against {
    const { head: now } = campaign.shards[0]!;
    for (const { head } of this.#files)
      if (head.scenario !== now.scenario)
        throw new ResultsError(
          `what is earlier is of the scenario '${head.scenario}', and this is '${now.scenario}'`,
        );
    const past = campaignsOf(this.#files);
    const last = past.at(-1)!;
    const seen = (groups: readonly Group[], group: Group) =>
      groups.some(
        (other) => nameOf(other) === nameOf(group) || (isNameless(group) && isOfKind(other, group)),
      );
    const groups = campaign.triage.groups();
    return {
      campaigns: past.length,
      lastAt: last.head.startedAt,
      since(group) {
        if (seen(last.groups, group)) return 'ongoing';
        return past.some(({ groups }) => seen(groups, group)) ? 'back again' : 'new';
      },
      gone: last.groups.filter((group) => !seen(groups, group) && !mayHide(groups, group)),
    };
  }
}

const isNameless = ({ fingerprint }: Group): boolean => fingerprint === null;

/** The oldest first. The shards of one began at about the same time; the same again at another commit is another. */
function campaignsOf(files: readonly { head: CampaignHead; groups: Group[] }[]): Past[] {
  const inTurn = [...files].sort((a, b) => (a.head.startedAt < b.head.startedAt ? -1 : 1));
  const all: Past[] = [];
  for (const { head, groups } of inTurn) {
    const key = campaignOf(head);
    const one = all.findLast(
      (past) =>
        campaignOf(past.head) === key &&
        past.head.commit === head.commit &&
        !past.shards.has(head.shard.index),
    );
    if (one) {
      one.shards.add(head.shard.index);
      one.groups.push(...groups);
    } else all.push({ head, shards: new Set([head.shard.index]), groups: [...groups] });
  }
  return all;
}
